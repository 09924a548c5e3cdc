"""Folding: one form for all the ways the same word is written.

繁 and 简, full and half width, capitals and small letters meet here, so that searching and
comparing find what a reader would call the same word. The folded form is never shown.
"""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

# OpenCC converts whole phrases (乾坤 stays, 乾淨 becomes 干净). Folding goes character by
# character instead, so that the fold of a part is always a part of the fold: without that, a
# substring could miss the text it was taken from. These few pairs are what OpenCC's character
# table leaves apart although 繁 and 简 texts use them for the same word.
_ALSO_THE_SAME = str.maketrans("著瞭藉衞妳馀锺麽", "着了借卫你余钟么")

# Marks that only choose a glyph or join letters; a reader does not see them.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
# Characters beyond these may join with the one before them when normalised (e + ◌́, ｶ + ﾞ).
_MAY_JOIN = re.compile(
    "[^\x00-\u02ff\u2000-\u20cf\u2100-\u2cee\u2e80-\u3098\u3100-\ua000\uff01-\uff9d]"
)


def fold(text: str) -> str:
    """The text in NFKC, simplified, case folded, without invisible marks."""
    return "".join(map(_folded, _clusters(text)))


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """``fold(text)``, and for each of its characters the index in ``text`` it came from.

    Characters that come from one composed group (㈱ → (株), e + ◌́ → é) share the index of the
    group's first character.
    """
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    for cluster in _clusters(text):
        piece = _folded(cluster)
        folded.append(piece)
        offsets.extend([start] * len(piece))
        start += len(cluster)
    return "".join(folded), tuple(offsets)


def _clusters(text: str) -> list[str]:
    """The text cut so that normalising the pieces is normalising the whole."""
    if not _MAY_JOIN.search(text):
        return list(text)
    clusters: list[str] = []
    for character in text:
        if clusters and _joins(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _joins(before: str, character: str) -> bool:
    if character in _INVISIBLE or not _MAY_JOIN.match(character):
        return False
    if unicodedata.combining(character):
        return True
    together = unicodedata.normalize("NFKC", before + character)
    apart = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", character)
    return together != apart


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


class _FoldedClusters(dict[str, str]):
    """Every group of characters met so far, folded once."""

    def __missing__(self, cluster: str) -> str:
        folded = _fold_cluster(cluster)
        if len(cluster) == 1:  # longer groups are unbounded in number: do not keep them
            self[cluster] = folded
        return folded


_folded = _FoldedClusters().__getitem__


def _fold_cluster(cluster: str) -> str:
    if cluster in _INVISIBLE:
        return ""
    if "\ud800" <= cluster <= "\udfff":
        return cluster  # half a character from a broken decoder: OpenCC would refuse it
    folded = cluster
    for _ in range(3):  # casefold can undo NFKC and the reverse; three rounds settle all of Unicode
        folded = unicodedata.normalize("NFKC", folded).casefold()
    simplified = "".join(_converter().convert(character) for character in folded)
    return simplified.translate(_ALSO_THE_SAME)
