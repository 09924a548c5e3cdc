"""Which lines of a text without articles are its clauses, and which its headings."""

import re
from collections.abc import Collection, Sequence

from .articles import FARTHEST_SKIP
from .lines import LIST_FORMS, Line, is_like_title, leads_on
from .numbering import Form, Label

_DEEPER = 2  # cells that an inner list is set in by
# A sentence that leads on to a list (應依下列規定辦理：) is no heading of it, as 職責： is.
_ANNOUNCES = re.compile("下列|以下|如下|左列|應|应|請|请")
_DATED = re.compile(
    r"年.{1,3}月|\d{4}[-/.]\d|通過|通过|核定|核准|發布|发布|修正|修訂|修订|編號|编号|版本"
)


def bare_headings(lines: Sequence[Line]) -> set[int]:
    """Unlabelled headings: a short line, perhaps a sentence that leads on, then label one."""
    top = _top_form(lines)
    if top is None:
        return set()
    found: set[int] = set()
    first = next(index for index, line in enumerate(lines) if line.has(top))
    for index, line in enumerate(lines[:-1]):
        if line.label is not None:
            continue
        below = lines[index + 1]
        if leads_on(line.text):
            short = is_like_title(line.text[:-1], 30 if index > first else 12)
            announces = index < first and _ANNOUNCES.search(line.text)
            if short and not announces and _begins(below, top) and index - 1 not in found:
                found.add(index)
            continue
        follows = index + 2 < len(lines) and below.label is None and leads_on(below.text)
        possible = is_like_title(line.text, 30) and not _DATED.search(line.text)
        if possible and _begins(lines[index + 2] if follows else below, top):
            found.add(index)
    return found


def _top_form(lines: Sequence[Line]) -> Form | None:
    """The form of the outermost list: that of the first label one."""
    return next((line.label.form for line in lines if line.begins_list and line.label), None)


def _begins(line: Line, form: Form) -> bool:
    return line.begins_list and line.has(form)


def list_lines(
    lines: Sequence[Line], headings: Collection[int]
) -> tuple[set[int], set[int], set[int]]:
    """Of a text without articles the lines that open clauses, the labelled lines that are
    headings of the clauses below them, and the headings without a label."""
    top = _top_form([line for i, line in enumerate(lines) if i not in headings])
    if top is None:
        return set(), set(), set()
    labelled = [i for i, line in enumerate(lines) if line.has(*LIST_FORMS) and i not in headings]
    outer = [i for i in labelled if lines[i].has(top)]
    inner = _inner_form(lines, outer, top)
    if inner is None:
        return _numbered(lines, outer), set(), bare_headings(lines) - set(headings)
    inside = {i for i in labelled if _is_inner(lines[i].label, inner) and i > outer[0]}
    return inside, set(outer), set()


def _inner_form(lines: Sequence[Line], outer: list[int], form: Form) -> Form | None:
    """The form of the list inside, if the outer list's lines are but titles: 一、總則, 1、…"""
    titles = [lines[i].rest for i in outer]
    if len(outer) < 2 or not all(_is_short_title(title) for title in titles):
        return None
    below = [lines[i + 1].label for i in outer if i + 1 < len(lines) and lines[i + 1].begins_list]
    if len(below) == 1 and (through := _counted_through(lines, outer)):
        return through
    forms = {label.form for label in below if label} - {form}
    if form is Form.ARABIC and forms == {Form.DECIMAL}:
        return Form.DECIMAL  # 3.1 stands under 3, however many titles have but text below them
    return forms.pop() if len(forms) == 1 and len(below) * 2 >= len(outer) else None


def _counted_through(lines: Sequence[Line], outer: list[int]) -> Form | None:
    """The form of one list that counts on below title after title: 一、甲 1. 2. 二、乙 3. 4."""
    first = lines[outer[0] + 1].label
    if first is None or first.form is Form.DECIMAL:
        return None
    inner = [line.label for line in lines[outer[0] :] if line.has(first.form) and line.label]
    numbers = [label.numbers for label in inner]
    below = [lines[i + 1].has(first.form) for i in outer if i + 1 < len(lines)]
    counted = numbers == [(n,) for n in range(1, len(numbers) + 1)]
    return first.form if counted and len(below) > 1 and all(below) else None


def _is_short_title(text: str) -> bool:
    return is_like_title(text, 25) and not re.search("[，,]", text)


def _is_inner(label: Label | None, form: Form) -> bool:
    """Whether the label is of the inner list; of decimals only 3.2 is, not 3.2.1."""
    if label is None or label.form is not form:
        return False
    return form is not Form.DECIMAL or len(label.numbers) == 2


def _numbered(lines: Sequence[Line], candidates: list[int]) -> set[int]:
    """The candidates without those whose number is far off, 「2026.」 opens no clause, without
    the lists that are set in and count from one again, and of decimals those least deep."""
    depth = min(len(label.numbers) for i in candidates if (label := lines[i].label))
    found: set[int] = set()
    last, base, inside = 0, lines[candidates[0]].indent, False
    for index in candidates:
        label, indent = lines[index].label, lines[index].indent
        deeper = indent >= base + _DEEPER and index > candidates[0]
        inside = deeper and (inside or lines[index].begins_list)
        same = label is not None and (label.form is not Form.DECIMAL or len(label.numbers) == depth)
        if label and same and not inside and label.number <= last + FARTHEST_SKIP:
            found.add(index)
            last = label.number
    return found
