"""What became of every clause, heading and other part."""

import random

from policies.text.changes import Change, Comparison
from policies.text.diff import compare
from policies.text.markup import from_text
from policies.text.outline import Clause, Heading, Kind, Outline

HOURS = "員工每日工作八小時，每週工作四十小時。"
CLOCK = "員工應於上班前打卡，漏打卡者應於三日內補登。"
LEAVE = "請假應填寫假單，經主管核准後始得離開。"
TRAVEL = "出差應於七日前提出計畫，並覈實報銷旅費。"


def clause(label: str, text: str, **more: object) -> Clause:
    return Clause(label, from_text(text), **more)  # type: ignore[arg-type]


def chapter(label: str, title: str, *clauses: Clause, lead: str = "") -> Heading:
    return Heading(Kind.CHAPTER, label, title, lead=from_text(lead), clauses=clauses)


def told(comparison: Comparison) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (
            change.before.label if change.before else None,
            change.after.label if change.after else None,
            sorted(change.kinds),
        )
        for change in comparison.entries
    ]


def of(*before: Clause) -> Outline:
    return Outline("辦法", clauses=before)


def test_the_same_text_has_no_changes() -> None:
    outline = of(clause("第一條", HOURS), clause("第二條", CLOCK))
    comparison = compare(outline, outline)
    assert comparison.is_same
    assert comparison.counts.unchanged == 2


def test_rewording_and_renumbering_are_told_apart() -> None:
    before = of(clause("一、", HOURS), clause("二、", CLOCK))
    after = of(clause("一、", TRAVEL), clause("二、", HOURS), clause("三、", CLOCK + "不得代打。"))
    comparison = compare(before, after)
    assert told(comparison) == [
        (None, "一、", ["added"]),
        ("一、", "二、", ["renumbered"]),
        ("二、", "三、", ["renumbered", "reworded"]),
    ]
    [_, same, longer] = comparison.clauses
    assert [span.op for span in same.spans] == ["equal"]
    assert [(span.op, span.text) for span in longer.spans][1:] == [("insert", "不得代打。")]


def test_another_way_to_write_a_number_is_no_renumbering() -> None:
    before, after = of(clause("第12條", HOURS)), of(clause("第十二條", HOURS))
    assert told(compare(before, after)) == [("第12條", "第十二條", ["restyled"])]


def test_a_deleted_clause_is_repealed_not_removed() -> None:
    before = of(clause("第一條", HOURS))
    after = of(clause("第一條", "（刪除）", deleted=True))
    assert told(compare(before, after)) == [("第一條", "第一條", ["repealed", "reworded"])]
    assert told(compare(after, before)) == [("第一條", "第一條", ["restored", "reworded"])]


def test_a_caption_is_part_of_the_wording() -> None:
    before = of(clause("第一條", HOURS, caption="（工時）"))
    after = of(clause("第一條", HOURS, caption="（工作時間）"))
    [change] = compare(before, after).clauses
    assert change.kinds == {Change.REWORDED}
    assert [span.text for span in change.spans if span.op != "equal"] == ["工時", "工作時間"]


def test_a_clause_out_of_its_order_has_moved() -> None:
    before = of(*(clause("", text, anchor=text[0]) for text in (HOURS, CLOCK, LEAVE, TRAVEL)))
    one, two, three, four = before.clauses
    comparison = compare(before, of(two, three, four, one))
    assert [sorted(change.kinds) for change in comparison.clauses] == [[], [], [], ["moved"]]


def test_a_clause_under_another_heading_has_moved() -> None:
    stays, goes = clause("第一條", HOURS), clause("第二條", CLOCK)
    before = Outline(
        "辦法", headings=(chapter("第一章", "工時", stays, goes), chapter("第二章", "附則"))
    )
    after = Outline(
        "辦法", headings=(chapter("第一章", "工時", stays), chapter("第二章", "附則", goes))
    )
    assert told(compare(before, after)) == [
        ("第一章", "第一章", []), ("第一條", "第一條", []),
        ("第二章", "第二章", []), ("第二條", "第二條", ["moved"]),
    ]  # fmt: skip


def test_a_new_heading_moves_nothing_under_it() -> None:
    clauses = clause("第一條", HOURS), clause("第二條", CLOCK)
    before = Outline("辦法", headings=(chapter("第一章", "總則", *clauses),))
    after = Outline(
        "辦法",
        headings=(chapter("第一章", "總則", clauses[0]), chapter("第二章", "打卡", clauses[1])),
    )
    assert told(compare(before, after)) == [
        ("第一章", "第一章", []), ("第一條", "第一條", []),
        (None, "第二章", ["added"]), ("第二條", "第二條", []),
    ]  # fmt: skip


def test_headings_are_retitled_renumbered_removed_and_reworded() -> None:
    before = Outline(
        "辦法",
        headings=(
            chapter("第一章", "總則", clause("第一條", HOURS)),
            chapter("第二章", "出勤與打卡", clause("第二條", CLOCK)),
            chapter("第三章", "出差"),
            chapter("第四章", "附則", clause("第三條", LEAVE), lead="下列規定準用之。"),
        ),
    )
    after = Outline(
        "辦法",
        headings=(
            chapter("第一章", "總則", clause("第一條", HOURS)),
            chapter("第二章", "出勤", clause("第二條", CLOCK)),
            chapter("第三章", "附則", clause("第三條", LEAVE), lead="下列規定適用之。"),
        ),
    )
    headings = [
        (change.before and change.before.title, sorted(change.kinds))
        for change in compare(before, after).headings
    ]
    assert headings == [
        ("總則", []), ("出勤與打卡", ["retitled"]), ("出差", ["removed"]),
        ("附則", ["renumbered", "reworded"]),
    ]  # fmt: skip


def test_titles_that_repeat_are_told_apart_by_what_they_stand_under() -> None:
    def part(label: str, title: str, *headings: Heading) -> Heading:
        return Heading(Kind.PART, label, title, headings=headings)

    general = chapter("第一章", "通則", clause("第一條", HOURS))
    other = chapter("第一章", "通則", clause("第二條", LEAVE))
    before = Outline(
        "法", headings=(part("第一編", "工時", general), part("第二編", "請假", other))
    )
    assert compare(before, before).is_same
    added = chapter("第二章", "特則", clause("第三條", TRAVEL))
    after = Outline(
        "法", headings=(part("第一編", "工時", general), part("第二編", "請假", other, added))
    )
    assert [sorted(change.kinds) for change in compare(before, after).headings] == [
        [], [], [], [], ["added"],
    ]  # fmt: skip


def test_formatting_is_a_change_though_no_word_is() -> None:
    bold = Clause("第一條", "<p>員工應<strong>準時</strong>上班。</p>")
    table = "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
    turned = "<table><tbody><tr><th>甲</th><td>乙</td></tr></tbody></table>"
    before = of(clause("第一條", "員工應準時上班。"), Clause("第二條", table))
    after = of(bold, Clause("第二條", turned))
    comparison = compare(before, after)
    assert [sorted(change.kinds) for change in comparison.clauses] == [["restyled"], ["restyled"]]
    assert not comparison.is_same


def test_other_roles_are_a_change() -> None:
    before, after = of(clause("一、", HOURS)), of(clause("一、", HOURS, roles=("CS",)))
    assert told(compare(before, after)) == [("一、", "一、", ["readdressed"])]


def test_one_clause_made_two_and_two_made_one() -> None:
    whole = of(clause("第一條", HOURS), clause("第二條", LEAVE + TRAVEL))
    parts = of(clause("第一條", HOURS), clause("第二條", LEAVE), clause("第二條之一", TRAVEL))
    [_, kept, split] = compare(whole, parts).clauses
    assert kept.kinds == {Change.REWORDED}
    assert split.kinds == {Change.ADDED, Change.SPLIT}
    assert split.related == whole.clauses[1]
    [_, grown, merged] = compare(parts, whole).clauses
    assert grown.kinds == {Change.REWORDED}
    assert merged.kinds == {Change.REMOVED, Change.MERGED}
    assert merged.related == whole.clauses[1]


def test_the_other_parts_are_compared_too() -> None:
    before = Outline("考勤辦法", purpose="<p>健全管理。</p>", supplementary="<p>自發布日施行。</p>")
    after = Outline(
        "出勤辦法", purpose="<p>健全管理。</p>", supplementary="<p>自一月一日施行。</p>"
    )
    comparison = compare(before, after)
    assert comparison.counts.parts == ("title", "supplementary")
    [_, title, *_] = comparison.parts
    assert [span.op for span in title.spans] == ["delete", "insert", "equal"]


def test_many_clauses_and_changes_are_counted() -> None:
    dice = random.Random(11)
    texts = [
        f"{''.join(dice.choices('員工應得主管核准申請假單薪資加班', k=30))}。" for _ in range(40)
    ]
    before = of(*(clause(f"第{n}條", text) for n, text in enumerate(texts, 1)))
    after = of(
        *(clause(f"第{n}條", text) for n, text in enumerate(texts[:38], 1)),
        clause("第39條", texts[38] + "但書另訂之。"),
        clause("第40條", "（刪除）", deleted=True),
        clause("第41條", "本辦法自發布日施行，並送主管機關備查。"),
    )
    counts = compare(before, after).counts
    assert counts.clauses == {Change.REWORDED: 2, Change.REPEALED: 1, Change.ADDED: 1}
    assert counts.unchanged == 38
