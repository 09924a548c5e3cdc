"""Whether a clause's number is its name for good, or only its place in the row.

In Taiwan a number stays with its article: what is inserted becomes 第十二條之一, what goes leaves
（刪除） behind (中央法規標準法 §10). On the mainland articles are renumbered with every overall
revision, and a list is renumbered by whoever types it.
"""

from .matching import Matching, Side, only_ones, same_but_numbers
from .numbering import Form

_OFTEN = 0.5


def numbers_are_kept(matching: Matching) -> bool:
    """Whether 第十條 of the one text is 第十條 of the other, whatever either says.

    ``matching`` has paired what is identical under the same number. So it is between articles of
    Taiwan, unless most of what changed says the same words under another number: then somebody
    renumbered all the same.
    """
    if not _has_articles(matching.before) or not _has_articles(matching.after):
        return False
    return not _is_renumbered(matching)


def _has_articles(side: Side) -> bool:
    articles = [label for label in side.labels if label and label.form is Form.ARTICLE]
    taiwanese = [label for label in articles if "條" in label.text]
    return 0 < len(side.labels) * _OFTEN <= len(taiwanese)


def _is_renumbered(matching: Matching) -> bool:
    before, after = matching.before, matching.after
    at = only_ones((place, same_but_numbers(after.text(place))) for place in matching.left_after())
    shifted = changed = 0
    for place in matching.left_before():
        found = at.get(same_but_numbers(before.text(place)))
        if before.is_tombstone(place) or (
            found is not None and after.numbers[found] == before.numbers[place]
        ):
            continue
        if found is not None and _takes_its_turn(found, matching):
            shifted += 1
        else:
            changed += 1
    return shifted > changed


def _takes_its_turn(found: int, matching: Matching) -> bool:
    """Whether the new number is a place in the row, not one squeezed in (第五條之一)."""
    label = matching.after.labels[found]
    is_known = matching.after.numbers[found] in matching.before.by_number
    return is_known or (label is not None and not label.suffix)
