"""A revision as a Word document: real headings, real numbers, its record around the words.

Read back by ``policies.text.word`` it is the same regulation: what the portal puts around the
words (facts, approvals, revisions, what is enclosed) is in styles of its own, which that leaves
out, and a label Word cannot count stands as words.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from policies.exports.docx_blocks import WIDTH, block, paragraph, run, runs
from policies.exports.docx_numbering import CLAUSES, HEADINGS, Labelled, Numbering
from policies.exports.docx_styles import add_styles, deepest_item
from policies.text.blocks import Block, Paragraph
from policies.text.captions import is_caption
from policies.text.citation import Field
from policies.text.html_reading import read
from policies.text.interchange.akoma_ntoso import Cites
from policies.text.interchange.akoma_ntoso.characters import address as as_uri
from policies.text.interchange.akoma_ntoso.characters import plain
from policies.text.interchange.record import Record
from policies.text.marking import mark
from policies.text.markup import is_blank
from policies.text.nested import Nested, nest
from policies.text.outline import Clause, Heading, Outline
from policies.text.word.numbering import LEVELS

SPACE = "\N{IDEOGRAPHIC SPACE}"
DEEPEST_HEADING = 5
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
INTRODUCTION = (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE)
_OUTWARD = ("http://", "https://", "mailto:")


def write_docx(
    record: Record,
    facts: Sequence[Sequence[str]],
    standing: str = "",
    cites: Cites | None = None,
) -> bytes:
    """The document, in the language of the moment. ``facts`` are names and values for the cover;
    ``standing`` is what a reader of a copy must know: that it is no longer in force. What the
    words cite of their own text is linked."""
    import docx

    document = docx.Document()
    add_styles(document, record.facts.language)
    _tell_about(document, record)
    body = _Body(document, record, facts, cites or {})
    _put(document, "".join(body.parts()))
    _number(document, body.numbering)
    _head_and_foot(document, record, standing)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Body:
    """Everything between the first paragraph and the last, as WordprocessingML."""

    def __init__(
        self, document: Any, record: Record, facts: Sequence[Sequence[str]], cites: Cites
    ) -> None:
        self._document = document
        self._facts = facts
        self._record = record
        self._outline = record.outline
        self._cites = cites
        self._anchors = {f"#{node.anchor}" for node in self._outline.walk() if node.anchor}
        self._nested = [
            nest(self._read(node.body, place, Field.BODY)) if isinstance(node, Clause) else []
            for place, node in enumerate(self._outline.walk())
        ]
        self.numbering = Numbering(self._labels())
        self._relations: dict[str, str] = {}
        self._bookmarks = 0

    def parts(self) -> Iterator[str]:
        outline = self._outline
        for line in filter(str.strip, outline.superscription.split("\n")):
            yield paragraph("Superscription", run(line))
        if outline.title:
            yield paragraph("Title", run(outline.title))
        yield _table([*self._facts, ("SHA-256", self._record.digest)])
        for field in INTRODUCTION:
            yield from self._flat(getattr(outline, field), None, field)
        depths = iter(_depths(outline))
        for place, node in enumerate(outline.walk()):
            if isinstance(node, Heading):
                yield self._heading(node, next(depths))
                yield from self._flat(node.lead, place, Field.LEAD)
            else:
                yield from self._clause(node, self._nested[place])
        yield from self._flat(outline.supplementary, None, Field.SUPPLEMENTARY)
        yield from self._enclosed()
        yield from self._approvals()
        yield from self._history()

    def _labels(self) -> Iterator[Labelled]:
        """All of them, in reading order."""
        depths = iter(_depths(self._outline))
        for node, nested in zip(self._outline.walk(), self._nested, strict=True):
            if isinstance(node, Heading):
                yield HEADINGS, next(depths) - 1, node.label
                continue
            yield CLAUSES, 0, node.label
            for each in nested:
                for depth, item in each.walk():
                    if item.label:
                        yield CLAUSES, depth or 1, item.label_text

    def _read(self, html: str, place: int | None, field: Field) -> list[Block]:
        tree = read(html) if html else []
        mark(tree, [each for each in self._cites.get((place, field), ()) if each.tag == "a"])
        return tree

    def _linked(self, address: str) -> str:
        if address in self._anchors:
            return f'w:anchor="{_bookmark(address.removeprefix("#"))}"'
        target = as_uri(address)
        if not target.startswith(_OUTWARD):
            return ""  # Word takes a file for damaged in which an address is none
        if address not in self._relations:
            from docx.opc.constants import RELATIONSHIP_TYPE

            self._relations[address] = self._document.part.relate_to(
                target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return f'r:id="{self._relations[address]}"'

    def _flat(self, html: str, place: int | None, field: Field) -> Iterator[str]:
        for each in self._read(html, place, field):
            yield block(each, "RegulationText", self._linked)

    def _heading(self, heading: Heading, depth: int) -> str:
        place = self.numbering.place(HEADINGS, depth - 1, heading.label)
        words = heading.title if place else f"{heading.label}{SPACE}{heading.title}".strip(SPACE)
        content = self._bookmarked(heading.anchor, run(words))
        return paragraph(f"Heading{min(depth, DEEPEST_HEADING)}", content, place)

    def _clause(self, clause: Clause, nested: Sequence[Nested]) -> Iterator[str]:
        """Its number, its caption and its first words on a line, as they are printed."""
        place = self.numbering.place(CLAUSES, 0, clause.label)
        opening = "" if place or not clause.label else run(f"{clause.label}{SPACE}", "<w:b/>")
        if clause.caption:
            opening += run(clause.caption, "<w:b/>")
        if clause.deleted and is_blank(clause.body):
            opening += run(_("(Deleted)"))
        rest = [(item, depth) for each in nested for depth, item in each.walk()]
        stands_alone = clause.caption and not is_caption(clause.caption)
        if rest and not stands_alone and not rest[0][0].label and _begins_with_words(rest[0][0]):
            (first, _depth), rest = rest[0], rest[1:]
            paragraph_, *others = first.blocks
            assert isinstance(paragraph_, Paragraph)  # noqa: S101  (it begins with words)
            opening += runs(paragraph_.characters, self._linked)
            yield paragraph("Clause", self._bookmarked(clause.anchor, opening), place)
            yield from self._blocks(others)
        elif opening or place:
            yield paragraph("Clause", self._bookmarked(clause.anchor, opening), place)
        for item, depth in rest:
            yield from self._item(item, depth)

    def _item(self, item: Nested, depth: int) -> Iterator[str]:
        if not item.label:
            yield from self._blocks(item.blocks)
            return
        level = depth or 1
        place = self.numbering.place(CLAUSES, level, item.label_text) if level < LEVELS else None
        first, *others = item.blocks
        characters = first.characters if isinstance(first, Paragraph) else []
        if place is None:
            characters = [*item.label, *characters]
        style = f"Item{min(level, deepest_item())}"
        yield paragraph(style, runs(characters, self._linked), place)
        yield from self._blocks(others)

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        return (block(each, "ClauseText", self._linked) for each in blocks)

    def _bookmarked(self, anchor: str, content: str) -> str:
        """So that links into the document lead to the clause."""
        if not anchor:
            return content
        self._bookmarks += 1
        number = self._bookmarks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(anchor)}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def _enclosed(self) -> Iterator[str]:
        labels = {clause.anchor: clause.label for clause in self._outline.all_clauses()}
        if self._outline.bases:
            yield _record_heading(_("Legal bases"))
            for basis in self._outline.bases:
                label = labels.get(basis.anchor, "") if basis.anchor else ""
                words = f"{label}{SPACE}{basis.law} {basis.article}".strip(f"{SPACE} ")
                yield paragraph("Regulationrecord", run(words))
        if self._outline.attachments:
            yield _record_heading(_("Attachments"))
            for number, file in enumerate(self._outline.attachments, 1):
                words = f"{number}. {file.title}（{file.name}，SHA-256 {file.digest}）"
                yield paragraph("Regulationrecord", run(words))

    def _approvals(self) -> Iterator[str]:
        if not self._record.approvals:
            return
        yield _record_heading(_("Approval"))
        head = (_("Signed by"), _("Meaning"), _("Time"), "SHA-256")
        yield _table(
            [head, *((a.signature, a.meaning, a.at, a.digest) for a in self._record.approvals)]
        )

    def _history(self) -> Iterator[str]:
        if not self._record.history:
            return
        yield _record_heading(_("Revisions"))
        head = (_("Revision"), _("Effective from"), _("What changes"))
        yield _table(
            [
                head,
                *(
                    (each.number, each.effective_from, each.change_note or "—")
                    for each in self._record.history
                ),
            ]
        )


def _bookmark(anchor: str) -> str:
    """Word's names begin with a letter and know no hyphen."""
    return "a_" + "".join(each if each.isalnum() else "_" for each in anchor)[:38]


def _begins_with_words(item: Nested) -> bool:
    return bool(item.blocks) and isinstance(item.blocks[0], Paragraph)


def _depths(outline: Outline) -> list[int]:
    """Of each heading in reading order how deep it stands, from 1."""

    def below(headings: Sequence[Heading], depth: int) -> Iterator[int]:
        for heading in headings:
            yield depth
            yield from below(heading.headings, depth + 1)

    return list(below(outline.headings, 1))


def _record_heading(words: str) -> str:
    return paragraph("Regulationrecordheading", run(words))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A table of the record: never read back."""
    written = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr/>{paragraph('Regulationrecord', run(cell))}</w:tc>" for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    columns = max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{WIDTH // columns}"/>' * columns
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>" + paragraph("TableEnd", "")
    )


def _put(document: Any, written: str) -> None:
    """The parts before the properties of the section, which close a body."""
    from docx.oxml import parse_xml

    body = document.element.body
    made = parse_xml(f"<w:body {SPACES}>{written}</w:body>")
    for place, element in enumerate(list(made)):
        body.insert(place, element)


def _number(document: Any, numbering: Numbering) -> None:
    """The lists, instead of those of the template."""
    from docx.oxml import parse_xml

    part = document.part.numbering_part.element
    for element in list(part):
        part.remove(element)
    written = "".join((*numbering.definitions(), *numbering.lists()))
    for element in list(parse_xml(f"<w:numbering {SPACES}>{written}</w:numbering>")):
        part.append(element)


def _head_and_foot(document: Any, record: Record, standing: str) -> None:
    """What stands on every page: which text it is, whether it still counts, which page of how
    many."""
    from docx.oxml import parse_xml

    facts = record.facts
    number = _("revision %(number)s") % {"number": facts.number}
    head = run(f"{facts.code}{SPACE}{record.outline.title}{SPACE}{number}")
    if standing:
        head += run(f"{SPACE}{standing}", '<w:b/><w:color w:val="A8281E"/>')
    of = pgettext("between the number of the page and the number of pages", "of")
    foot = (
        run(f"{pgettext('before the number of the page', 'Page')} ")
        + _field("PAGE")
        + run(f" {of} ")
        + _field("NUMPAGES")
        + run(f" {pgettext('after the number of pages', 'pages')}")
    )
    section = document.sections[0]
    for part, content in ((section.header, head), (section.footer, foot)):
        part.is_linked_to_previous = False
        element = part._element
        for each in list(element):
            element.remove(each)
        made = paragraph("Regulationrecordmargin", content)
        element.append(parse_xml(made.replace("<w:p>", f"<w:p {SPACES}>", 1)))


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{run("1")}</w:fldSimple>'


def _tell_about(document: Any, record: Record) -> None:
    properties = document.core_properties
    facts = record.facts
    properties.title = plain(record.outline.title)[:255]
    properties.subject = f"{facts.code} {facts.number}"
    properties.author = plain(facts.issuing_unit)[:255]
    properties.last_modified_by = ""
    properties.comments = f"SHA-256 {record.digest}"
    properties.language = facts.language
    properties.version = facts.number
    if facts.published_at:
        made = dt.datetime.fromisoformat(facts.published_at).astimezone(dt.UTC)
        properties.created = properties.modified = made.replace(tzinfo=None)
