"""English words by their stems: regulations, regulation and regulating are asked for alike."""

import re
from functools import lru_cache

import snowballstemmer

_ENGLISH = re.compile("[a-z]{3,40}")
_stem = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The stem of an English word in folded form; another word, or a number, as it is."""
    return str(_stem(word)) if _ENGLISH.fullmatch(word) else word


def beginning(word: str) -> str:
    """What every word of the same stem begins with: ``polic`` of policies and policy."""
    found = stem(word)
    if found == word and not _ENGLISH.fullmatch(word):
        return word
    length = 0
    for ours, theirs in zip(word, found, strict=False):
        if ours != theirs:
            break
        length += 1
    shared = word[:length]
    return shared[:-1] if len(shared) > 3 and shared[-1] in "eiy" else shared
