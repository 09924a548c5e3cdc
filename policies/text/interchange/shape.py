"""Data that somebody sent, read strictly into an outline: what has another shape is refused."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from policies.text.outline import Attachment, AudienceLine, Clause, Heading, Kind, LegalBasis
from policies.text.outline import Outline as Text

DEEPEST = 40  # headings inside headings; there are five kinds of them
_HALF = re.compile("[\ud800-\udfff]")
Made = TypeVar("Made")


class ShapeError(ValueError):
    """The data is no outline; the message says where, for whoever writes such files."""


def outline_of(plain: Any) -> Text:
    """The outline that the data says, exactly; ``canonical`` of it are the same words."""
    fields = _Fields(plain, "outline")
    made = Text(
        title=fields.words("title"),
        superscription=fields.words("superscription"),
        background=fields.words("background"),
        purpose=fields.words("purpose"),
        scope=fields.words("scope"),
        clauses=fields.each("clauses", _clause),
        headings=fields.each("headings", lambda each: _heading(each, 1)),
        supplementary=fields.words("supplementary"),
        bases=fields.each("bases", _basis, optional=True),
        attachments=fields.each("attachments", _attachment, optional=True),
    )
    fields.end()
    return made


def _heading(plain: Any, depth: int) -> Heading:
    if depth > DEEPEST:
        raise ShapeError("headings lie too deep")
    fields = _Fields(plain, "heading")
    kind = fields.words("kind")
    if kind not in set(Kind):
        raise ShapeError(f"no kind of heading: {kind[:20]!r}")
    made = Heading(
        kind=Kind(kind),
        label=fields.words("label"),
        title=fields.words("title"),
        lead=fields.words("lead"),
        anchor=fields.words("anchor"),
        clauses=fields.each("clauses", _clause),
        headings=fields.each("headings", lambda each: _heading(each, depth + 1)),
    )
    fields.end()
    return made


def _clause(plain: Any) -> Clause:
    fields = _Fields(plain, "clause")
    made = Clause(
        label=fields.words("label"),
        body=fields.words("body"),
        caption=fields.words("caption"),
        deleted=fields.flag("deleted"),
        anchor=fields.words("anchor"),
        roles=fields.each("roles", _string),
        audience=fields.each("audience", _line, optional=True),
    )
    fields.end()
    return made


def _line(plain: Any) -> AudienceLine:
    fields = _Fields(plain, "audience")
    made = AudienceLine(fields.flag("excluded"), fields.words("kind"), fields.words("code"))
    fields.end()
    return made


def _basis(plain: Any) -> LegalBasis:
    fields = _Fields(plain, "basis")
    names = ("law", "article", "link", "anchor")
    made = LegalBasis(*(fields.words(name) for name in names))
    fields.end()
    return made


def _attachment(plain: Any) -> Attachment:
    fields = _Fields(plain, "attachment")
    made = Attachment(
        title=fields.words("title"),
        name=fields.words("name"),
        media_type=fields.words("media_type"),
        size=fields.number("size"),
        digest=fields.words("digest"),
        anchor=fields.words("anchor"),
    )
    fields.end()
    return made


def _string(plain: Any) -> str:
    if not isinstance(plain, str):
        raise ShapeError("a role is a code")
    return _whole(plain)


def _whole(words: str) -> str:
    """Half a character, which JSON can escape, is none that anything else can write."""
    if _HALF.search(words):
        raise ShapeError("half a character")
    return words


class _Fields:
    """The fields of one object, each taken once; none may be missing or left over."""

    def __init__(self, plain: Any, what: str) -> None:
        if not isinstance(plain, dict):
            raise ShapeError(f"{what} is no object")
        self._left = dict(plain)
        self._what = what

    def words(self, name: str) -> str:
        return _whole(self._take(name, str))

    def flag(self, name: str) -> bool:
        return self._take(name, bool)

    def number(self, name: str) -> int:
        value = self._take(name, int)
        if isinstance(value, bool) or not 0 <= value < 2**31:
            raise ShapeError(f"{name} of {self._what} is no size")
        return value

    def each(
        self, name: str, make: Callable[[Any], Made], *, optional: bool = False
    ) -> tuple[Made, ...]:
        if optional and name not in self._left:
            return ()
        return tuple(make(each) for each in self._take(name, list))

    def end(self) -> None:
        if self._left:
            raise ShapeError(f"{self._what} has more than is known: {min(self._left)[:40]!r}")

    def _take(self, name: str, kind: type[Made]) -> Made:
        value = self._left.pop(name, None)
        if not isinstance(value, kind):
            raise ShapeError(f"{name} of {self._what} is no {kind.__name__}")
        return value
