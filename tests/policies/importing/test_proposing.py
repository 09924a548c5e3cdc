import pytest

from policies.importing.proposing import (
    guess_category,
    guess_level,
    guess_scheme,
    next_code,
    propose,
    title_of,
)
from policies.models import Category
from policies.models.policy import Level, Scheme
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.parsing import parse
from regs_portal.people.models import Department
from tests import cast as casting
from tests.cast import Cast


def labelled(*labels: str) -> Outline:
    return Outline("", clauses=tuple(Clause(label, "<p>甲</p>") for label in labels))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("客戶服務專員工作職責制度", "duties"),
        ("员工请假办法", "leave"),
        ("門市考勤辦法", "working-time"),
        ("年終獎金發給要點", "pay-benefits"),
        ("新進人員教育訓練辦法", "training"),
        ("員工申訴處理辦法", "disputes"),
        ("商務中心客戶服務工作制度", "conduct"),
    ],
)
def test_subject_is_told_by_the_title(cast: Cast, title: str, slug: str) -> None:
    category = guess_category(Outline(title))
    assert category is not None
    assert category.slug == slug


def test_subject_is_told_by_the_text_when_the_title_says_nothing(cast: Cast) -> None:
    clauses = (Clause("一、", "<p>加班應事先申請，加班費依法發給。</p>"),)
    category = guess_category(Outline("要點", clauses=clauses))
    assert category is not None
    assert category.slug == "working-time"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("出勤辦法", Level.MEASURES),
        ("员工守则", Level.CODE_OF_CONDUCT),
        ("甲", Level.REGULATION),
        ("公司章程", Level.CHARTER),
        ("請假標準作業程序", Level.SOP),
        ("離職SOP", Level.SOP),
        ("採購程序", Level.PROCEDURE),
        ("請假表單", Level.FORM),
    ],
)
def test_level_is_told_by_the_end_of_the_title(title: str, level: Level) -> None:
    assert guess_level(title) == level


@pytest.mark.parametrize(
    ("labels", "scheme"),
    [
        (("第一條", "第二條"), Scheme.ARTICLES_TW),
        (("第一条", "第二条"), Scheme.ARTICLES_PRC),
        (("一.", "二."), Scheme.LIST_CHINESE),
        (("1.", "2."), Scheme.LIST_ARABIC),
        (("1.1", "1.2"), Scheme.DECIMAL),
        (("", ""), Scheme.AS_WRITTEN),
    ],
)
def test_numbering_is_told_by_the_labels(labels: tuple[str, ...], scheme: Scheme) -> None:
    assert guess_scheme(labelled(*labels)) == scheme


def test_title_of_an_untitled_text_is_its_first_heading() -> None:
    heading = Heading(Kind.CHAPTER, "", "總則")
    assert title_of(Outline("", headings=(heading,))) == "總則"
    assert title_of(Outline("", clauses=(Clause("一、", "<p>甲</p>"),))) == ""


def test_code_follows_the_codes_of_the_category(cast: Cast) -> None:
    leave = Category.objects.get(slug="leave")
    casting.draft_of(cast, code="LV-009", category=leave)
    casting.draft_of(cast, code="LV-010")
    assert next_code(leave, cast.operations) == "LV-011"
    assert next_code(leave, cast.operations, ["LV-011"]) == "LV-012"


def test_code_of_an_empty_category_begins_with_the_department(cast: Cast) -> None:
    leave = Category.objects.get(slug="leave")
    assert next_code(leave, cast.operations) == "OPS-001"
    assert next_code(leave, Department(code="營運")) == "REG-001"


def test_department_out_of_reach_does_not_issue(cast: Cast) -> None:
    document = parse("制度\n崗位:營運部客戶服務專員\n一、接電話。\n二、回信。").documents[0]
    theirs, ours = propose(document, cast.editor), propose(document, cast.neighbour)
    assert theirs.department == ours.department == cast.operations
    assert theirs.issuing_department == cast.human_resources
    assert ours.issuing_department == cast.operations


def test_unknown_names_stay_names(cast: Cast) -> None:
    document = parse("制度\n崗位:月球部導覽員\n一、接電話。\n二、回信。").documents[0]
    proposal = propose(document, cast.editor)
    assert (proposal.department_name, proposal.role_name) == ("月球部", "導覽員")
    assert (proposal.department, proposal.role) == (None, None)
