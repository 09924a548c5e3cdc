"""An Akoma Ntoso document read back into an outline.

Of what the portal wrote everything comes back. Of what others wrote, the words come back with
their numbers and headings: whatever hierarchy they stand in, an article is a clause, and so is
every innermost container that no article stands in.
"""

from collections.abc import Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as safe
from defusedxml.common import DefusedXmlException

from policies.text.cleaning import one_line
from policies.text.decoding import Reason, Unreadable
from policies.text.interchange.shape import DEEPEST, ShapeError
from policies.text.outline import (
    Attachment,
    AudienceLine,
    Clause,
    Heading,
    Kind,
    LegalBasis,
    Outline,
)

from .bodies import children, html_of
from .characters import text_of
from .names import ARTICLE, ELEMENTS, SUBSUBSECTION, akn, own

DEEPEST_ELEMENT = 200
MOST_ELEMENTS = 500_000
_KINDS = {name: kind for kind, name in ELEMENTS.items()} | {
    "book": Kind.PART, "tome": Kind.PART, "title": Kind.PART, "subpart": Kind.CHAPTER,
    "subtitle": Kind.CHAPTER, "division": Kind.CHAPTER, "subchapter": Kind.SECTION,
    "subdivision": Kind.SUBSECTION,
}  # fmt: skip
_OTHERS = ("rule", "clause", "paragraph", "level", "hcontainer", "list", "transitional")
_HIERARCHY = (ARTICLE, *_KINDS, *_OTHERS)
_INTRODUCTION = ("background", "purpose", "scope")
_DOCUMENTS = ("act", "bill", "doc", "statement")


def read_akoma_ntoso(text: str) -> tuple[Outline, str]:
    """The outline, and the digest that the document says it has; empty where it says none.

    Raises ShapeError where it is no such document, and Unreadable where reading it would be
    dangerous: a document type, entities, elements inside elements without end.
    """
    root = _parsed(text)
    document = next((each for name in _DOCUMENTS for each in root.iter(akn(name))), None)
    if document is None:
        raise ShapeError("no document of Akoma Ntoso 3.0")
    return _Reader(document).outline()


def _parsed(text: str) -> Element:
    declared = text.lstrip("\ufeff \n\r\t")
    if declared.startswith("<?xml"):
        declared = declared.partition("?>")[2]  # it is text by now, whatever encoding it was in
    parser: Any = safe.DefusedXMLParser(forbid_dtd=True, target=_Within(safe))
    try:
        parser.feed(declared)
        return cast(Element, parser.close())
    except DefusedXmlException as error:
        raise Unreadable(Reason.DECLARATIONS) from error
    except (ParseError, ValueError) as error:
        raise ShapeError("no well-formed XML") from error


class _Within:
    """Builds the tree as long as it is one that a regulation may be."""

    def __init__(self, _module: Any) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self._builder = TreeBuilder()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST_ELEMENT:
            raise Unreadable(Reason.NESTED)
        if self._count > MOST_ELEMENTS:
            raise Unreadable(Reason.SWOLLEN)
        return self._builder.start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return self._builder.end(tag)

    def data(self, data: str) -> None:
        self._builder.data(data)

    def close(self) -> Element:
        return self._builder.close()


class _Reader:
    def __init__(self, document: Element) -> None:
        self._document = document
        self._own = document.find(f"{akn('meta')}/{akn('proprietary')}")
        self._addressed = {
            each.get("to", "").removeprefix("#"): each for each in self._each("addressed")
        }

    def outline(self) -> tuple[Outline, str]:
        preface = self._document.find(akn("preface"))
        body = self._document.find(akn("body"))
        if body is None:
            body = self._document.find(akn("mainBody"))
        if body is None:
            raise ShapeError("the document has no body")
        closing = [each for each in body if each.get("name") == "supplementary"]
        nodes = [each for each in body if each not in closing]
        clauses, headings = self._below(nodes, 1)
        outline = Outline(
            title=_title(preface),
            superscription=_superscription(preface),
            clauses=clauses,
            headings=headings,
            supplementary=html_of(each for part in closing for each in part),
            bases=tuple(map(_basis, self._each("basis"))),
            attachments=tuple(map(_attachment, self._each("attachment"))),
            **self._introduction(),
        )
        digest = self._own.findtext(own("digest"), "") if self._own is not None else ""
        return outline, digest.strip()

    def _each(self, name: str) -> list[Element]:
        return [] if self._own is None else self._own.findall(own(name))

    def _introduction(self) -> dict[str, str]:
        """What stands before the body, by its part; what is of no known part is the background."""
        preamble = self._document.find(akn("preamble"))
        if preamble is None:
            return {}
        parts = {each.get("name", ""): each for each in children(preamble, "container")}
        known = {name: html_of(parts[name]) for name in _INTRODUCTION if name in parts}
        others = [each for each in preamble if each.get("name") not in _INTRODUCTION]
        if others:
            known["background"] = known.get("background", "") + html_of(others)
        return known

    def _below(
        self, elements: list[Element], depth: int
    ) -> tuple[tuple[Clause, ...], tuple[Heading, ...]]:
        """A heading holds its clauses before its headings; what others mix comes into that order
        by a heading without words for the clauses that come after."""
        if depth > DEEPEST:
            raise Unreadable(Reason.NESTED)
        clauses: list[Clause] = []
        headings: list[Heading] = []
        for element in elements:
            if not _is_hierarchy(element) or element.get("name") == "empty":
                continue
            if _is_heading(element):
                headings.append(self._heading(element, depth))
            elif not headings:
                clauses.append(self._clause(element))
            else:
                rest = Heading(Kind.CHAPTER, "", "", clauses=(self._clause(element),))
                headings.append(rest)
        return tuple(clauses), tuple(headings)

    def _heading(self, element: Element, depth: int) -> Heading:
        clauses, headings = self._below(list(element), depth + 1)
        name = _name(element)
        kind = Kind.SUBSUBSECTION if element.get("name") == SUBSUBSECTION else _KINDS.get(name)
        return Heading(
            kind=kind or Kind.CHAPTER,
            label=_said(element, "num"),
            title=_said(element, "heading"),
            lead=html_of(children(element, "intro")),
            anchor=_anchor(element),
            clauses=clauses,
            headings=headings,
        )

    def _clause(self, element: Element) -> Clause:
        addressed = self._addressed.get(element.get("eId", ""))
        rest = [each for each in element if _name(each) not in ("num", "heading")]
        return Clause(
            label=_said(element, "num"),
            body=html_of(rest),
            caption=_said(element, "heading"),
            deleted=element.get("status") == "removed",
            anchor=_anchor(element),
            roles=() if addressed is None else tuple(map(text_of, addressed.iter(own("role")))),
            audience=() if addressed is None else tuple(_audience(addressed)),
        )


def _is_hierarchy(element: Element) -> bool:
    return _name(element) in _HIERARCHY


def _is_heading(element: Element) -> bool:
    """Whether clauses stand in it: as its name says, unless it holds nothing but words."""
    name = _name(element)
    if name == ARTICLE:
        return False
    if name in _KINDS or element.get("name") == SUBSUBSECTION:
        has_words = next(children(element, "content", "paragraph", "list", "point"), None)
        return has_words is None
    return next(element.iter(akn(ARTICLE)), None) is not None


def _title(preface: Element | None) -> str:
    if preface is None:
        return ""
    for name in ("docTitle", "shortTitle", "longTitle"):
        found = next(preface.iter(akn(name)), None)
        if found is not None:
            return text_of(found) if name == "docTitle" else one_line(text_of(found))
    return ""


def _superscription(preface: Element | None) -> str:
    parts = [] if preface is None else list(children(preface, "container"))
    lines = [text_of(p) for each in parts if each.get("name") == "superscription" for p in each]
    return "\n".join(lines)


def _said(element: Element, name: str) -> str:
    found = element.find(akn(name))
    return "" if found is None else text_of(found)


def _anchor(element: Element) -> str:
    return element.get("GUID") or element.get(own("anchor")) or ""


def _audience(addressed: Element) -> Iterator[AudienceLine]:
    for each in addressed.iter(own("audience")):
        yield AudienceLine(_own(each, "excluded") == "true", _own(each, "kind"), _own(each, "code"))


def _basis(element: Element) -> LegalBasis:
    return LegalBasis(*(_own(element, name) for name in ("law", "article", "link", "anchor")))


def _attachment(element: Element) -> Attachment:
    size = _own(element, "size")
    return Attachment(
        title=_own(element, "title"),
        name=_own(element, "name"),
        media_type=_own(element, "media_type"),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 12 else 0,
        digest=_own(element, "digest"),
        anchor=_own(element, "anchor"),
    )


def _own(element: Element, name: str) -> str:
    found = element.find(own(name))
    return "" if found is None else text_of(found)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
