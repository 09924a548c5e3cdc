"""Definitions: where a text says what it means by a word.

「本辦法所稱加班，指…」「下列用詞，定義如下：一、主管：指…」「人力資源處（以下簡稱人資處）」,
“Overtime” means …, (the “Company”). 繁 and 简 are read alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .citation_resolving import Field
from .defining_patterns import (
    ANNOUNCED,
    BEFORE_THE_NAME,
    BY_ITS_PLACE,
    CALLED,
    CHAPTER_BEFORE,
    CLAUSE_BEFORE,
    ENGLISH_MEANS,
    ENGLISH_SHORT,
    IN_ENGLISH_QUOTES,
    IN_QUOTES,
    LISTED,
    MAY_DEFINE,
    SHORTENED,
    STATED,
)
from .folding import fold_with_offsets
from .inside import ItemLabels
from .markup import to_text
from .outline import Clause, Heading, Outline


class Scope(StrEnum):
    """How far the word means that."""

    TEXT = "text"
    CHAPTER = "chapter"  # or part, or section: that which the definition stands in
    CLAUSE = "clause"


class Way(StrEnum):
    CALLED = "called"  # 所稱X，指…
    LISTED = "listed"  # an entry of 用詞定義如下
    SHORTENED = "shortened"  # 以下簡稱X


@dataclass(frozen=True, slots=True)
class Definition:
    """``node`` counts in ``outline.walk()`` (None outside the body), ``anchor`` is its anchor;
    ``paragraph`` counts the lines of the field from 0, ``item`` is the label of an item's line.

    ``start`` and ``end`` are those of the term in ``markup.to_text`` of the field; ``words`` is
    what it is said to mean: for a shortened name, the full one.
    """

    term: str
    words: str
    way: Way
    scope: Scope
    node: int | None
    anchor: str
    field: Field
    paragraph: int
    item: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Running:
    """The plain text of one field of an outline."""

    node: int | None
    anchor: str
    field: Field
    text: str


def definitions_of(outline: Outline) -> tuple[Definition, ...]:
    """Every definition in reading order, one for each term."""
    return tuple(
        found
        for running in running_texts(outline)
        if MAY_DEFINE.search(running.text)
        for found in sorted(_Reader(running).read(), key=lambda each: (each.start, each.end))
    )


def running_texts(outline: Outline) -> Iterator[Running]:
    """Every field that holds running text, with its plain text."""
    for field in (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE):
        yield Running(None, "", field, to_text(getattr(outline, field.value)))
    for number, node in enumerate(outline.walk()):
        field = Field.BODY if isinstance(node, Clause) else Field.LEAD
        html = node.lead if isinstance(node, Heading) else node.body
        yield Running(number, node.anchor, field, to_text(html))
    yield Running(None, "", Field.SUPPLEMENTARY, to_text(outline.supplementary))


class _Line:
    """A line of the text, folded, with the way back to the text as written."""

    def __init__(self, text: str, start: int, paragraph: int, label: str, begins: int) -> None:
        self.text, self.start, self.paragraph = text, start, paragraph
        self.label, self.begins = label, begins  # of an item, and where its words begin
        self.folded, self._offsets = fold_with_offsets(text)

    def place(self, folded: int) -> int:
        """Where in the line a place in its folded form is."""
        return self._offsets[folded] if folded < len(self._offsets) else len(self.text)

    def begins_folded(self) -> int:
        return next((at for at, place in enumerate(self._offsets) if place >= self.begins), 0)


class _Reader:
    def __init__(self, running: Running) -> None:
        self.running = running
        self.lines = list(_lines(running.text))

    def read(self) -> Iterator[Definition]:
        announced: Scope | None = None
        for line in self.lines:
            listed = list(self._listed(line, announced)) if announced else []
            yield from listed
            if not listed:
                yield from self._called(line)
                yield from self._stated(line)
            yield from self._shortened(line)
            yield from self._english(line)
            if found := ANNOUNCED.search(line.folded):
                announced = _announced_scope(line.folded[: found.end()])
            elif not line.label and not listed:
                announced = None

    def _called(self, line: _Line) -> Iterator[Definition]:
        """所稱X，指…: each sentence says at most one."""
        for match in CALLED.finditer(line.folded):
            scope = _scope(line.folded[: match.start()])
            begin, end = match.span("term")
            end -= self._without_closing(line, match)
            words = self._rest(line, match.end())
            yield from self._terms(line, begin, end, words, Way.CALLED, scope)

    def _stated(self, line: _Line) -> Iterator[Definition]:
        for match in STATED.finditer(line.folded, line.begins_folded()):
            if "所称" not in match["term"] and "所谓" not in match["term"]:
                words = self._rest(line, match.end())
                yield from self._terms(line, *match.span("term"), words, Way.CALLED, Scope.TEXT)

    def _listed(self, line: _Line, scope: Scope) -> Iterator[Definition]:
        if match := LISTED.match(line.folded, line.begins_folded()):
            words = self._rest(line, match.end(), whole=True)
            yield from self._terms(line, *match.span("term"), words, Way.LISTED, scope)

    def _shortened(self, line: _Line) -> Iterator[Definition]:
        for match in SHORTENED.finditer(line.folded):
            first, last = match.span("full")
            if lead := BEFORE_THE_NAME.match(line.folded, first, last - 1):
                first = lead.end()
            full = line.text[line.place(first) : line.place(last)]
            begin, end = match.span("term")
            yield from self._terms(line, begin, end, full, Way.SHORTENED, Scope.TEXT)

    def _english(self, line: _Line) -> Iterator[Definition]:
        for match in ENGLISH_MEANS.finditer(line.text):
            words = line.text[match.end() :].split(". ")[0].strip(" .;")
            yield self._definition(line, *match.span("term"), words, Way.CALLED, Scope.TEXT)
        for match in ENGLISH_SHORT.finditer(line.text):
            before = re.split(r"[.;:,(]", line.text[: match.start()])[-1].strip()
            for quoted in IN_ENGLISH_QUOTES.finditer(line.text, *match.span()):
                begin, end = quoted.span("term")
                yield self._definition(line, begin, end, before, Way.SHORTENED, Scope.TEXT)

    def _terms(
        self, line: _Line, begin: int, end: int, words: str, way: Way, scope: Scope
    ) -> Iterator[Definition]:
        """The term between two places of the folded line; several where several are quoted."""
        quoted = [match.span("term") for match in IN_QUOTES.finditer(line.folded, begin, end)]
        for first, last in quoted or [(begin, end)]:
            places = line.place(first), line.place(last)
            yield self._definition(line, *places, words, way, scope)

    def _definition(
        self, line: _Line, begin: int, end: int, words: str, way: Way, scope: Scope
    ) -> Definition:
        running = self.running
        return Definition(
            term=line.text[begin:end],
            words=words.strip(),
            way=way,
            scope=scope,
            node=running.node,
            anchor=running.anchor,
            field=running.field,
            paragraph=line.paragraph,
            item=line.label,
            start=line.start + begin,
            end=line.start + end,
        )

    def _without_closing(self, line: _Line, match: re.Match[str]) -> int:
        """1 where the 者 at the end of the term only closes the phrase (所稱加班者，謂…): the word
        is never met with it elsewhere in the text, but without it."""
        term = match["term"]
        if not term.endswith("者") or len(term) == 1:
            return 0
        elsewhere = "".join(each.folded for each in self.lines if each is not line)
        with_it, without = elsewhere.count(term), elsewhere.count(term[:-1])
        return int(with_it == 0 and (without > 0 or (match["verb"] or "") == "谓"))

    def _rest(self, line: _Line, begin: int, *, whole: bool = False) -> str:
        """The words after that place up to the end of the sentence, or of the line; where it
        announces a list (下列：), with the items that follow."""
        rest = line.text[line.place(begin) :]
        if rest.rstrip().endswith((":", "：")):
            return "\n".join([rest, *self._items_after(line)])
        return rest if whole else re.split("(?<=[。；;])", rest)[0]

    def _items_after(self, line: _Line) -> Iterator[str]:
        for following in self.lines[line.paragraph + 1 :]:
            if not following.label or following.label == line.label:
                return
            yield following.text


def _lines(text: str) -> Iterator[_Line]:
    labels = ItemLabels()
    start = 0
    for number, line in enumerate(text.split("\n")):
        label = labels.read(line)
        yield _Line(line, start, number, label.text if label else "", label.end if label else 0)
        start += len(line) + 1


def _scope(before: str) -> Scope:
    """Of what stands right before 所稱: 本章, 前項, 本條第一項, or nothing so narrow."""
    said = re.split("[。;]", before)[-1]
    if CHAPTER_BEFORE.search(said):
        return Scope.CHAPTER
    return Scope.CLAUSE if CLAUSE_BEFORE.search(said) else Scope.TEXT


def _announced_scope(sentence: str) -> Scope:
    """Of a sentence that announces a list: 本章用詞，定義如下."""
    narrow = BY_ITS_PLACE.search(sentence)
    if narrow is None:
        return Scope.TEXT
    return Scope.CLAUSE if narrow[0].endswith("条") else Scope.CHAPTER
