import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.inserted import insert, inserted, lines_of, reword
from policies.text.markup import sanitise, to_text
from policies.text.pointer import Pointer

HERE = Pointer("0123456789ab")
THERE = Pointer("ba9876543210", "HR-003")
BODIES = st.lists(
    st.sampled_from(
        ["<p>員工請假。</p>", "<p>一、甲<br>乙</p>", "<ul><li>丙</li></ul>",
         "<table><tr><td>戊<td>己</table>", f'<p>依<a href="{HERE.address}">第十二條</a></p>',
         f'<p><strong>依<a href="{THERE.address}">第三條</a>及</strong>其他</p>']
    ),
    max_size=4,
).map(lambda pieces: sanitise("".join(pieces)))  # fmt: skip


@pytest.mark.parametrize("pointer", [HERE, THERE])
def test_what_is_inserted_is_found(pointer: Pointer) -> None:
    html = insert("<p>依下列規定：</p>", "第十二條", pointer)
    assert html == f'<p>依下列規定：<a href="{pointer.address}">第十二條</a></p>'
    (found,) = inserted(html)
    assert (found.words, found.pointer) == ("第十二條", pointer)
    assert to_text(html)[found.start : found.end] == "第十二條"


def test_links_elsewhere_are_no_references() -> None:
    assert inserted('<p><a href="https://example.com/#0123456789ab">第十二條</a></p>') == ()


def test_words_in_two_formats_are_one_reference() -> None:
    html = f'<p><a href="{HERE.address}">第<strong>十二</strong>條</a></p>'
    assert [found.words for found in inserted(html)] == ["第十二條"]


@pytest.mark.parametrize(
    ("html", "line", "expected"),
    [
        ("", None, "<p>{}</p>"),
        ("<p>甲</p><p>乙</p>", None, "<p>甲</p><p>乙{}</p>"),
        ("<p>甲</p><p>乙</p>", 0, "<p>甲{}</p><p>乙</p>"),
        ("<p>甲<br>乙</p><p>丙</p>", 0, "<p>甲{}<br>乙</p><p>丙</p>"),
        ("<ul><li>甲</li><li>乙</li></ul>", 0, "<ul><li>甲{}</li><li>乙</li></ul>"),
        ("<ul><li>甲</li></ul>", None, "<ul><li>甲</li></ul><p>{}</p>"),
    ],
)
def test_a_reference_goes_to_the_end_of_the_chosen_line(
    html: str, line: int | None, expected: str
) -> None:
    link = f'<a href="{HERE.address}">第一條</a>'
    assert insert(html, "第一條", HERE, line) == expected.format(link)


def test_two_references_in_a_row_stay_two() -> None:
    html = insert(insert("<p>依</p>", "第一條", HERE), "第一條", HERE)
    assert [found.words for found in inserted(html)] == ["第一條", "第一條"]
    assert to_text(html) == "依第一條、第一條"


def test_lines_that_can_be_chosen() -> None:
    assert lines_of("<p>甲<br>乙</p><table><tbody><tr><td>丙</td></tr></tbody></table>") == (
        "甲", "乙", "丙",
    )  # fmt: skip


def test_rewording_keeps_the_target_and_the_rest() -> None:
    html = insert(insert("<p>依</p>", "第一條", HERE), "第三條", THERE)
    first, second = inserted(html)
    changed = reword(html, [(first, "第一條之一"), (second, "《辦法》第四條")])
    assert to_text(changed) == "依第一條之一、《辦法》第四條"
    assert [found.pointer for found in inserted(changed)] == [HERE, THERE]


@given(BODIES, st.sampled_from([HERE, THERE]), st.data())
def test_what_is_written_is_canonical(html: str, pointer: Pointer, data: st.DataObject) -> None:
    places = [None, *range(len(lines_of(html)))]
    written = insert(html, "第五條", pointer, data.draw(st.sampled_from(places)))
    assert sanitise(written) == written
    assert len(inserted(written)) == len(inserted(html)) + 1
    again = reword(written, [(found, "第六條") for found in inserted(written)])
    assert sanitise(again) == again
    assert {found.words for found in inserted(again)} == {"第六條"}
