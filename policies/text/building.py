"""From marked lines to an Outline; every word goes to exactly one place, in reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .articles import follows_on
from .lines import Line, ends_sentence, leads_on
from .markup import from_text
from .numbering import Form, Label
from .outline import Clause, Heading, Kind, Outline
from .recognising import Mark, Part, is_closing
from .warning import Warning, WarningCode

_DELETED = re.compile(r"[(（【〔\[]?\s*(?:刪除|删除|廢止|废止)\s*[)）】〕\]]?[。.]?")
_CAPTION = re.compile(r"([（(【〔\[][^（(【〔\[）)】〕\]。；;，,]{1,24}[）)】〕\]])\s*")
_NOT_CAPTION = re.compile("簡稱|简称|以下|下稱|下称|^.[一二三四五六七八九十0-9]+.$")
_PURPOSE = re.compile(
    "(?:制[定訂订]|訂[定立]|编制|編製|立法|本.{1,8}之?)?(?:目的|宗旨)"
    "(?:[:：、\\s]|$|係|系|是|在|为|為)"
    "|[為为]了?.{2,80}(?:制[定訂订]|訂[定立]|特訂|特制)"
)
_SCOPE = re.compile(
    "(?:適用|适用)(?:範圍|范围|對象|对象)|(?:範圍|范围|對象|对象)\\s*[:：]|本.{1,8}(?:適用|适用)於?于?"
)
_POST = re.compile("(?:崗位|岗位|職位|职位|部門|部门)(?:名稱|名称)?\\s*[:：]")


@dataclass(slots=True)
class _Clause:
    label: str
    caption: str = ""
    deleted: bool = False
    lines: list[str] = field(default_factory=list)
    reported: bool = False

    def freeze(self) -> Clause:
        body = from_text("\n".join(self.lines))
        return Clause(self.label, body, self.caption, self.deleted)


@dataclass(slots=True)
class _Heading:
    kind: Kind
    label: str
    title: str
    lead: list[str] = field(default_factory=list)
    clauses: list[_Clause] = field(default_factory=list)
    headings: "list[_Heading]" = field(default_factory=list)

    def freeze(self) -> Heading:
        lead, clauses = self.lead, self.clauses
        if not clauses and not self.headings:  # paragraphs alone are what people will cite
            lead, clauses = [], [_Clause("", lines=[line]) for line in lead]
        return Heading(
            self.kind,
            self.label,
            self.title,
            from_text("\n".join(lead)),
            clauses=tuple(clause.freeze() for clause in clauses),
            headings=tuple(heading.freeze() for heading in self.headings),
        )


class Builder:
    """Takes marks one by one; then ``outline`` is what they say, ``warnings`` what was unclear."""

    def __init__(self, above: Sequence[str], title: str) -> None:
        self.warnings: list[Warning] = []
        self._above = "\n".join(above)
        self._title = title
        self._introduction: list[str] = []
        self._root = _Heading(Kind.PART, "", "")
        self._open: list[_Heading] = []
        self._clause: _Clause | None = None
        self._last: Label | None = None
        self._heading_since_clause = False
        self._untitled = False
        self._supplementary: list[str] = []

    def add(self, marks: Sequence[Mark]) -> None:
        closing = _closing_index(marks)
        structured = any(mark.part is not Part.TEXT for mark in marks[:closing])
        lists = not any(mark.part is Part.CLAUSE and _is_article(mark) for mark in marks)
        for index, mark in enumerate(marks):
            if index >= closing:
                self._supplementary.append(mark.line.text)
            elif mark.part is Part.HEADING:
                self._add_heading(mark)
            elif mark.part is Part.CLAUSE:
                self._add_clause(mark)
            elif not structured:
                self._root.clauses.append(_Clause("", lines=[mark.line.text]))
            else:
                self._add_text(mark.line, lists)
        if not structured and any(mark.part is Part.TEXT for mark in marks[:closing]):
            self._warn(WarningCode.NO_STRUCTURE, marks[0].line)

    def outline(self) -> Outline:
        background, purpose, scope = _introduce(self._introduction)
        return Outline(
            title=self._title,
            superscription=self._above,
            background=background,
            purpose=purpose,
            scope=scope,
            clauses=tuple(clause.freeze() for clause in self._root.clauses),
            headings=tuple(heading.freeze() for heading in self._root.headings),
            supplementary=from_text("\n".join(self._supplementary)),
        )

    def _add_heading(self, mark: Mark) -> None:
        kind = mark.kind or Kind.CHAPTER
        heading = _Heading(kind, mark.label.text if mark.label else "", mark.words)
        while self._open and self._open[-1].kind.depth >= kind.depth:
            self._open.pop()
        parent = self._open[-1] if self._open else self._root
        parent.headings.append(heading)
        self._open.append(heading)
        self._clause = None
        self._heading_since_clause = True
        self._untitled = mark.label is not None and not heading.title

    def _add_clause(self, mark: Mark) -> None:
        label = mark.label
        clause = _Clause(label.text if label else "")
        if label:
            self._check_number(label, mark.line)
        rest = mark.words
        caption = _CAPTION.match(rest)
        if _DELETED.fullmatch(rest):
            clause.deleted = True
        elif caption and _is_article(mark) and not _NOT_CAPTION.search(caption[1]):
            clause.caption, rest = caption[1], rest[caption.end() :]
        if rest:
            clause.lines.append(rest)
        (self._open[-1] if self._open else self._root).clauses.append(clause)
        self._clause = clause
        self._heading_since_clause = self._untitled = False

    def _add_text(self, line: Line, lists: bool) -> None:
        clause = self._clause
        if clause is None:
            self._add_before_clauses(line)
        elif clause.label and not clause.lines and not clause.caption and _is_caption(line.text):
            if _DELETED.fullmatch(line.text):
                clause.deleted = True
                clause.lines.append(line.text)
            else:
                clause.caption = line.text
        else:
            if lists and _comes_after_end(clause, line):
                clause.reported = True
                self._warn(WarningCode.UNNUMBERED_PARAGRAPH, line, label=clause.label)
            clause.lines.append(line.text)

    def _add_before_clauses(self, line: Line) -> None:
        if not self._open:
            self._introduction.append(line.text)
        elif self._untitled and len(line.text) <= 20 and not leads_on(line.text):
            self._open[-1].title = line.text
            self._untitled = False
        else:
            self._open[-1].lead.append(line.text)
            self._untitled = False

    def _check_number(self, label: Label, line: Line) -> None:
        last, self._last = self._last, label
        restarts = label.numbers[-1] == 1 and self._heading_since_clause
        if last is None or last.form is not label.form or restarts:
            return
        if label.numbers == last.numbers:
            code = WarningCode.NUMBER_REPEATED
        elif follows_on(last.numbers, label.numbers):
            return
        elif label.numbers > last.numbers:
            code = WarningCode.NUMBER_SKIPPED
        else:
            code = WarningCode.NUMBER_BACKWARDS
        self._warn(code, line, label=label.text, after=last.text)

    def _warn(self, code: WarningCode, line: Line, **data: str | int) -> None:
        self.warnings.append(Warning(code, line.number, data))


def _comes_after_end(clause: _Clause, line: Line) -> bool:
    """Whether the line follows a labelled clause that seemed complete; told once per clause."""
    if not clause.label or clause.reported or line.label or line.level or not clause.lines:
        return False
    return ends_sentence(clause.lines[-1]) or len(clause.lines[-1]) > 30


def _closing_index(marks: Sequence[Mark]) -> int:
    """Where supplementary provisions begin: 附則 alone on a line, and nothing but text after it."""
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if is_closing(mark.line.text) and mark.part in (Part.TEXT, Part.HEADING) and not mark.label:
            return index
        if mark.part is not Part.TEXT:
            break
    return len(marks)


def _is_article(mark: Mark) -> bool:
    return mark.label is not None and mark.label.form is Form.ARTICLE


def _is_caption(text: str) -> bool:
    if _DELETED.fullmatch(text):
        return True
    return _CAPTION.fullmatch(text) is not None and not _NOT_CAPTION.search(text)


def _introduce(lines: list[str]) -> tuple[str, str, str]:
    """Background, purpose and scope; all background if they are not in this order, for nothing
    may change its place."""
    parts: list[list[str]] = [[], [], []]
    at = 0
    for line in lines:
        which = _introduction_part(line)
        if which is not None and which < at:
            return from_text("\n".join(lines)), "", ""
        at = at if which is None else which
        parts[at].append(line)
    background, purpose, scope = (from_text("\n".join(part)) for part in parts)
    return background, purpose, scope


def _introduction_part(line: str) -> int | None:
    if _POST.match(line):
        return 0
    if _PURPOSE.match(line):
        return 1
    return 2 if _SCOPE.match(line) else None
