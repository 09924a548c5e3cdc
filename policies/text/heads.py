"""Headings that carry no 第N章: list labels or bare words above articles, numerals by a space."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from .captions import is_caption
from .labels import Form, Label
from .lines import LIST_FORMS, Line, ends_sentence, is_like_title

_OUTER = frozenset({Form.FORMAL, Form.CHINESE, Form.ROMAN, Form.LETTER, Form.ARABIC})
_SPACED = re.compile(r"([0-9０-９]{1,2})[ \t\u3000\u2002]+(?=[^\d\s.])")
_LONGEST = 25
_LONGEST_BARE = 12
_FEWEST_SPACED = 3


def list_headings_of_articles(lines: Sequence[Line], articles: Collection[int]) -> set[int]:
    """Lines 「二、考勤」 that head the articles below them: one list through the whole text."""
    found = [
        i - 1
        for i in sorted(articles)
        if i and lines[i - 1].has(*_OUTER) and _is_title(lines[i - 1].rest, _LONGEST)
    ]
    labels = [label for i in found if (label := lines[i].label)]
    runs_on = [label.numbers for label in labels] == [(n,) for n in range(1, len(labels) + 1)]
    first = min(articles, default=0)
    one_form = len({label.form for label in labels}) == 1
    return set(found) if len(found) > 1 and runs_on and one_form and found[0] < first else set()


def bare_headings_of_articles(lines: Sequence[Line], articles: Collection[int]) -> set[int]:
    """Short words alone on a line, above an article here and there: 總則, 股東."""
    found = {
        i - 1
        for i in articles
        if i
        and lines[i - 1].label is None
        and _is_title(lines[i - 1].text, _LONGEST_BARE)
        and not is_caption(lines[i - 1].text)
        and (i == 1 or ends_sentence(lines[i - 2].text))
    }
    return found if 1 < len(found) <= len(articles) * 0.6 else set()


def is_amending(lines: Sequence[Line], articles: Collection[int]) -> bool:
    """Whether the articles are but quoted, by a list 一、 that tells how another text changes."""
    listed = [i for i, line in enumerate(lines) if line.has(Form.CHINESE)]
    numbers = [label.numbers for i in listed if (label := lines[i].label)]
    first = min(articles, default=0)
    if len(listed) < 2 or listed[0] > first or numbers != [(n + 1,) for n in range(len(numbers))]:
        return False
    titles = sum(_is_title(lines[i].rest, _LONGEST) for i in listed)
    label = lines[first].label
    return titles * 2 < len(listed) and label is not None and label.numbers != (1,)


def with_spaced_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, with 「3 權責」 labelled where such numerals count the titles of the text."""
    found = {
        i: match
        for i, line in enumerate(lines)
        if line.label is None and (match := _SPACED.match(line.text)) and _is_spaced(line, match)
    }
    numbers = [int(match[1]) for match in found.values()]
    counted = numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= _FEWEST_SPACED
    if not counted or any(line.has(*LIST_FORMS - {Form.DECIMAL}) for line in lines[: min(found)]):
        return list(lines)
    return [
        replace(line, label=_label(found[i])) if i in found else line
        for i, line in enumerate(lines)
    ]


def _is_spaced(line: Line, match: re.Match[str]) -> bool:
    return _is_title(line.text[match.end() :], _LONGEST)


def _label(match: re.Match[str]) -> Label:
    return Label(Form.ARABIC, (int(match[1]),), ("", match[1], "", "", ""), match.end())


def _is_title(text: str, longest: int) -> bool:
    return is_like_title(text, longest) and not re.search("[，,、]", text)
