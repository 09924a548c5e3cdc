"""A record as an Akoma Ntoso document."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from policies.text.citation import Field
from policies.text.interchange.record import Record
from policies.text.marking import Mark
from policies.text.outline import Clause, Heading, Outline

from .bodies import add_body, add_flat
from .characters import add_text, address, plain
from .meta import add_meta, role_codes
from .names import AKN, OWN, SUBSUBSECTION, XML, Names, akn, element_of, names_of, own

# Where the words cite a place: by the node's place in ``walk()``, None for the whole, and field.
Cites = Mapping[tuple[int | None, Field], Sequence[Mark]]

register_namespace("", AKN)
register_namespace("regs", OWN)
# Inside these a line feed would be words; everywhere else it keeps lines short.
_WITH_WORDS = frozenset(map(akn, ("p", "num", "heading", "caption", "docTitle")))


def write_akoma_ntoso(record: Record, cites: Cites | None = None) -> bytes:
    """The document in UTF-8, valid against the standard's schema. ``cites`` become ``ref``s:
    their addresses are ``#`` and an anchor of the text, or lead to another policy."""
    root = Element(akn("akomaNtoso"))
    has_earlier = len(record.history) > 1 and record.history[0].number != record.facts.number
    act = SubElement(
        root, akn("act"), name="regulation",
        contains="singleVersion" if has_earlier else "originalVersion",
    )  # fmt: skip
    writer = _Writer(record, act, cites or {})
    add_meta(act, record, writer.names)
    writer.preface()
    writer.preamble()
    writer.body()
    writer.attachments()
    _break_lines(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


class _Writer:
    def __init__(self, record: Record, act: Element, cites: Cites) -> None:
        self._record = record
        self._outline = record.outline
        self._act = act
        self._names = Names()
        self.names = names_of(record.outline, self._names)
        self._addresses = _addresses(record.outline, self.names)
        self._cites = cites
        self._roles = {code: place for place, code in enumerate(role_codes(record.outline), 1)}
        self._guids: set[str] = set()
        self._place = 0

    def preface(self) -> None:
        preface = self._part("preface")
        if self._outline.superscription:
            above = SubElement(preface, akn("container"), name="superscription")
            for line in self._outline.superscription.split("\n"):
                add_text(SubElement(above, akn("p")), line)
        title = SubElement(SubElement(preface, akn("longTitle")), akn("p"))
        add_text(SubElement(title, akn("docTitle")), self._outline.title)

    def preamble(self) -> None:
        fields = (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE)
        said = [(field, getattr(self._outline, field)) for field in fields]
        if not any(html for _, html in said):
            return
        preamble = self._part("preamble")
        for field, html in said:
            if html:
                part = SubElement(preamble, akn("container"), name=field.value, eId=field.value)
                add_flat(part, html, self._marks(None, field))

    def body(self) -> None:
        body = self._part("body")
        self._below(body, self._outline.clauses, self._outline.headings)
        if html := self._outline.supplementary:
            closing = SubElement(body, akn("hcontainer"), name="supplementary", eId="supplementary")
            content = SubElement(closing, akn("content"))
            add_flat(content, html, self._marks(None, Field.SUPPLEMENTARY))
        if not len(body):
            SubElement(body, akn("hcontainer"), name="empty")

    def attachments(self) -> None:
        if not self._outline.attachments:
            return
        attachments = SubElement(self._act, akn("attachments"))
        for place, file in enumerate(self._outline.attachments, 1):
            entry = SubElement(attachments, akn("attachment"), eId=f"att_{place}")
            add_text(SubElement(entry, akn("heading")), file.title)
            facts = self._record.facts
            SubElement(
                entry, akn("documentRef"), showAs=plain(file.name),
                href=address(f"/policies/{facts.code}/{facts.number}/attachments/{file.anchor}/"),
            )  # fmt: skip

    def _part(self, name: str) -> Element:
        language = {f"{{{XML}}}lang": self._record.facts.language}
        return SubElement(self._act, akn(name), language)

    def _below(
        self, parent: Element, clauses: tuple[Clause, ...], headings: tuple[Heading, ...]
    ) -> None:
        for clause in clauses:
            self._clause(parent, clause)
        for heading in headings:
            self._heading(parent, heading)

    def _clause(self, parent: Element, clause: Clause) -> None:
        place = self._place
        element = self._node(parent, clause)
        if clause.deleted:
            element.set("status", "removed")
        if clause.roles:
            element.set("refersTo", " ".join(f"#role_{self._roles[code]}" for code in clause.roles))
        self._said(element, clause.label, clause.caption)
        marks = self._marks(place, Field.BODY)
        add_body(element, clause.body, self._names, self.names[place], marks)

    def _heading(self, parent: Element, heading: Heading) -> None:
        place = self._place
        element = self._node(parent, heading)
        self._said(element, heading.label, heading.title)
        if heading.lead:
            intro = SubElement(element, akn("intro"))
            add_flat(intro, heading.lead, self._marks(place, Field.LEAD))
        self._below(element, heading.clauses, heading.headings)

    def _node(self, parent: Element, node: Heading | Clause) -> Element:
        """Its element with its names: where it stands, and what it is called for good."""
        name, tag = self.names[self._place], element_of(node)
        self._place += 1
        if tag == SUBSUBSECTION:
            element = SubElement(parent, akn("hcontainer"), name=tag, eId=name)
        else:
            element = SubElement(parent, akn(tag), eId=name)
        if node.anchor and node.anchor not in self._guids:
            self._guids.add(node.anchor)
            element.set("wId", f"{tag}_{node.anchor}")
            element.set("GUID", node.anchor)
        elif node.anchor:
            element.set(own("anchor"), node.anchor)  # only one element may have the GUID
        return element

    @staticmethod
    def _said(element: Element, label: str, title: str) -> None:
        for name, words in (("num", label), ("heading", title)):
            if words:
                add_text(SubElement(element, akn(name)), words)

    def _marks(self, place: int | None, field: Field) -> list[Mark]:
        marks = self._cites.get((place, field), ())
        return [
            Mark(each.start, each.end, "a", self._addresses.get(each.value, each.value))
            for each in marks
            if each.tag == "a"
        ]


def _addresses(outline: Outline, names: Sequence[str]) -> dict[str, str]:
    """Where a link to an anchor leads in this document."""
    return {
        f"#{node.anchor}": f"#{name}"
        for node, name in zip(outline.walk(), names, strict=True)
        if node.anchor
    }


def _break_lines(root: Element) -> None:
    """A line for each element that holds no words itself."""
    for element in _without_words(root):
        element.tail = "\n"
        if len(element) and element.tag not in _WITH_WORDS and not _is_own(element):
            element.text = "\n"


def _without_words(element: Element) -> Iterator[Element]:
    yield element
    if element.tag not in _WITH_WORDS and not _is_own(element):
        for child in element:
            yield from _without_words(child)


def _is_own(element: Element) -> bool:
    return bool(element.tag in _OWN_WORDS)


_OWN_WORDS = frozenset(
    own(name)
    for name in (
        "html", "digest", "code", "issuing_unit", "number", "kind", "effective_until",
        "change_note", "role", "step", "meaning", "law", "article", "link", "anchor", "title",
        "name", "media_type", "size", "excluded",
    )
)  # fmt: skip
