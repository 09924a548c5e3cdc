"""Where a body can be divided, and what its halves say."""

from policies.text.dividing import divide, join, points
from policies.text.markup import to_text

LISTED = (
    "<p>員工請假，應載明下列事項：</p><p>一、假別。</p><p>（一）特別休假。</p><p>二、事由。</p>"
)
BODY = f"{LISTED}<p>主管應於三日內核定。逾期未核定者，視為<strong>同意</strong>。</p>"


def test_items_stay_with_their_paragraph() -> None:
    assert [(point.block, point.offset) for point in points(BODY)] == [(4, 0), (4, 10)]
    assert points(LISTED) == ()
    assert points("") == ()


def test_before_a_paragraph_and_inside_one() -> None:
    paragraph, sentence = points(BODY)

    assert divide(BODY, paragraph)[0] == LISTED
    first, second = divide(BODY, sentence)
    assert first == f"{LISTED}<p>主管應於三日內核定。</p>"
    assert second == "<p>逾期未核定者，視為<strong>同意</strong>。</p>"
    assert sentence.after.startswith("逾期")


def test_a_sentence_that_is_quoted_is_not_cut_off_from_its_mark() -> None:
    assert points("<p>應答「知道了。」後離席。</p>") == ()


def test_a_table_goes_with_what_stands_before_it() -> None:
    body = "<p>費率如下。</p><table><tbody><tr><td>甲</td></tr></tbody></table><p>另計。</p>"

    (point,) = points(body)

    assert divide(body, point)[1] == "<p>另計。</p>"
    assert point.before == "…"


def test_nothing_is_lost_or_added() -> None:
    for point in points(BODY):
        halves = divide(BODY, point)
        assert "".join(map(to_text, halves)).replace("\n", "") == to_text(BODY).replace("\n", "")


def test_two_bodies_are_paragraphs_of_one() -> None:
    assert join("<p>甲。</p>", "<p>乙。</p>") == "<p>甲。</p><p>乙。</p>"
