import pytest

from policies.text.citation import Index
from policies.text.naming import Naming, read_words
from policies.text.outline import Clause, Heading, Kind, Outline


def index_of(*clauses: str, chapters: tuple[tuple[str, ...], ...] = ()) -> Index:
    return Index(
        Outline(
            "考勤辦法",
            clauses=tuple(Clause(label, "<p>甲</p>") for label in clauses),
            headings=tuple(
                Heading(
                    Kind.CHAPTER,
                    f"第{'一二三四'[place]}章",
                    "章",
                    clauses=tuple(Clause(label, "<p>甲</p>") for label in labels),
                )
                for place, labels in enumerate(chapters)
            ),
        )
    )


@pytest.mark.parametrize(
    ("label", "jurisdiction", "name"),
    [
        ("第十二條", "TW", "第十二條"),
        ("第十二條之一", "TW", "第十二條之一"),
        ("第十二条", "CN", "第十二条"),
        ("三、", "TW", "第三點"),
        ("3.2", "TW", "第3.2條"),
    ],
)
def test_a_clause_is_called_by_its_number(label: str, jurisdiction: str, name: str) -> None:
    index = index_of(label)
    assert Naming(index, jurisdiction).name(0) == name
    assert read_words(name, jurisdiction) is not None


def test_an_english_text_is_cited_in_english() -> None:
    outline = Outline("Leave Policy", clauses=(Clause("3.2", "<p>Ask first.</p>"),))
    assert Naming(Index(outline), "TW").name(0) == "Section 3.2"


def test_in_another_policy_its_title_comes_first() -> None:
    assert Naming(index_of("第八條"), "TW", "考勤辦法").name(0) == "《考勤辦法》第八條"


def test_where_numbers_begin_anew_the_chapter_is_named() -> None:
    index = index_of(chapters=(("第一條", "第二條"), ("第一條",)))
    assert [Naming(index, "TW").name(node) for node in range(5)] == [
        "第一章", "第一章第一條", "第二條", "第二章", "第二章第一條",
    ]  # fmt: skip


def test_without_a_number_its_caption_or_label_names_it() -> None:
    outline = Outline("辦法", clauses=(Clause("", "", caption="目的"), Clause("乙案", "")))
    assert Naming(Index(outline), "TW").name(0) == "「目的」"
    assert Naming(Index(outline), "TW", "辦法").name(1) == "《辦法》乙案"


def test_a_number_two_clauses_share_leads_to_neither() -> None:
    assert Naming(index_of("第一條", "第一條"), "TW").address(0) is None


@pytest.mark.parametrize(
    ("former", "renamed"),
    [
        ("第二條", "第三條"),
        ("第二條第二項第一款", "第三條第二項第一款"),
        ("第二條但書", "第三條但書"),
    ],
)
def test_renaming_keeps_what_is_said_inside_the_clause(former: str, renamed: str) -> None:
    address = read_words(former, "TW")
    assert address is not None
    assert Naming(index_of("第一條", "第三條"), "TW").renamed(address, 1) == renamed


@pytest.mark.parametrize("words", ["請假之規定", "依第二條", "第二條及第三條", ""])
def test_other_words_are_no_address(words: str) -> None:
    assert read_words(words, "TW") is None
