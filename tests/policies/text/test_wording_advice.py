"""What the wording advice finds, what it leaves alone, and how seldom it speaks of real laws."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policies.text.citation import Field
from policies.text.markup import from_text, to_text
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.parsing import parse
from policies.text.wording_advice import Advice, Problem, advise

WHOLE = "<p>本辦法自公布日施行，由人力資源處解釋，每年檢討一次。</p>"


def of(text: str) -> list[Advice]:
    outline = Outline("辦法", clauses=(Clause("第一條", from_text(text)),), supplementary=WHOLE)
    return list(advise(outline))


DISCRIMINATORY = (
    "本職務限男性。",
    "本职务仅限女性应聘。",
    "儲備幹部須為未婚。",
    "應徵者以女性優先。",
    "未婚者優先錄用。",
    "已婚已育者优先。",
    "招募年齡三十五歲以下之人員。",
    "招聘人员年龄在35周岁以下，大专以上学历。",
    "年齡不得超過四十歲。",
    "女性員工懷孕者，應自請離職。",
    "员工怀孕的，公司可以解除劳动合同。",
    "員工結婚者，視為自動離職。",
    "身心障礙者不予錄用。",
    "有宗教信仰者不得升遷。",
    "不予錄用外省籍或原住民。",
    "女性員工之底薪為男性之八成，低於同職等。",
    "應徵櫃檯人員須五官端正。",
    "身高160公分以上。",
    "门市人员限本地户籍。",
    "到職二年內不得結婚。",
    "試用期間禁止懷孕。",
    "請育嬰假者不予考績獎金。",
    "血型為B型者不予錄用。",
    "Male applicants only.",
    "Pregnant employees shall resign at the end of the month.",
    "Candidates under 35 are invited to apply.",
)


@pytest.mark.parametrize("text", DISCRIMINATORY)
def test_words_that_may_discriminate(text: str) -> None:
    assert Problem.DISCRIMINATORY in {advice.problem for advice in of(text)}


ABSOLUTE = (
    "遲到者一律開除。",
    "迟到者一律开除。",
    "員工絕對服從主管之指揮。",
    "任何情況下均不得請假。",
    "在任何情形之下，押金不退。",
    "員工對考績不得異議。",
    "员工对处罚不得提出异议。",
    "員工應無條件接受調職。",
    "无条件服从工作安排。",
    "永遠不予錄用。",
    "被辞退的员工永不录用。",
    "無論任何原因，曠職即予解僱。",
    "遺失物品，公司概不負責。",
    "本办法最终解释权归公司所有。",
    "違反者一切後果自負。",
    "公司得隨時變更本辦法。",
    "公司有权单方解除、公司有权随时调整员工的岗位。",
    "Under no circumstances may leave be taken.",
    "The company decides at its sole discretion.",
    "Employees unconditionally accept any transfer.",
)


@pytest.mark.parametrize("text", ABSOLUTE)
def test_words_that_claim_too_much(text: str) -> None:
    assert Problem.ABSOLUTE in {advice.problem for advice in of(text)}


FAIR = (
    "雇主不得以種族、宗教、籍貫、性別、年齡、婚姻或身心障礙為由，予以歧視。",
    "用人单位不得因女职工怀孕、生育、哺乳降低其工资、予以辞退。",
    "公司不因員工結婚、懷孕、分娩或育兒而令其離職。",
    "女性員工於妊娠期間，得申請改調較輕易之工作。",
    "員工結婚者，給婚假八日。",
    "員工分娩前後，給產假八星期。",
    "身心障礙之員工，公司應提供必要之設備。",
    "招募不分性別、年齡及籍貫。",
    "未滿十五歲者不得僱用。",
    "年滿六十五歲得申請退休。",
    "女性更衣室限女性使用之時段另定之。",
    "法律之前一律平等。",
    "以絕對多數決議之。",
    "不服仲裁裁决不服的，可以起诉。",
    "員工應遵守本辦法。",
    "遲到三次者，得予警告；員工得於七日內申訴。",
    "The company hires without regard to sex, age or religion and shall not discriminate.",
    "Employees take maternity leave of eight weeks.",
)


@pytest.mark.parametrize("text", FAIR)
def test_fair_words_are_left_alone(text: str) -> None:
    assert of(text) == []


def test_the_words_are_where_it_says() -> None:
    text = "（一）前言。\n１、遲到者，一律開除。"
    (advice,) = of(text)
    assert (advice.node, advice.field) == (0, Field.BODY)
    body = to_text(from_text(text))
    assert body[advice.start : advice.end] == advice.words == "一律"


def test_every_part_is_read() -> None:
    bad = "<p>一律開除。</p>"
    outline = Outline(
        "辦法", background=bad, purpose=bad, scope=bad, supplementary=bad + WHOLE,
        headings=(
            Heading(Kind.CHAPTER, "第一章", "總則", lead=bad, clauses=(Clause("第一條", bad),)),
        ),
    )  # fmt: skip
    assert [(advice.node, advice.field) for advice in advise(outline)] == [
        (None, Field.BACKGROUND), (None, Field.PURPOSE), (None, Field.SCOPE),
        (0, Field.LEAD), (1, Field.BODY), (None, Field.SUPPLEMENTARY),
    ]  # fmt: skip


def test_two_patterns_over_the_same_words_are_one_advice() -> None:
    assert len(of("任何情況下，無論任何原因一律不得異議。")) == 4
    assert len(of("儲備幹部限未婚男性優先。")) <= 2


MISSING = {
    Problem.NO_EFFECTIVE_DATE: (
        "本辦法自發布日施行。", "本制度自发布之日起生效。", "Effective from 1 May.",
    ),
    Problem.NO_INTERPRETER: (
        "本辦法由法務處負責解釋。", "本制度由人事部解释。", "HR interprets this policy.",
    ),
    Problem.NO_REVIEW: ("本辦法每年檢討一次。", "本制度定期评估修订。", "Reviewed every year."),
}  # fmt: skip


@pytest.mark.parametrize("problem", MISSING)
def test_what_is_missing_is_named_once_and_found_when_there(problem: Problem) -> None:
    def problems(text: str, **options: bool) -> set[Problem]:
        return {each.problem for each in advise(Outline("辦法", supplementary=text), **options)}

    assert problems("<p>無。</p>") == set(MISSING)
    for words in MISSING[problem]:
        assert problem not in problems(from_text(words))
    assert Problem.NO_REVIEW not in problems("<p>無。</p>", has_review_interval=True)


@pytest.mark.parametrize(
    "words",
    [
        "<p>依勞動基準法施行細則訂定之。</p>", "<p>各單位實施輪班制度。</p>",
        "<p>依劳动合同法实施条例办理。</p>", "<p>部門於現場實施演練者，應先通報。</p>",
        "<p>The measures implemented here are kept.</p>",
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_effective_date_is_none(words: str) -> None:
    found = {each.problem for each in advise(Outline("辦法", supplementary=words))}
    assert Problem.NO_EFFECTIVE_DATE in found


def test_what_is_missing_has_no_words() -> None:
    for advice in advise(Outline("辦法")):
        assert advice.problem.is_missing
        assert (advice.words, advice.node) == ("", None)


@pytest.mark.parametrize(
    ("name", "clauses", "at_most"),
    [("tw-laws-dev/text_zhnum", 2_000, 10), ("prc-laws-dev/plain", 2_000, 5),
     ("org-regs-dev", 200, 2)],
)  # fmt: skip
def test_ordinary_laws_are_seldom_advised(
    shared: Callable[[str], Path], name: str, clauses: int, at_most: int
) -> None:
    """One article in two hundred at most."""
    read, spoken = 0, []
    for path in sorted(shared(f"corpora/{name}").rglob("*")):
        if path.suffix not in {".txt", ".md"} or path.name == "README.md":
            continue
        for document in parse(path.read_text()).documents:
            read += sum(1 for _clause in document.outline.all_clauses())
            spoken += [a.words for a in advise(document.outline) if not a.problem.is_missing]
    assert read >= clauses
    assert len(spoken) <= at_most, spoken
