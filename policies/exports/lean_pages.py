"""Keeps pages out of memory once they are drawn.

WeasyPrint 70 holds all it knows of every line of text until the file is written, and what it
draws as one small piece of bytes for every stroke, which it then compresses as hard as can be.
Done page by page, and less hard, it is 150 MB less for 500 pages, and a second.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LEVEL = 6


@contextmanager
def counted_pages() -> Iterator[None]:
    """While inside, a link asks for the pages that there are without all of them being written
    down for it: pydyf would for each, which takes a tenth of the time of 500 pages."""
    from pydyf import PDF

    references = PDF.page_references

    def known(pdf: Any) -> tuple[bytes, ...]:
        pages: tuple[bytes, ...] = vars(pdf).get("known_pages", ())
        if 3 * len(pages) != len(pdf.pages["Kids"]):
            pages = vars(pdf)["known_pages"] = references.fget(pdf)
        return pages

    PDF.page_references = property(known)
    try:
        yield
    finally:
        PDF.page_references = references


@contextmanager
def packed_pages() -> Iterator[None]:
    """While inside, a page that is drawn is compressed, and its lines are emptied: for its tags
    they need only be there."""
    from weasyprint.document import Page
    from weasyprint.formatting_structure.boxes import TextBox

    paint = Page.paint

    def paint_and_pack(page: Any, stream: Any, *arguments: Any, **options: Any) -> None:
        paint(page, stream, *arguments, **options)
        if stream.compress:  # as pydyf would when it writes
            drawn = b"\n".join(map(_bytes, stream.stream))
            stream.stream[:] = [zlib.compress(drawn, LEVEL)]
            stream.extra["Filter"], stream.compress = "/FlateDecode", False
        for line in [box for box in page._page_box.descendants() if isinstance(box, TextBox)]:
            vars(line).clear()

    Page.paint = paint_and_pack
    try:
        yield
    finally:
        Page.paint = paint


def _bytes(piece: Any) -> bytes:
    """As pydyf writes it."""
    if isinstance(piece, bytes):
        return piece
    written: bytes = piece.encode() if isinstance(piece, str) else piece.data
    return written
