"""The outline of a regulation: headings and clauses as frozen data, its canonical form, its digest.

An outline holds four of the five parts of a regulation: the words of the cover, the introduction,
the body and the supplementary provisions. The fifth, the table of contents, is derived from it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of heading, outermost first."""

    PART = "part"  # 編
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 節
    SUBSECTION = "subsection"  # 款 (as a heading)
    SUBSUBSECTION = "subsubsection"  # 目 (as a heading)

    @property
    def depth(self) -> int:
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True, order=True)
class AudienceLine:
    """Whom a clause binds, or with ``excluded`` does not: a ``department`` and those below it, a
    ``site``, a ``role`` or a ``person``, by its code or employee number."""

    excluded: bool
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The unit people cite.

    ``label`` is what is printed before it, exactly as written (第十二條之一, 一、, 3.), empty when
    the text gave none. ``body`` is sanitised HTML (see ``markup``). ``anchor`` is the identity
    that stays from revision to revision; empty while the clause is only parsed, not stored.
    ``roles`` are the codes of the roles the clause is addressed to; none means everyone bound.
    ``audience``, in order, narrows whom it binds of those the regulation binds; left out of the
    canonical form where it is empty, as it was before there could be any.
    ``descends_from`` are the anchors of other clauses whose words this one took over since the
    revision before: how the text came about, not what it says, so it counts neither for equality
    nor for the digest.
    """

    label: str
    body: str
    caption: str = ""
    deleted: bool = False
    anchor: str = ""
    roles: tuple[str, ...] = ()
    audience: tuple[AudienceLine, ...] = ()
    descends_from: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph inside a clause, or an item below one (款, 项, 目): derived from the body.

    ``label`` is empty for a paragraph (Taiwan's 項, the mainland's 款).
    """

    label: str
    text: str
    children: "tuple[Item, ...]" = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A part, chapter or section: its own clauses first, then the headings below it.

    ``lead`` is what stands between the heading and its first clause, as sanitised HTML.
    """

    kind: Kind
    label: str
    title: str
    lead: str = ""
    anchor: str = ""
    clauses: tuple[Clause, ...] = ()
    headings: tuple["Heading", ...] = ()

    def walk(self) -> Iterator["Heading | Clause"]:
        """This heading, its clauses, then everything below, in reading order."""
        yield self
        yield from self.clauses
        for heading in self.headings:
            yield from heading.walk()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law the text rests on; ``anchor`` names the clause, empty: the whole text."""

    law: str
    article: str = ""
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file enclosed with the text; ``digest`` is SHA-256 of its bytes, ``size`` counts them."""

    title: str
    name: str
    media_type: str
    size: int
    digest: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Outline:
    """One text of one regulation.

    ``superscription`` is what stood above the title and belongs to neither title nor text
    (第2篇 …); it is kept so that nothing written is lost. ``background``, ``purpose``, ``scope``
    and ``supplementary`` are sanitised HTML. ``clauses`` are those before the first heading.
    Where there are none, ``bases`` and ``attachments`` are left out of the canonical form, as they
    were before there could be any.
    """

    title: str
    superscription: str = ""
    background: str = ""
    purpose: str = ""
    scope: str = ""
    clauses: tuple[Clause, ...] = ()
    headings: tuple[Heading, ...] = field(default=())
    supplementary: str = ""
    bases: tuple[LegalBasis, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def legal_bases(self) -> str:
        """The laws it rests on, one a line, for comparing."""
        labels = {clause.anchor: clause.label for clause in self.all_clauses()}
        return "\n".join(
            " ".join(filter(None, (labels.get(each.anchor), each.law, each.article, each.link)))
            for each in self.bases
        )

    @property
    def attachment_list(self) -> str:
        """What is enclosed, one a line, for comparing."""
        return "\n".join(f"{each.title} ({each.name}, {each.digest})" for each in self.attachments)

    def walk(self) -> Iterator[Heading | Clause]:
        """Every heading and clause in reading order."""
        yield from self.clauses
        for heading in self.headings:
            yield from heading.walk()

    def all_clauses(self) -> Iterator[Clause]:
        return (node for node in self.walk() if isinstance(node, Clause))

    def all_headings(self) -> Iterator[Heading]:
        return (node for node in self.walk() if isinstance(node, Heading))


LEFT_OUT_WHERE_EMPTY = frozenset({"bases", "attachments", "audience"})


def canonical(outline: Outline | Heading | Clause) -> str:
    """The outline, or one piece of it with all it holds, as canonical JSON: keys sorted, no white
    space, characters as they are.

    Two outlines have the same canonical form if and only if they are equal.
    """
    return json.dumps(_plain(outline), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(outline: Outline | Heading | Clause) -> str:
    """SHA-256 of the canonical form in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(outline).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Outline | Heading | Clause | AudienceLine | LegalBasis | Attachment):
        counted = (each.name for each in fields(value) if each.compare)
        plain = {name: _plain(getattr(value, name)) for name in counted}
        left_out = (name for name in LEFT_OUT_WHERE_EMPTY if not plain.get(name, True))
        return {name: plain[name] for name in plain.keys() - set(left_out)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Kind) else value
