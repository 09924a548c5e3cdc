"""A story, which is one flow of paragraphs and tables: the body, a cell, a text box, a note."""

from dataclasses import dataclass, field

from policies.text.decoding import Reason, Unreadable
from policies.text.warning import WarningCode

from .elements import Element
from .fields import Fields
from .flow import Block, Paragraph, Remark
from .numbering import Counter, Label, Numbering
from .paragraphs import ParagraphReader
from .styles import Resolved, Styles, heading_of
from .tables import is_said, read_table

MOST_PARAGRAPHS = 150_000  # of a document, blank ones too; some thousand pages
_WITHOUT_WORDS = frozenset({"w:sdtPr", "w:commentRangeStart", "w:commentRangeEnd"})


@dataclass(slots=True)
class Source:
    """What all stories of a document share. ``notes`` are its footnotes and endnotes by kind of
    reference and id, numbered as they come; ``addresses`` are where its links lead."""

    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    noted: int = 0
    paragraphs: int = 0

    def count_paragraph(self) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise Unreadable(Reason.SWOLLEN)


class Story:
    """Takes elements one by one; ``end`` gives what they say."""

    def __init__(
        self, source: Source, counter: Counter | None = None, fields: Fields | None = None
    ) -> None:
        self._source = source
        self._counter = counter or Counter(source.numbering)
        self._fields = fields or Fields()
        self._owns_fields = fields is None
        self._blocks: list[Block] = []
        self._loose: list[Remark] = []  # of what left no paragraph behind
        # Words whose paragraph mark does not count, so that they go on in the next paragraph.
        self._waiting: tuple[Paragraph, Element | None, bool] | None = None

    def add(self, element: Element) -> None:
        if element.name == "w:p":
            self._add_paragraph(element)
        elif element.name == "w:tbl":
            self._flush()
            self._add_table(element)
        elif element.name in ("w:del", "w:moveFrom"):
            what = "deletions" if element.name == "w:del" else "moves"
            self._loose.append(Remark(WarningCode.CHANGES_ACCEPTED, element.get("author"), what))
        elif element.name == "mc:AlternateContent":
            for child in element.children[:1]:
                self.add(child)
        elif element.name in ("w:altChunk", "w:subDoc"):
            self._loose.append(Remark(WarningCode.PART_LEFT_OUT))
        elif element.name in ("m:oMathPara", "m:oMath", "w:r"):
            self._add_inline(element)
        elif element.name not in _WITHOUT_WORDS:
            for child in element.children:
                self.add(child)

    def end(self) -> list[Block]:
        self._flush()
        if self._loose:
            self._put(Paragraph(), None, Resolved())
        if self._owns_fields and self._fields.in_contents:
            # Never closed, so that it might be all the rest of the document.
            for block in self._blocks:
                if isinstance(block, Paragraph) and block.with_contents:
                    block.text, block.is_contents = block.whole, False
        return self._blocks

    def inner(self, elements: list[Element]) -> list[Block]:
        """What a cell says: a story of its own that counts along with this one."""
        story = Story(self._source, self._counter, self._fields)
        for element in elements:
            story.add(element)
        return story.end()

    def text_box(self, element: Element) -> list[Block]:
        story = Story(self._source)
        for child in element.children:
            story.add(child)
        blocks = story.end()
        return blocks if any(map(is_said, blocks)) else []

    def note(self, kind: str, identity: str) -> tuple[str, list[Block]]:
        """The mark of a note and its words; nothing if the note is not there."""
        element = self._source.notes.pop((kind, identity), None)
        if element is None:
            return "", []
        self._source.noted += 1
        mark = f"［※{self._source.noted}］"  # a sign of both scripts and of Japanese
        blocks = self.text_box(element)
        first = next((block for block in blocks if isinstance(block, Paragraph)), None)
        if first is None:
            first = Paragraph()
            blocks.insert(0, first)
        first.text = f"{mark} {first.text.lstrip()}"
        return mark, blocks

    def address(self, identity: str) -> str:
        return self._source.addresses.get(identity, "")

    def is_hidden_style(self, style: str) -> bool:
        return self._source.styles.resolved(style).is_hidden

    def _add_inline(self, element: Element) -> None:
        paragraph = Element("w:p", {})
        paragraph.children.append(element)
        self._add_paragraph(paragraph)

    def _add_table(self, element: Element) -> None:
        table = read_table(element, self.inner)
        table.remarks = [*self._loose, *table.remarks]
        self._loose = []
        if table.rows:
            self._blocks.append(table)
        else:
            self._loose = table.remarks

    def _add_paragraph(self, element: Element) -> None:
        self._source.count_paragraph()
        properties = element.child("w:pPr")
        style = self._source.styles.of_paragraph(properties)
        paragraph = ParagraphReader(self, self._fields, style.is_hidden).read(element)
        if style.is_contents and paragraph.text.strip():
            paragraph = Paragraph("", is_contents=True, remarks=paragraph.remarks)
        if style.is_record and paragraph.text.strip():
            paragraph = Paragraph(remarks=[Remark(WarningCode.RECORD_LEFT_OUT)])
        ending = _ending(properties)
        paragraph, properties, style = self._joined(paragraph, properties, style)
        if ending.is_deleted:
            paragraph.remarks.append(
                Remark(WarningCode.CHANGES_ACCEPTED, ending.author, ending.what)
            )
        if ending.is_hidden and not paragraph.text.strip():
            self._loose += paragraph.remarks
        elif ending.is_deleted or ending.is_hidden or ending.is_drop_cap:
            self._waiting = (paragraph, properties, ending.is_hidden)
        else:
            self._put(paragraph, properties, style)
        if ending.is_inserted:
            self._loose.append(Remark(WarningCode.CHANGES_ACCEPTED, ending.author, "insertions"))

    def _joined(
        self, paragraph: Paragraph, properties: Element | None, style: Resolved
    ) -> tuple[Paragraph, Element | None, Resolved]:
        """The paragraph with the words that waited for it. It keeps its own properties, unless
        the mark between them was only hidden."""
        if self._waiting is None:
            return paragraph, properties, style
        waited, before, keeps = self._waiting
        self._waiting = None
        if waited.with_contents or paragraph.with_contents:
            paragraph.with_contents = waited.whole + paragraph.whole
        paragraph.text = waited.text + paragraph.text
        paragraph.remarks = waited.remarks + paragraph.remarks
        paragraph.following = waited.following + paragraph.following
        if keeps:
            return paragraph, before, self._source.styles.of_paragraph(before)
        return paragraph, properties, style

    def _flush(self) -> None:
        """Puts words that waited for a paragraph which did not come."""
        if self._waiting is None:
            return
        paragraph, properties, _ = self._waiting
        self._waiting = None
        if paragraph.text.strip() or paragraph.following:
            self._put(paragraph, properties, self._source.styles.of_paragraph(properties))
        else:
            self._loose += paragraph.remarks

    def _put(self, paragraph: Paragraph, properties: Element | None, style: Resolved) -> None:
        paragraph.remarks = [*self._loose, *paragraph.remarks]
        self._loose = []
        if not paragraph.is_contents:
            paragraph.label = self._label(properties, style, paragraph)
        outline = properties.number("w:outlineLvl") if properties is not None else None
        paragraph.heading = style.heading if outline is None else heading_of(outline)
        paragraph.is_title = style.is_title
        self._blocks.append(paragraph)

    def _label(
        self, properties: Element | None, style: Resolved, paragraph: Paragraph
    ) -> Label | None:
        place = self._source.numbering.place(properties, style)
        label = self._counter.next(*place) if place else None
        if label is None or not label.text.strip():
            return None
        if any(character.isalnum() for character in label.text):
            paragraph.remarks.append(Remark(WarningCode.NUMBERED))
        if not label.is_known:
            paragraph.remarks.append(Remark(WarningCode.NUMBER_FORMAT_UNKNOWN))
        return label


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a paragraph ends: its mark may be deleted or hidden, or it is the first letter only."""

    is_deleted: bool = False
    is_inserted: bool = False
    is_hidden: bool = False
    is_drop_cap: bool = False
    author: str = ""
    what: str = "deletions"


def _ending(properties: Element | None) -> _Ending:
    if properties is None:
        return _Ending()
    frame = properties.child("w:framePr")
    drop_cap = frame is not None and frame.get("dropCap") in ("drop", "margin")
    mark = properties.child("w:rPr")
    if mark is None:
        return _Ending(is_drop_cap=drop_cap)
    gone = mark.child("w:del") or mark.child("w:moveFrom")
    new = mark.child("w:ins")
    changed = gone if gone is not None else new
    return _Ending(
        is_deleted=gone is not None,
        is_inserted=gone is None and new is not None,
        is_hidden=bool(mark.is_on("w:vanish")),
        is_drop_cap=drop_cap,
        author=changed.get("author") if changed is not None else "",
        what="moves" if gone is not None and gone.name == "w:moveFrom" else "deletions",
    )
