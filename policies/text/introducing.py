"""What stands before the first clause: background, purpose and scope."""

import re
from collections.abc import Sequence

from .lines import Line

_PURPOSE = re.compile(
    "(?:制[定訂订]|訂[定立]|编制|編製|立法|本.{1,8}之?)?(?:目的|宗旨)"
    "(?:[:：、\\s]|$|係|系|是|在|为|為)"
    "|[為为]了?.{2,80}(?:制[定訂订]|訂[定立]|特訂|特制)"
)
_SCOPE = re.compile(
    "(?:適用|适用)(?:範圍|范围|對象|对象)|(?:範圍|范围|對象|对象)\\s*[:：]|本.{1,8}(?:適用|适用)於?于?"
)
_POST = re.compile("(?:崗位|岗位|職位|职位|部門|部门)(?:名稱|名称)?\\s*[:：]")


def introduce(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Background, purpose and scope; all background if they are not in this order, for nothing
    may change its place."""
    parts: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    at = 0
    for line in lines:
        which = _part_of(line.text)
        if which is not None and which < at:
            return list(lines), [], []
        at = at if which is None else which
        parts[at].append(line)
    return parts


def _part_of(text: str) -> int | None:
    if _POST.match(text):
        return 0
    if _PURPOSE.match(text):
        return 1
    return 2 if _SCOPE.match(text) else None
