"""The words of one paragraph, and what of it has no place in a line of text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from policies.text.warning import WarningCode

from . import equations
from .elements import Element
from .fields import Fields
from .flow import Block, Paragraph, Remark
from .symbols import respelled, sign

_LINE_ENDS = str.maketrans({"\n": " ", "\r": " ", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class Host(Protocol):
    """What a paragraph asks of the story it stands in."""

    def text_box(self, element: Element) -> list[Block]: ...

    def note(self, kind: str, identity: str) -> tuple[str, list[Block]]: ...

    def address(self, identity: str) -> str: ...

    def is_hidden_style(self, style: str) -> bool: ...


@dataclass(slots=True)
class _Looks:
    """What a run looks like, as far as it matters for its words."""

    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    font: str = ""


@dataclass(slots=True)
class _Said:
    words: list[str] = field(default_factory=list)
    with_contents: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)


class ParagraphReader:
    """Reads the content of one paragraph, with tracked changes taken as accepted."""

    def __init__(self, host: Host, fields: Fields, is_hidden: bool = False) -> None:
        self._host = host
        self._fields = fields
        self._usual = _Looks(is_hidden)
        self._looks = self._usual
        self._said = _Said()
        self._remarks: list[Remark] = []
        self._following: list[Block] = []

    def read(self, element: Element) -> Paragraph:
        self._inside(element)
        said = self._said
        for code, words in (
            (WarningCode.HIDDEN_LEFT_OUT, said.hidden),
            (WarningCode.STRUCK_KEPT, said.struck),
            (WarningCode.RAISED_FLATTENED, said.raised),
        ):
            if any(each.strip() for each in words):
                self._remarks.append(Remark(code, "".join(words).strip()))
        text, with_contents = "".join(said.words), "".join(said.with_contents)
        return Paragraph(
            text,
            is_contents=bool(with_contents.strip()) and not text.strip(),
            with_contents=with_contents if text != with_contents else "",
            remarks=self._remarks,
            following=self._following,
        )

    def _inside(self, element: Element) -> None:
        for child in element.children:
            action = _ACTIONS.get(child.name)
            if action is not None:
                action(self, child)
            elif child.children:
                self._inside(child)

    def _say(self, words: str) -> None:
        if not words or self._fields.in_instruction:
            return
        if self._looks.is_hidden:
            self._said.hidden.append(words)
            return
        if self._looks.is_struck:
            self._said.struck.append(words)
        if self._looks.is_raised:
            self._said.raised.append(words)
        self._said.with_contents.append(words)
        if not self._fields.in_contents:
            self._said.words.append(words)

    def _remark(self, code: WarningCode, words: str = "", what: str = "") -> None:
        self._remarks.append(Remark(code, words, what))

    def _nothing(self, element: Element) -> None:
        """What has no words, or words that are somebody else's to read."""

    def _run(self, element: Element) -> None:
        properties, around = element.child("w:rPr"), self._looks
        self._looks = self._look(properties) if properties is not None else self._usual
        self._inside(element)
        self._looks = around

    def _look(self, properties: Element) -> _Looks:
        hidden = properties.is_on("w:vanish")
        if hidden is None:
            style = properties.value("w:rStyle")
            hidden = self._usual.is_hidden or bool(style and self._host.is_hidden_style(style))
        fonts = properties.child("w:rFonts")
        struck = properties.is_on("w:strike") or properties.is_on("w:dstrike")
        raised = properties.value("w:vertAlign") in ("superscript", "subscript")
        font = fonts.get("ascii") if fonts is not None else ""
        return _Looks(hidden, bool(struck), raised, font)

    def _text(self, element: Element) -> None:
        text = element.text.translate(_LINE_ENDS)
        if text[:1].isspace() or text[-1:].isspace():
            text = text if element.get("space") == "preserve" else text.strip(" \t")
        self._say(respelled(self._looks.font, text) if self._looks.font else text)

    def _break(self, element: Element) -> None:
        self._say("\n")

    def _tab(self, element: Element) -> None:
        self._say("\t")

    def _hyphen(self, element: Element) -> None:
        self._say("-")

    def _symbol(self, element: Element) -> None:
        code = element.get("char")
        try:
            shown, known = sign(element.get("font"), int(code, 16))
        except ValueError:
            shown, known = "", False
        self._say(shown)
        if not known:
            self._remark(WarningCode.SYMBOL_UNKNOWN)

    def _field_mark(self, element: Element) -> None:
        kind = element.get("fldCharType")
        if kind == "begin":
            self._fields.begin(element.child("w:ffData"))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._end_field()

    def _instruction(self, element: Element) -> None:
        self._fields.instruct(element.text)

    def _simple_field(self, element: Element) -> None:
        self._fields.begin(element.child("w:ffData"))
        self._fields.instruct(element.get("instr"))
        if element.children:
            self._fields.separate()
            self._inside(element)
        self._end_field()

    def _link(self, element: Element) -> None:
        before = len(self._said.words)
        self._inside(element)
        self._tell_address(self._host.address(element.get("id")), self._said.words[before:])

    def _tell_address(self, address: str, shown: list[str]) -> None:
        """Tells of an address, unless the words of the link are the address."""
        bare = address.removeprefix("mailto:").rpartition("//")[2].rstrip("/")
        if bare and bare not in "".join(shown):
            self._remark(WarningCode.LINK_LEFT_OUT, address)

    def _end_field(self) -> None:
        self._tell_address(self._fields.address, self._said.words)
        shown = self._fields.end()
        self._say(shown or "")
        if shown is None:
            self._remark(WarningCode.FIELD_LEFT_OUT)

    def _deleted(self, element: Element) -> None:
        what = "deletions" if element.name == "w:del" else "moves"
        self._remark(WarningCode.CHANGES_ACCEPTED, element.get("author"), what)

    def _inserted(self, element: Element) -> None:
        if element.name == "w:ins":
            self._remark(WarningCode.CHANGES_ACCEPTED, element.get("author"), "insertions")
        self._inside(element)

    def _alternatives(self, element: Element) -> None:
        """The first way of saying it; the others only if that one has no words or pictures."""
        before = self._amount()
        for child in element.children:
            self._inside(child)
            if self._amount() != before:
                return

    def _amount(self) -> tuple[int, ...]:
        said = self._said
        counted = (said.with_contents, said.hidden, self._following, self._remarks)
        return tuple(len(each) for each in counted)

    def _box(self, element: Element) -> None:
        blocks = self._host.text_box(element)
        if blocks:
            self._remark(WarningCode.TEXT_BOX_MOVED)
            self._following += blocks

    def _shape(self, element: Element) -> None:
        before = self._amount()
        self._inside(element)
        if self._amount() == before:
            self._remark(WarningCode.PICTURE_LEFT_OUT)

    def _picture(self, element: Element) -> None:
        self._remark(WarningCode.PICTURE_LEFT_OUT)

    def _object(self, element: Element) -> None:
        self._remark(WarningCode.OBJECT_LEFT_OUT)

    def _word_art(self, element: Element) -> None:
        self._say(element.get("string"))

    def _part(self, element: Element) -> None:
        self._remark(WarningCode.PART_LEFT_OUT)

    def _ruby(self, element: Element) -> None:
        base = element.child("w:rubyBase")
        self._remark(WarningCode.READING_LEFT_OUT)
        if base is not None:
            self._inside(base)

    def _equation(self, element: Element) -> None:
        self._say(equations.line_of(element))
        self._remark(WarningCode.EQUATION_FLATTENED)

    def _note(self, element: Element) -> None:
        if self._fields.in_instruction or self._looks.is_hidden:
            return
        mark, blocks = self._host.note(element.name, element.get("id"))
        if mark:
            self._say(mark)
            self._remark(WarningCode.NOTE_MOVED)
            self._following += blocks


_ACTIONS: dict[str, Callable[[ParagraphReader, Element], None]] = {
    "w:pPr": ParagraphReader._nothing,
    "w:rPr": ParagraphReader._nothing,
    "w:delText": ParagraphReader._nothing,
    "w:r": ParagraphReader._run,
    "m:r": ParagraphReader._run,
    "w:t": ParagraphReader._text,
    "m:t": ParagraphReader._text,
    "w:br": ParagraphReader._break,
    "w:cr": ParagraphReader._break,
    "w:tab": ParagraphReader._tab,
    "w:ptab": ParagraphReader._tab,
    "w:noBreakHyphen": ParagraphReader._hyphen,
    "w:sym": ParagraphReader._symbol,
    "w:fldChar": ParagraphReader._field_mark,
    "w:instrText": ParagraphReader._instruction,
    "w:fldSimple": ParagraphReader._simple_field,
    "w:hyperlink": ParagraphReader._link,
    "w:del": ParagraphReader._deleted,
    "w:moveFrom": ParagraphReader._deleted,
    "w:ins": ParagraphReader._inserted,
    "w:moveTo": ParagraphReader._inserted,
    "mc:AlternateContent": ParagraphReader._alternatives,
    "w:txbxContent": ParagraphReader._box,
    "wps:wsp": ParagraphReader._shape,
    "pic:pic": ParagraphReader._picture,
    "v:imagedata": ParagraphReader._picture,
    "c:chart": ParagraphReader._picture,
    "dgm:relIds": ParagraphReader._picture,
    "v:textpath": ParagraphReader._word_art,
    "w:object": ParagraphReader._object,
    "w:control": ParagraphReader._object,
    "w:contentPart": ParagraphReader._picture,
    "w:subDoc": ParagraphReader._part,
    "w:altChunk": ParagraphReader._part,
    "w:ruby": ParagraphReader._ruby,
    "m:oMath": ParagraphReader._equation,
    "w:footnoteReference": ParagraphReader._note,
    "w:endnoteReference": ParagraphReader._note,
}
