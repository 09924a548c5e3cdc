"""The captions of articles: （立法目的） after the label, on the line below it, or above it."""

import re
from collections.abc import Collection, Sequence

from .labels import DELETED
from .lines import Line, is_like_title

_CAPTION = re.compile(r"([（(【〔\[][^（(【〔\[）)】〕\]。；;，,]{1,24}[）)】〕\]])\s*")
_NOT_CAPTION = re.compile("簡稱|简称|以下|下稱|下称|^.[一二三四五六七八九十0-9０-９]+.$")
_LONGEST_HEADING = 60
_LONGEST_BARE = 16
_FEWEST_ABOVE = 2


def caption_of(rest: str) -> tuple[str, str]:
    """The caption that what follows a label begins with, and what goes on after it."""
    caption = _CAPTION.match(rest)
    if caption is None or _NOT_CAPTION.search(caption[1]) or DELETED.fullmatch(caption[1]):
        return "", rest
    return caption[1], rest[caption.end() :]


def is_caption(text: str) -> bool:
    """Whether the line is a caption and nothing else."""
    return bool(text) and caption_of(text) == (text, "")


def is_heading_caption(line: Line) -> bool:
    """Whether what follows the label of an article that is a Markdown heading is its caption."""
    return line.level > 0 and is_like_title(line.rest, _LONGEST_HEADING)


def is_bare_caption(line: Line) -> bool:
    """Whether what follows the label may be a caption without brackets: 第一條：目的."""
    words = bool(line.rest) and is_like_title(line.rest, _LONGEST_BARE)
    return words and not re.search("[，,、]", line.rest) and not DELETED.fullmatch(line.rest)


def captions_above(lines: Sequence[Line], articles: Collection[int]) -> set[int]:
    """Lines that are the captions of the articles below them, as Japanese rules set them.

    Only where it is the habit of the text, for a bracket may also end the clause before.
    """
    found = {
        i - 1
        for i in articles
        if i and is_caption(lines[i - 1].text) and not _has_own(lines[i]) and _is_free(lines[i - 1])
    }
    enough = len(found) >= _FEWEST_ABOVE or len(articles) == 1
    return found if enough and len(found) * 2 >= len(articles) else set()


def _has_own(line: Line) -> bool:
    return bool(caption_of(line.rest)[0])


def _is_free(line: Line) -> bool:
    return line.label is None and not line.is_corrected
