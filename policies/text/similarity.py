"""How near two regulations are in wording, whatever their titles, labels and characters."""

import re
from collections.abc import Iterator, Sequence

from .folding import fold
from .markup import to_text
from .outline import Heading, Outline

NEAR = 0.6  # from here on two regulations are shown side by side
_SHINGLE = 3
_NOT_WORDS = re.compile(r"[\W_]+")


def nearness(a: Outline, b: Outline) -> float:
    """The share of three-character runs two texts have in common: 0 nothing, 1 the same words.

    繁 and 简, punctuation and white space make no difference; titles and labels do not count.
    """
    return _shared(_shingles(a), _shingles(b))


def near_duplicates(
    outlines: Sequence[Outline], threshold: float = NEAR
) -> list[tuple[int, int, float]]:
    """Pairs of outlines (by index, the lower first) at least so near, the nearest first."""
    shingles = [_shingles(outline) for outline in outlines]
    pairs = [
        (i, j, share)
        for i in range(len(shingles))
        for j in range(i + 1, len(shingles))
        if _could_share(shingles[i], shingles[j], threshold)
        and (share := _shared(shingles[i], shingles[j])) >= threshold
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _shingles(outline: Outline) -> frozenset[str]:
    words = _NOT_WORDS.sub("", fold("".join(_wording(outline))))
    return frozenset(
        words[i : i + _SHINGLE] for i in range(max(1, len(words) - _SHINGLE + 1)) if words
    )


def _wording(outline: Outline) -> Iterator[str]:
    """What the outline lays down: all but its title and labels."""
    for part in (outline.background, outline.purpose, outline.scope):
        yield to_text(part)
    for node in outline.walk():
        if isinstance(node, Heading):
            yield node.title + to_text(node.lead)
        else:
            yield node.caption + to_text(node.body)
    yield to_text(outline.supplementary)


def _could_share(a: frozenset[str], b: frozenset[str], threshold: float) -> bool:
    """Whether the sizes alone allow it: a short text cannot share most of a long one."""
    return min(len(a), len(b)) >= threshold * max(len(a), len(b))


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    if not a or not b:
        return 0.0
    both = len(a & b)
    return both / (len(a) + len(b) - both)
