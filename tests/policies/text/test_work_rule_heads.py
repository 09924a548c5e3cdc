"""Which heads of the law a clause seems to treat."""

import pytest

from policies.models import Head
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.parsing import parse
from policies.text.work_rule_heads import WorkRuleHead, proposed
from regs_portal.demo.described import CONTENT

H = WorkRuleHead


def heads_of(caption: str = "", body: str = "", titles: tuple[str, ...] = ()) -> tuple[str, ...]:
    clause = Clause("第一條", f"<p>{body}</p>", caption=caption, anchor="a")
    clauses: tuple[Clause, ...] = (clause,)
    headings: tuple[Heading, ...] = ()
    for title in reversed(titles):
        headings = (Heading(Kind.CHAPTER, "第一章", title, clauses=clauses, headings=headings),)
        clauses = ()
    return proposed(Outline("工作規則", clauses=clauses, headings=headings)).get("a", ())


def test_the_heads_are_those_of_the_table() -> None:
    assert [head.value for head in H] == Head.values


@pytest.mark.parametrize(
    ("caption", "heads"),
    [
        ("正常工作時間", (H.HOURS,)),
        ("延長工作時間", (H.OVERTIME,)),
        ("发薪日", (H.WAGES,)),
        ("年終獎金", (H.ALLOWANCES,)),
        ("考勤及奖惩", (H.CONDUCT,)),
        ("資遣費", (H.EMPLOYMENT,)),
        ("離職後競業禁止", (H.EMPLOYMENT,)),
        ("職業災害補償", (H.ACCIDENTS,)),
        ("保險與福利", (H.WELFARE,)),
        ("安全衛生", (H.SAFETY,)),
        ("勞資會議", (H.COMMUNICATION,)),
        ("工資、加班及津貼", (H.WAGES, H.OVERTIME, H.ALLOWANCES)),
        ("附則", ()),
    ],
)
def test_a_caption_names_its_head_in_either_script(caption: str, heads: tuple[str, ...]) -> None:
    assert heads_of(caption) == heads


def test_the_caption_counts_alone() -> None:
    assert heads_of("勞資會議", "加班、加班、加班。", ("工資",)) == (H.COMMUNICATION,)


def test_else_the_nearest_heading_that_says_something() -> None:
    assert heads_of("原則", "甲", ("工資、津貼及獎金", "通則")) == (H.WAGES, H.ALLOWANCES)
    assert heads_of("原則", "甲", ("福利", "工資")) == (H.WAGES,)


def test_else_a_body_that_says_it_more_than_once() -> None:
    assert heads_of(body="員工加班應事先申請；加班未經核准者，另行處理，並得請假一次。") == (
        H.OVERTIME,
    )
    assert heads_of(body="員工加班應事先申請。") == ()


def test_a_deleted_clause_treats_nothing() -> None:
    gone = Clause("第一條", "", caption="工資", deleted=True, anchor="a")
    assert proposed(Outline("甲", clauses=(gone,))) == {}


def test_a_whole_set_of_work_rules_leaves_few_heads_without_a_proposal() -> None:
    words = (CONTENT / "texts" / "HR-001" / "2.0.txt").read_text()
    outline = parse(words).documents[0].outline
    found = {
        head
        for number, clause in enumerate(outline.all_clauses())
        for head in proposed(
            Outline(
                "", clauses=(Clause(clause.label, clause.body, clause.caption, anchor=str(number)),)
            )
        ).get(str(number), ())
    }
    assert found >= set(H) - {H.DISCIPLINE, H.OTHER}
