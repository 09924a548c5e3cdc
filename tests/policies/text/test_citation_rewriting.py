"""Citations with other numbers: only the number changes, in the style it is written in."""

import pytest

from policies.text.address import Level, Step
from policies.text.citation import find
from policies.text.citation_rewriting import rewritten


def with_article(words: str, old: tuple[int, ...], new: tuple[int, ...], at: int = -1) -> str:
    """The words of a citation of the text, the last one, when its article is renumbered."""
    citation = find(words, "TW")[at]
    step = citation.address.step(Level.ARTICLE)
    assert step is not None
    assert step.numbers == old
    return rewritten(citation, "TW", {step: new})


@pytest.mark.parametrize(
    ("words", "old", "new", "expected"),
    [
        ("第十二條之一第二項", (12, 1), (13,), "第十三條第二項"),
        ("第十二條", (12,), (12, 1), "第十二條之一"),
        ("本辦法第5條第5項", (5,), (6,), "本辦法第6條第5項"),
        ("第 5 條", (5,), (6,), "第 6 條"),
        ("第１２條", (12,), (13,), "第１３條"),
        ("第12-1條", (12, 1), (13,), "第13條"),
        ("第一○三條但書", (103,), (104,), "第一○四條但書"),
        ("第3.2條", (3, 2), (2, 2), "第2.2條"),
        ("第五點第五款", (5,), (4,), "第四點第五款"),
        ("第三條至第五條", (5,), (6,), "第六條"),
        ("第三、四條", (4,), (5,), "五條"),
        ("第三條第一項及第三項", (3,), (4,), "第三項"),
        ("第三條…同條第二項", (3,), (4,), "同條第二項"),
        ("第十條之一及之二", (10, 2), (12,), ""),
        ("Article 12(b)", (12,), (13,), "Article 13(b)"),
        ("Article 12A", (12, 1), (13,), "Article 13"),
        ("Articles 3 and 4", (4,), (5,), "5"),
        ("Section 3.2", (3, 2), (2, 2), "Section 2.2"),
        ("Article IV", (4,), (5,), "Article V"),
    ],
)
def test_only_the_number_changes(
    words: str, old: tuple[int, ...], new: tuple[int, ...], expected: str
) -> None:
    assert with_article(words, old, new) == expected


def test_the_first_of_a_list_has_no_unit() -> None:
    assert with_article("第三、四條", (3,), (5,), at=0) == "第五"


def test_a_heading_and_its_clause_may_both_change() -> None:
    citation = find("第三章第三條", "TW")[0]
    chapter, article = citation.address.steps
    assert rewritten(citation, "TW", {chapter: (2,), article: (9,)}) == "第二章第九條"
    assert rewritten(citation, "TW", {chapter: (2,)}) == "第二章第三條"


def test_a_heading_called_like_an_item_changes_too() -> None:
    citation = find("第一節第二款", "TW")[0]
    assert rewritten(citation, "TW", {Step(Level.SUBSECTION, (2,)): (3,)}) == "第一節第三款"
