"""Whether a text says that it rests on what it cites: 本辦法依「工作規則」訂定之."""

import re

# Between these a sentence, or a part of one that says a thing of its own.
_ENDS = re.compile(r"[。；;！？\n]|\.\s")
_RESTING = re.compile(
    r"依|根據|根据|按照|遵照|本於|基於|基于|\b(?:under|pursuant to|based on|in accordance with)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"訂定|制定|制訂|訂立|擬訂|擬定|訂之|定之|特訂|订定|制订|订立|拟订|订之|特订"
    r"|\b(?:issued|made|adopted|established|drawn up)\b",
    re.IGNORECASE,
)
# Something else is made under this text, not this text under something else.
_ELSEWHERE = re.compile(r"另行?(?:訂定|制定|訂|定|订定|订)之?")


def rests_on(text: str, start: int, end: int) -> bool:
    """Whether the sentence around ``text[start:end]``, a citation, says that the whole was made
    on its ground: a word of resting before it, and one of making anywhere."""
    begins = max((match.end() for match in _ENDS.finditer(text, 0, start)), default=0)
    ending = _ENDS.search(text, end)
    before = text[begins:start]
    after = _ELSEWHERE.sub("", text[end : ending.start() if ending else len(text)])
    return bool(_RESTING.search(before) and (_MADE.search(after) or _MADE.search(before)))
