"""From marked lines to an Outline; every word goes to exactly one place, in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .captions import caption_of, is_bare_caption, is_caption, is_heading_caption
from .counting import Counting, Found
from .introducing import introduce
from .labels import DELETED
from .lines import Line, ends_sentence
from .marks import Mark, Marked, Part, pieces_of
from .markup import from_text
from .numbering import Form
from .outline import Clause, Heading, Kind, Outline
from .warning import Warning, WarningCode

# Where a piece of the source belongs to a heading or clause.
_INSIDE = frozenset({Part.HEADING, Part.HEADING_TITLE, Part.CLAUSE, Part.TEXT, Part.CONTENTS})


@dataclass(slots=True)
class _Clause:
    line: Line
    label: str = ""
    caption: str = ""
    deleted: bool = False
    body: list[Line | str] = field(default_factory=list)
    reported: bool = False

    def freeze(self) -> Clause:
        return Clause(self.label, _html(self.body), self.caption, self.deleted)


@dataclass(slots=True)
class _Heading:
    line: Line
    kind: Kind
    label: str
    title: str
    lead: list[Line] = field(default_factory=list)
    clauses: list[_Clause] = field(default_factory=list)
    headings: "list[_Heading]" = field(default_factory=list)

    def freeze(self) -> Heading:
        return Heading(
            self.kind,
            self.label,
            self.title,
            _html(self.lead),
            clauses=tuple(clause.freeze() for clause in self.clauses),
            headings=tuple(heading.freeze() for heading in self.headings),
        )


class Builder:
    """Takes marks one by one; then ``outline`` is what they say, ``warnings`` what was unclear.

    ``places`` are the lines of the outline's headings and clauses in the order of ``walk()``;
    ``marked`` is every piece of the source in order, with what it became.
    """

    def __init__(self, above: Sequence[Line], title: Line | None) -> None:
        self.warnings: list[Warning] = []
        self.places: list[int] = []
        self.marked: list[Marked] = []
        self._above = "\n".join(line.plain for line in above)
        self._title = title.plain if title else ""
        self._introduction: list[Line] = []
        self._clauses: list[_Clause] = []
        self._headings: list[_Heading] = []
        self._open: list[_Heading] = []
        self._clause: _Clause | None = None
        self._counting = Counting(markdown=False)
        self._supplementary: list[Line] = []
        for line in above:
            self._tell(line, Part.ABOVE)
        if title:
            self._tell(title, Part.TITLE)

    def add(self, marks: Sequence[Mark]) -> None:
        lists = not any(mark.part is Part.CLAUSE and _is_article(mark) for mark in marks)
        self._counting = Counting(markdown=any(mark.line.level for mark in marks))
        captioned = _captioned(marks)
        caption = ""
        for index, mark in enumerate(marks):
            below = marks[index + 1].part if index + 1 < len(marks) else None
            if mark.part is Part.CLOSING:
                self._supplementary.append(mark.line)
                self._tell(mark.line, Part.CLOSING)
            elif mark.part is Part.HEADING:
                self._add_heading(mark)
            elif mark.part is Part.CLAUSE:
                self._add_clause(mark, caption, titled=index in captioned)
                caption = ""
            elif mark.part is Part.CAPTION and below is Part.CLAUSE:
                caption = mark.words
                self._tell(mark.line, Part.CAPTION)
            elif mark.part is Part.HEADING_TITLE and self._takes_title():
                self._open[-1].title = mark.words
                self._tell(mark.line, Part.HEADING_TITLE)
            else:
                self._add_text(mark, lists)

    def outline(self) -> Outline:
        background, purpose, scope = introduce(self._introduction)
        return Outline(
            title=self._title,
            superscription=self._above,
            background=_html(background),
            purpose=_html(purpose),
            scope=_html(scope),
            clauses=tuple(clause.freeze() for clause in self._clauses),
            headings=tuple(heading.freeze() for heading in self._headings),
            supplementary=_html(self._supplementary),
        )

    def _add_heading(self, mark: Mark) -> None:
        kind = mark.kind or Kind.CHAPTER
        heading = _Heading(mark.line, kind, mark.label.text if mark.label else "", mark.words)
        while self._open and self._open[-1].kind.depth >= kind.depth:
            self._open.pop()
        (self._open[-1].headings if self._open else self._headings).append(heading)
        self._open.append(heading)
        self._clause = None
        self._check(self._counting.heading(mark.label, kind), mark)
        self.places.append(mark.line.number)
        self._tell(mark.line, Part.HEADING, heading.label, kind)

    def _takes_title(self) -> bool:
        """Whether the line before was a heading that is but a label."""
        heading = self._open[-1] if self._open and self._clause is None else None
        return heading is not None and not (heading.title or heading.lead)

    def _add_clause(self, mark: Mark, caption: str, titled: bool) -> None:
        """``caption`` stood above; ``titled`` says that the words on the line are one."""
        label = mark.label
        clause = _Clause(mark.line, label.text if label else "")
        if label:
            self._check(self._counting.clause(label), mark)
        rest = mark.words
        clause.deleted = DELETED.fullmatch(rest) is not None
        if caption:
            clause.caption = caption
        elif _is_article(mark) and not clause.deleted:
            clause.caption, rest = caption_of(rest)
        if titled and not clause.caption:
            clause.caption, rest = rest, ""
        if rest:
            clause.body.append(mark.line if mark.line.table else rest)
        (self._open[-1].clauses if self._open else self._clauses).append(clause)
        self._clause = clause
        self.places.append(mark.line.number)
        self._tell(mark.line, Part.CLAUSE, clause.label)

    def _add_text(self, mark: Mark, lists: bool) -> None:
        line, clause = mark.line, self._clause
        text = line.text
        if clause is None:
            (self._open[-1].lead if self._open else self._introduction).append(line)
        elif clause.label and not clause.body and not clause.caption and _is_second_line(text):
            clause.deleted = DELETED.fullmatch(text) is not None
            if clause.deleted:
                clause.body.append(line)
            else:
                clause.caption = text
        else:
            if lists and _comes_after_end(clause, line):
                clause.reported = True
                self._warn(WarningCode.UNNUMBERED_PARAGRAPH, line, label=clause.label)
            clause.body.append(line)
        introduces = clause is None and not self._open
        contents = mark.part is Part.CONTENTS
        told = Part.CONTENTS if contents else Part.INTRODUCTION if introduces else Part.TEXT
        self._tell(line, told)

    def _check(self, found: Found | None, mark: Mark) -> None:
        if found and mark.label:
            code, after = found
            data = {"after": after} if after else {}
            self._warn(code, mark.line, label=mark.label.text, **data)

    def _warn(self, code: WarningCode, line: Line, **data: str | int) -> None:
        self.warnings.append(Warning(code, line.number, data))

    def _tell(self, line: Line, part: Part, label: str = "", kind: Kind | None = None) -> None:
        inside = part in _INSIDE and bool(self.places)
        node = len(self.places) - 1 if inside else None
        if part is Part.CAPTION:  # of the clause that comes next
            node = len(self.places)
        (number, text), *joined = pieces_of(line)
        self.marked.append(Marked(number, part, text, label, kind, node))
        self.marked += [Marked(n, Part.JOINED, words, node=node) for n, words in joined]


def _html(lines: Iterable[Line | str]) -> str:
    """The lines as sanitised HTML: a paragraph each, but tables as they are, and what hangs from
    an item in the item's paragraph, after a break."""
    written: list[str] = []
    for line in lines:
        if isinstance(line, str):
            written.append(from_text(line))
        elif line.hangs and written and written[-1].endswith("</p>"):
            hanging = from_text(line.text).removeprefix("<p>")
            written[-1] = f"{written[-1].removesuffix('</p>')}<br>{hanging}"
        else:
            written.append(line.table or from_text(line.text))
    return "".join(written)


def _comes_after_end(clause: _Clause, line: Line) -> bool:
    """Whether the line follows a labelled clause that seemed complete; told once per clause."""
    if not clause.label or clause.reported or not clause.body:
        return False
    if line.label or line.level or line.table:
        return False
    last = clause.body[-1]
    text = last if isinstance(last, str) else last.text
    return ends_sentence(text) or len(text) > 30


def _captioned(marks: Sequence[Mark]) -> set[int]:
    """Articles with nothing on their line but a caption, for text follows: of Markdown's headings
    any, of others where it is the habit of the text."""
    followed = [
        i
        for i, (mark, below) in enumerate(pairwise(marks))
        if mark.part is Part.CLAUSE and _is_article(mark) and below.part is Part.TEXT
    ]
    bare = {i for i in followed if is_bare_caption(marks[i].line)}
    articles = sum(mark.part is Part.CLAUSE for mark in marks)
    habit = len(bare) > 1 and len(bare) * 2 >= articles
    return {i for i in followed if is_heading_caption(marks[i].line)} | (bare if habit else set())


def _is_article(mark: Mark) -> bool:
    return mark.label is not None and mark.label.form is Form.ARTICLE


def _is_second_line(text: str) -> bool:
    """Whether the line is all that an article with nothing but a label goes on with."""
    return is_caption(text) or DELETED.fullmatch(text) is not None
