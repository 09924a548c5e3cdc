"""Whether a clause's number is its name for good, or only its place in the row.

In Taiwan a number stays with its article: what is inserted becomes 第十二條之一, what goes leaves
（刪除） behind (中央法規標準法 §10). On the mainland articles are renumbered with
every overall revision, and a list is renumbered by whoever types it.
"""

from .matching import Side, same_but_numbers
from .numbering import Form

_OFTEN = 0.5


def numbers_are_kept(before: Side, after: Side) -> bool:
    """Whether 第十條 of the one text is 第十條 of the other, whatever either says.

    So it is between articles of Taiwan, unless most of what changed says the same words under
    another number: then somebody renumbered all the same.
    """
    return _has_articles(before) and _has_articles(after) and not _is_renumbered(before, after)


def _has_articles(side: Side) -> bool:
    articles = [label for label in side.labels if label and label.form is Form.ARTICLE]
    taiwanese = [label for label in articles if "條" in label.text]
    return 0 < len(side.labels) * _OFTEN <= len(taiwanese)


def _is_renumbered(before: Side, after: Side) -> bool:
    at = after.unique_places([same_but_numbers(text) for text in after.texts])
    shifted = changed = 0
    for place, (number, text) in enumerate(zip(before.numbers, before.texts, strict=True)):
        same = after.by_number.get(number)
        if before.is_tombstone(place) or (same is not None and after.texts[same] == text):
            continue
        found = at.get(same_but_numbers(text))
        if found is not None and found != same and _takes_its_turn(found, before, after):
            shifted += 1
        else:
            changed += 1
    return shifted > 0 and shifted >= _OFTEN * (shifted + changed)


def _takes_its_turn(found: int, before: Side, after: Side) -> bool:
    """Whether the new number is a place in the row, not one squeezed in (第五條之一)."""
    label = after.labels[found]
    return after.numbers[found] in before.by_number or (label is not None and not label.suffix)
