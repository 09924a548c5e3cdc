"""Reading a .docx, .docm or .dotx: its parts in order, then its text."""

import re
from collections.abc import Iterator

from policies.text.decoding import LARGEST_FILE, Reason, Unreadable
from policies.text.warning import WarningCode

from .archive import Archive, Relation
from .elements import Element
from .flow import Remark, paragraphs_of
from .numbering import Numbering
from .result import WordText
from .story import Source, Story
from .styles import Styles
from .writing import Writer

_BODY = ("w:document", "w:body", "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")
_NOTES = {"footnotes": ("w:footnotes", "w:footnoteReference"),
          "endnotes": ("w:endnotes", "w:endnoteReference")}  # fmt: skip
_ORDINARY = ("", "normal")  # kinds of notes; others are the lines that part them from the text
_ONLY_PAGE_NUMBER = re.compile(r"(?:\W|\d|第|頁|页|共|page|of|[ivxlc]+\b)*", re.IGNORECASE)


def read_docx(data: bytes) -> WordText:
    """The text of a Word document, as ``parse`` reads it. Raises Unreadable."""
    try:
        return _read(Archive(data))
    except RecursionError as error:
        raise Unreadable(Reason.NESTED) from error


def _read(archive: Archive) -> WordText:
    main = archive.main()
    relations = archive.relations(main)
    source = _source(archive, relations)
    source.addresses = archive.addresses(main)
    story = Story(source)
    for element in archive.blocks(main, *_BODY):
        story.add(element)
    writer = Writer()
    writer.write(story.end())
    writer.tally.add(_left_out(archive, relations, source), 1)
    if not writer.text.strip():
        raise Unreadable(Reason.EMPTY)
    if len(writer.text.encode("utf-8", "replace")) > LARGEST_FILE:
        raise Unreadable(Reason.TOO_LARGE)
    return WordText(writer.text, writer.tally.warnings())


def _source(archive: Archive, relations: list[Relation]) -> Source:
    def part(kind: str, root: str) -> Iterator[Element]:
        for path in _paths(relations, kind):
            yield from archive.blocks(path, root)

    styles = Styles(part("styles", "w:styles"))
    numbering = Numbering(part("numbering", "w:numbering"), styles)
    notes = {
        (reference, element.get("id")): element
        for kind, (root, reference) in _NOTES.items()
        for element in part(kind, root)
        if element.get("type") in _ORDINARY
    }
    return Source(styles, numbering, notes)


def _left_out(archive: Archive, relations: list[Relation], source: Source) -> Iterator[Remark]:
    """What of the document stands outside its body."""
    for path in _paths(relations, "comments"):
        for element in archive.blocks(path, "w:comments"):
            yield Remark(WarningCode.COMMENT_LEFT_OUT, element.get("author"))
    for kind, root in (("header", "w:hdr"), ("footer", "w:ftr")):
        for path in _paths(relations, kind):
            story = Story(source)
            for element in archive.blocks(path, root):
                story.add(element)
            words = " ".join(each.words.strip() for each in paragraphs_of(story.end())).strip()
            if not _ONLY_PAGE_NUMBER.fullmatch(words):
                yield Remark(WarningCode.HEADER_LEFT_OUT, words)
    if "macro" in archive.content_type() or _paths(relations, "vbaproject"):
        yield Remark(WarningCode.MACROS_LEFT_OUT)


def _paths(relations: list[Relation], kind: str) -> list[str]:
    return sorted({relation.path for relation in relations if relation.kind == kind})
