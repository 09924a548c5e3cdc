"""Gaps left to be filled in, as the outlines a policy begins from mark them: 〔日數〕."""

import re

from .numerals import read_numeral

_BRACKETED = re.compile("〔([^〔〕]{1,60})〕")
# The number of a document: 國發〔2019〕5號, 府人字〔107〕第12號.
_OF_A_DOCUMENT = re.compile("〔[0-9０-９]{4}〕|〔[0-9０-９]+〕\\s*第?\\s*[0-9０-９]+\\s*[號号]")


def gaps(text: str) -> tuple[str, ...]:
    """The gaps of a plain text in order, each once, with their brackets.

    Neither the label of an item (〔一〕 at the beginning of a line) nor the year in the number of a
    document is one.
    """
    found = (
        match[0]
        for line in text.split("\n")
        for match in _BRACKETED.finditer(line)
        if not (_is_label(match) or _OF_A_DOCUMENT.match(line, match.start()))
    )
    return tuple(dict.fromkeys(found))


def _is_label(match: re.Match[str]) -> bool:
    begins = not match.string[: match.start()].strip()
    return begins and read_numeral(match[1].strip()) is not None
