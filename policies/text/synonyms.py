"""Words that mean the same: 特休 and 年假. What a reader types, said in the words of the rules."""

import re
from collections.abc import Sequence
from functools import lru_cache

from .folding import fold

Synonyms = Sequence[tuple[str, ...]]  # groups of words, in folded form

MOST = 8  # other ways of saying one term
_LATIN = re.compile(r"[a-z0-9]")


def variants(term: str, synonyms: Synonyms) -> list[str]:
    """Other ways of saying a folded term: with one word in it exchanged for one of its group."""
    found: dict[str, None] = {}
    for group in synonyms:
        # 特別休假 says 休假 too: what is exchanged is the longest word of the group that is there.
        for word in sorted(group, key=len, reverse=True):
            if _stands_in(word, term):
                found.update((term.replace(word, other), None) for other in group if other != word)
                break
    found.pop(term, None)
    return list(found)[:MOST]


def same_words(text: str, synonyms: Synonyms) -> list[str]:
    """The words that mean the same as one that stands in the folded text, and do not themselves."""
    return [
        other
        for group in synonyms
        if any(_stands_in(word, text) for word in group)
        for other in group
        if not _stands_in(other, text)
    ]


def read_synonyms(written: str) -> list[str]:
    """The words of a group as somebody typed them: 特休 = 年假、特別休假. Each once, in order."""
    found: dict[str, str] = {}
    for word in re.split(r"[=＝,，、;；\n]+", written):
        if word := " ".join(word.split()):
            found.setdefault(folded(word), word)
    return list(found.values())


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word of a group as it is compared."""
    return fold(word).strip()


def _stands_in(word: str, term: str) -> bool:
    """Part of a Chinese term may be the word; of a word in letters, only all of it."""
    at = term.find(word)
    if at < 0:
        return False
    before, after = term[:at][-1:], term[at + len(word) :][:1]
    return not (
        (_LATIN.match(word[0]) and _LATIN.match(before))
        or (_LATIN.match(word[-1]) and _LATIN.match(after))
    )
