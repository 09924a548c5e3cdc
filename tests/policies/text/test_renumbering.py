"""Numbers set in order again, and the citations that follow them."""

from hypothesis import given, settings

from policies.text.citation import references
from policies.text.markup import from_text
from policies.text.outline import Clause, Outline, canonical
from policies.text.parsing import parse
from policies.text.printing import print_outline
from policies.text.renumbering import Renumbering, renumber
from tests.policies.text.test_printing import regulations

ANCHOR = "a1b2c3d4e5f6"


def of(text: str, jurisdiction: str = "TW") -> Renumbering:
    return renumber(parse(text).documents[0].outline, jurisdiction)


def labels(renumbering: Renumbering) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in renumbering.labels]


def words(renumbering: Renumbering) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in renumbering.citations]


def test_clauses_and_headings_are_counted_anew() -> None:
    renumbering = of(
        "差旅辦法\n第一章　總則\n第一條　甲。\n第一條之一　乙。\n"
        "第三章　申請\n第四條　丙。\n第六條　丁。"
    )
    assert labels(renumbering) == [
        ("第一條之一", "第二條"), ("第三章", "第二章"), ("第四條", "第三條"), ("第六條", "第四條"),
    ]  # fmt: skip
    assert "第三條　丙。" in print_outline(renumbering.outline)


def test_what_cites_a_renumbered_clause_follows_it_in_its_own_style() -> None:
    renumbering = of(
        "差旅辦法\n第一條　甲。\n第3條　依第3條第二項及第五條至第六條辦理。\n"
        "第五條　違反本辦法第3條者議處。\n第六條　準用勞動基準法第五條及前條規定。"
    )
    assert words(renumbering) == [
        ("第3條第二項", "第2條第二項"), ("第五條", "第三條"), ("第六條", "第四條"),
        ("本辦法第3條", "本辦法第2條"),
    ]  # fmt: skip
    printed = print_outline(renumbering.outline)
    assert "依第2條第二項及第三條至第四條辦理" in printed
    assert "勞動基準法第五條及前條規定" in printed


def test_a_deleted_clause_keeps_its_number() -> None:
    renumbering = of("守則\n第一條　甲。\n第三條　（刪除）\n第五條　乙。\n第六條　丙。")
    assert labels(renumbering) == [("第五條", "第四條"), ("第六條", "第五條")]
    crowded = of(
        "守則\n第一條　甲。\n第一條之一　乙。\n第一條之二　丙。\n第三條　（刪除）\n第四條　丁。"
    )
    assert labels(crowded) == [("第一條之一", "第二條"), ("第一條之二", "第二條之一")]


def test_numbering_starts_again_where_the_text_does_so() -> None:
    text = "守則\n第一章 出勤\n一、甲。\n三、乙。\n第二章 請假\n一、丙。\n四、丁。"
    assert labels(of(text)) == [("三、", "二、"), ("四、", "二、")]
    goes_on = "守則\n第一編 總則\n第一章 甲\n第一條 子。\n第二編 分則\n第三章 乙\n第二條 丑。"
    assert labels(of(goes_on)) == [("第三章", "第二章")]


def test_decimals_stay_below_their_chapter() -> None:
    text = "Rules\n1. Scope\n1.1 One.\n1.3 Two.\n3. Leave\n3.1 Three.\n3.3 Four."
    assert [after for _, after in labels(of(text))][-2:] == ["2.1", "2.2"]


def test_the_mainlands_articles_are_renumbered_with_their_items() -> None:
    renumbering = of("考勤办法\n第一条　甲。\n第三条　依照第三条第一款第（二）项办理。", "CN")
    assert words(renumbering) == [("第三条第一款第（二）项", "第二条第一款第（二）项")]


def test_a_link_keeps_its_target() -> None:
    clauses = (
        Clause("第一條", from_text("甲。"), anchor="000000000001"),
        Clause("第四條", from_text("乙。"), anchor=ANCHOR),
        Clause("第五條", f'<p>依<a href="#{ANCHOR}">第四條</a>及<strong>第四條</strong>。</p>'),
    )
    renumbering = renumber(Outline("守則", clauses=clauses), "TW")
    assert list(renumbering.outline.all_clauses())[2].body == (
        f'<p>依<a href="#{ANCHOR}">第二條</a>及<strong>第二條</strong>。</p>'
    )


def test_labels_of_another_kind_are_kept_and_told() -> None:
    outline = Outline(
        "守則",
        clauses=(
            Clause("第二條", from_text("甲。")), Clause("附件一", from_text("乙。")),
            Clause("一、", from_text("丙。")), Clause("第三條", from_text("丁。")),
        ),
    )  # fmt: skip
    renumbering = renumber(outline, "TW")
    assert labels(renumbering) == [("第二條", "第一條"), ("第三條", "第二條")]
    assert renumbering.kept == ("附件一", "一、")


def test_what_is_in_order_stays_as_it_is() -> None:
    renumbering = of("守則\n第一條　甲。\n第二條　依第一條辦理。")
    assert renumbering.changes_nothing
    assert renumbering.citations == ()


# No whole number is left before the deleted 第二條之一.
CROWDED = (
    "守則\n第一條　（刪除）\n第一條之一　甲。\n第二條　乙。\n第二條之一　（刪除）\n"
    "第三條　（刪除）\n第三條之一　依第二條辦理。"
)


def test_a_number_that_a_deleted_clause_keeps_is_given_to_no_other() -> None:
    renumbering = of(CROWDED)
    numbers = [clause.label for clause in renumbering.outline.all_clauses()]
    assert numbers == ["第一條", "第一條之一", "第二條", "第二條之一", "第三條", "第四條"]
    renumbering = of("守則\n第三條　甲。\n第五條　乙。\n第一條之一　（刪除）\n第九條　丙。")
    numbers = [clause.label for clause in renumbering.outline.all_clauses()]
    assert numbers == ["第一條", "第二條", "第三條", "第四條"]


@given(regulations())
@settings(max_examples=100, deadline=None)
def test_numbers_once_in_order_stay_and_citations_still_lead_where_they_led(
    outline: Outline,
) -> None:
    renumbering = renumber(outline, "TW")
    again = renumber(renumbering.outline, "TW")
    assert canonical(again.outline) == canonical(renumbering.outline)
    numbers = [clause.label for clause in renumbering.outline.clauses if clause.label]
    assert len(numbers) == len(set(numbers))
    rewritten = {(each.node, each.start) for each in renumbering.citations if each.after}
    led = [[t.node for t in each.targets] for each in references(outline, "TW")]
    leads = [[t.node for t in each.targets] for each in references(renumbering.outline, "TW")]
    if rewritten:
        assert leads == led


def test_a_range_ends_where_its_last_clause_went() -> None:
    renumbering = of(
        "守則\n第一條　甲。\n第一條之一　乙。\n第二條　丙。\n第三條　丁。\n"
        "第四條　依第一條之一至第三條、第二、三條及第一條之一辦理。"
    )
    assert "依第二條至第四條、第三、四條及第二條辦理" in print_outline(renumbering.outline)


def test_a_chapter_and_its_clause_follow_together() -> None:
    renumbering = of(
        "守則\n第一章　甲\n第一條　子，依第三章第一條、本章第三條。\n第三條　寅。\n第三章　乙\n"
        "第一條　丑。\n第二條　卯。"
    )
    assert words(renumbering) == [("第三章第一條", "第二章第一條"), ("本章第三條", "本章第二條")]


def test_what_points_nowhere_is_left_to_a_person() -> None:
    renumbering = of("守則\n第一條　依第三條及勞動基準法第九條。\n第一條之一　乙。\n第二條　丙。")
    assert [each.before for each in renumbering.left] == ["第三條"]
    assert "依第三條及勞動基準法第九條" in print_outline(renumbering.outline)


def test_points_and_english_articles_keep_their_words() -> None:
    points = of("差旅須知\n一、甲。\n一之一、乙。\n二、丙，依第二點第一款及第2條。")
    assert words(points) == [("第二點第一款", "第三點第一款"), ("第2條", "第3條")]
    english = of("Policy\nArticle 1 One\nArticle 1A Two\nArticle 2 See Articles 1A and 2.", "XX")
    assert words(english) == [("Articles 1A", "Articles 2"), ("2", "3")]
