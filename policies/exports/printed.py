"""A revision as a printed thing: everything the paper says, ready for its template.

The words come from the outline the digest was made from, so paper, page and digest agree.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.audience import Targets, clause_rules, lines, targets_in
from policies.citing import Cite, cites_of
from policies.citing.showing import Marks, marks_of
from policies.enclosed import Bases, bases_of
from policies.models import Decision, Revision, Status
from policies.rendering import language_of, role_names
from policies.text.citation import Field
from policies.text.drawn import with_tables
from policies.text.markup import is_blank
from policies.text.numbering import Form, read_label
from policies.text.outline import Attachment, Clause, Heading, Kind, Outline

LISTED_KINDS = (Kind.PART, Kind.CHAPTER, Kind.SECTION)
# Without headings, a contents of so few captioned clauses still fits its page.
MOST_LISTED_CLAUSES = 40
ITEM_FORMS = frozenset(Form) - {Form.ARTICLE, Form.HEADING, Form.DECIMAL}
WIDEST_COLUMN = 9
FILL = "\N{IDEOGRAPHIC SPACE}"
DEEPEST_ITEM = 4
WIDEST_HANG = 5

WATERMARKS: dict[str, Promise] = {
    Status.DRAFT: pgettext_lazy("watermark", "Draft"),
    Status.IN_CONSULTATION: pgettext_lazy("watermark", "In consultation"),
    Status.IN_REVIEW: pgettext_lazy("watermark", "In review"),
    Status.APPROVED: pgettext_lazy("watermark", "Not yet published"),
    Status.WITHDRAWN: pgettext_lazy("watermark", "Withdrawn"),
    Status.CANCELLED: pgettext_lazy("watermark", "Cancelled"),
}
# Anchor, words, level from 1.
ContentsLine = tuple[str, str | Promise, int]

SUPERSEDED = pgettext_lazy("watermark", "Superseded")
# A mark of markup, never of words: in those it is written &lt;a. What leads to another text of a
# handbook has its prefix already; no anchor looks like one.
LINK = re.compile(r'<a href="#(?!r\d+-)')
# Where a text of a handbook begins.
BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or a clause as printed; ``level`` is 0 for a clause, else 1 for the outermost.
    ``tag`` is that of its heading in the document."""

    anchor: str
    level: int
    label: str
    title: str
    html: SafeString
    tag: str = ""
    roles: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.label}　{self.title}".strip("　")


@dataclass(frozen=True, slots=True)
class Printed:
    """What the template prints. ``prefix`` stands before every anchor, for the texts of a handbook
    share one document; ``names`` say by anchor, so prefixed, what stands there. ``part_tag`` is
    that of the headings of its parts, h2 or deeper."""

    revision: Revision
    pieces: list[Piece]
    contents: list[ContentsLine]
    introduction: list[tuple[str | Promise, SafeString]]
    supplementary: SafeString
    decisions: list[Decision]
    history: list[Revision]
    watermark: str | Promise
    column: int
    language: str
    prefix: str = ""
    part_tag: str = "h2"
    below_tag: str = "h3"
    names: dict[str, str] = field(default_factory=dict)
    facts: list[tuple[Promise, Any]] = field(default_factory=list)
    bases: Bases = field(default_factory=list)
    attachments: tuple[Attachment, ...] = ()
    cites: Sequence[Cite] = ()


def printed(
    revision: Revision,
    outline: Outline,
    on: dt.date,
    *,
    prefix: str = "",
    top: int = 2,
    book: Mapping[str, str] = MappingProxyType({}),
) -> Printed:
    """The revision as it is printed on that day; what it cites of itself is linked.

    ``top`` is the level of the headings of its parts, one below that of its title. ``book`` has
    the prefixes of the policies printed with it, by their codes; to those it is linked as well.
    """
    cites = cites_of(outline, revision.policy, revision.effective_from or on)
    marks = marks_of([each for cite in cites for each in _bound(cite, book)], leads_out=False)
    widest = max((_width(clause.label) for clause in outline.all_clauses()), default=0)
    column = min(widest, WIDEST_COLUMN)
    pieces = _pieces(outline, column, marks, prefix, top)
    introduction: list[tuple[str | Promise, SafeString]] = [
        (name, _part(outline, part, marks, prefix))
        for name, part in (
            (_("Background"), Field.BACKGROUND),
            (_("Purpose"), Field.PURPOSE),
            (_("Scope"), Field.SCOPE),
        )
        if getattr(outline, part)
    ]
    decisions = list(revision.decisions.filter(round=revision.round).select_related("review"))
    contents = _contents(pieces, outline, bool(decisions))
    return Printed(
        revision=revision,
        pieces=pieces,
        contents=contents,
        introduction=introduction,
        supplementary=_part(outline, Field.SUPPLEMENTARY, marks, prefix),
        decisions=decisions,
        history=_history(revision),
        watermark=_watermark(revision, on),
        column=column,
        language=language_of(revision, outline),
        prefix=prefix,
        part_tag=_tag(top),
        below_tag=_tag(top + 1),
        names={prefix + piece.anchor: piece.name for piece in pieces if piece.name}
        | {prefix + anchor: str(words) for anchor, words, _level in contents},
        facts=facts_of(revision),
        bases=bases_of(outline),
        attachments=outline.attachments,
        cites=cites,
    )


def _bound(cite: Cite, book: Mapping[str, str]) -> Iterator[Cite]:
    """The reference, leading to where its target is printed in the same book."""
    if cite.policy is None or not cite.address or cite.policy.code not in book:
        yield cite
        return
    if cite.inserted is not None:
        yield cite  # takes the link to the page away
    address = f"#{book[cite.policy.code]}{cite.cited or BEGIN}"
    yield replace(cite, policy=None, inserted=None, address=address)


def _watermark(revision: Revision, on: dt.date) -> str | Promise:
    """What is not in force says so across every page; a scheduled text names its first day."""
    if revision.status != Status.PUBLISHED:
        return WATERMARKS[revision.status]
    return SUPERSEDED if revision.is_superseded(on) else ""


def _history(revision: Revision) -> list[Revision]:
    """The revisions published up to this one, oldest first, and this one."""
    published = revision.policy.revisions.published().filter(sequence__lt=revision.sequence)
    return [*published.order_by("sequence"), revision]


def facts_of(revision: Revision) -> list[tuple[Promise, Any]]:
    """What the cover says of it: names and values."""
    policy = revision.policy
    return [
        (_("Code"), policy.code),
        (_("Level"), policy.get_level_display()),
        (_("Category"), policy.category),
        (_("Issuing unit"), revision.issuing_unit),
        (_("Revision"), revision.number),
        (_("Effective from"), revision.effective_from),
        (_("Classification"), policy.get_classification_display()),
    ]


def _part(outline: Outline, part: Field, marks: Marks, prefix: str) -> SafeString:
    html = _led(with_tables(getattr(outline, part), marks.get((None, part), ())), prefix)
    return mark_safe(html)  # noqa: S308  (made safe again by with_tables)


def _led(html: str, prefix: str) -> str:
    """With its links leading to the anchors of its own text."""
    return LINK.sub(f'<a href="#{prefix}', html) if prefix else html


def _tag(level: int) -> str:
    return f"h{min(level, 6)}"


def _pieces(outline: Outline, column: int, marks: Marks, prefix: str, top: int) -> list[Piece]:
    names, targets = role_names(outline), targets_in(outline.all_clauses())
    levels = list(_levels(outline))

    def words(html: str, place: int, part: Field) -> str:
        return _led(with_tables(html, marks.get((place, part), ())), prefix)

    return [
        _heading(node, levels[place], top, words(node.lead, place, Field.LEAD))
        if isinstance(node, Heading)
        else _clause(node, names, targets, column, words(node.body, place, Field.BODY))
        for place, node in enumerate(outline.walk())
    ]


def _levels(outline: Outline) -> Iterator[int]:
    """Of every node of ``walk()``: how deep a heading stands, from 1; 0 for a clause."""

    def below(
        clauses: tuple[Clause, ...], headings: tuple[Heading, ...], level: int
    ) -> Iterator[int]:
        yield from (0,) * len(clauses)
        for heading in headings:
            yield level
            yield from below(heading.clauses, heading.headings, level + 1)

    yield from below(outline.clauses, outline.headings, 1)


def _heading(heading: Heading, level: int, top: int, lead: str) -> Piece:
    return Piece(
        heading.anchor,
        level,
        heading.label,
        heading.title,
        mark_safe(lead),  # noqa: S308  (made safe again by with_tables)
        _tag(top - 1 + level),
    )


def _clause(
    clause: Clause,
    names: dict[str, str],
    targets: Targets,
    column: int,
    body: str,
) -> Piece:
    number = _number(clause.label, column)
    body = _hang_items(body)
    if clause.deleted and is_blank(body):
        body = f"<p>{escape(_('(Deleted)'))}</p>"
    if clause.caption:
        opening = f'<p class="opening caption">{number}{escape(clause.caption)}</p>'
    elif body.startswith("<p>"):
        opening, body = f'<p class="opening">{number}', body.removeprefix("<p>")
    else:
        opening = f'<p class="opening caption">{number}</p>' if number else ""
    return Piece(
        clause.anchor,
        0,
        clause.label,
        clause.caption,
        mark_safe(opening + body),  # noqa: S308
        roles=tuple(names.get(code, code) for code in clause.roles),
        binds=tuple(lines(rule.told for rule in clause_rules(clause.audience, targets))),
    )


def _number(label: str, column: int) -> str:
    """The label, filled up to the column its clause hangs from.

    Chinese characters are one em wide, so ideographic spaces fill exactly; a box would cost a
    sixth of the printing time. Only labels such as 3.2 get one.
    """
    if not label or any(unicodedata.east_asian_width(each) not in "WF" for each in label):
        return f'<span class="number narrow">{escape(label)}</span>'
    return f'<span class="number">{label}{FILL * max(column + 1 - len(label), 1)}</span>'


def _hang_items(html: str) -> str:
    """Lets 一、 （一） 1. at the beginning of a paragraph stand out, as printed laws do.

    A style of label met for the first time stands one level deeper; a paragraph without a label
    begins anew.
    """
    levels: list[Form] = []

    def hang(match: re.Match[str]) -> str:
        label = read_label(unescape(match[1]))
        if label is None or label.form not in ITEM_FORMS:
            levels.clear()
            return match[0]
        if label.form not in levels:
            levels.append(label.form)
        del levels[levels.index(label.form) + 1 :]
        depth, width = min(len(levels), DEEPEST_ITEM), min(_width(label.text), WIDEST_HANG)
        return f'<p class="item-{depth} hang-{width}">{match[1]}'

    return re.sub(r"<p>([^<]*)", hang, html)


def _width(text: str) -> int:
    """Roughly how many Chinese characters wide the text prints."""
    halves = sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
    return -(-halves // 2)


def _contents(pieces: list[Piece], outline: Outline, has_decisions: bool) -> list[ContentsLine]:
    """Lines of the table of contents: anchor, words, level. Chapters only, for size and speed."""
    lines: list[ContentsLine] = []
    if outline.background or outline.purpose or outline.scope:
        lines.append(("introduction", _("Introduction"), 1))
    if outline.headings:
        deepest = len(LISTED_KINDS)
        lines += [(p.anchor, p.name, p.level) for p in pieces if 0 < p.level <= deepest]
    elif len(pieces) <= MOST_LISTED_CLAUSES and all(p.title for p in pieces):
        lines += [(piece.anchor, piece.name, 1) for piece in pieces]
    else:
        lines.append(("text", _("Text"), 1))
    if outline.supplementary:
        lines.append(("supplementary", _("Supplementary provisions"), 1))
    if outline.bases:
        lines.append(("bases", _("Legal bases"), 1))
    if outline.attachments:
        lines.append(("attachments", _("Attachments"), 1))
    if has_decisions:
        lines.append(("decisions", _("Approval"), 1))
    lines.append(("history", _("Revisions"), 1))
    return lines
