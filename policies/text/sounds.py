"""How titles sound: 加班管理辦法 is found by jbglbf, by jiaban and by glbf."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache

from .folding import fold
from .searchtext import is_chinese, runs

_KEY = "pinyin"  # with letters behind it one word, which no text contains by chance
_LONGEST = 40
_TYPED = re.compile(r"[a-zü' ]{2,40}")


# Characters whose other reading begins with another letter and is usual in titles.
_ALSO = {"行": "hang", "长": "zhang", "重": "chong", "会": "kuai", "调": "tiao", "率": "shuai",
         "参": "shen", "系": "ji", "校": "jiao", "车": "ju", "省": "xing"}  # fmt: skip


def sound_keys(title: str) -> list[str]:
    """The words by which a title is found: its initials, and its syllables, from each character
    on; a query is the beginning of one of them."""
    found: dict[str, None] = {}
    for run in runs(fold(title)):
        if is_chinese(run):
            usual = [_syllable(character) for character in run]
            other = [_ALSO.get(character) or _syllable(character) for character in run]
            for syllables in (usual, other) if other != usual else (usual,):
                found.update(dict.fromkeys(_keys(list(filter(None, syllables)))))
    return list(found)


def _keys(syllables: list[str]) -> Iterator[str]:
    for start in range(len(syllables)):
        rest = syllables[start : start + _LONGEST]
        yield _KEY + "".join(each[0] for each in rest)
        yield _KEY + "".join(rest)[:_LONGEST]


@lru_cache(maxsize=4096)
def _syllable(character: str) -> str:
    # Single characters need no dictionary of phrases, which takes 45 MB of every process.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(character, style=Style.NORMAL, errors="ignore")).replace("ü", "v")


def sound_key(query: str) -> str | None:
    """What a query in Latin letters asks for, as the beginning of a title's key."""
    folded = fold(query).strip()
    if not _TYPED.fullmatch(folded):
        return None
    letters = re.sub(r"[' ]", "", folded).replace("ü", "v")
    return _KEY + letters if len(letters) > 1 else None
