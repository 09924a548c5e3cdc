"""Keeps font files out of memory while a PDF is written.

WeasyPrint 70 copies every font file it uses before it takes out the few glyphs it needs: 27 MB
for each Chinese face, besides reading the whole file. HarfBuzz has the file mapped already, so
its bytes can be looked at in place: the same PDF, 85 MB less.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# What is smaller is a subset that HarfBuzz has just made and will free: that is copied as before.
WHOLE_FILE = 4_000_000


@contextmanager
def mapped_fonts() -> Iterator[None]:
    """While inside, WeasyPrint's fonts hold views of font files instead of copies."""
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import ffi, harfbuzz

    copied = fonts.get_hb_object_data
    held: list[Any] = []

    def look_at(face: Any, *arguments: Any) -> Any:
        if arguments:
            return copied(face, *arguments)
        blob = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
        length = ffi.new("unsigned int *")
        data = harfbuzz.hb_blob_get_data(blob, length)
        if data == ffi.NULL or length[0] < WHOLE_FILE:
            return copied(face)
        held.append(blob)
        return memoryview(ffi.buffer(data, int(length[0])))

    fonts.get_hb_object_data = look_at
    try:
        yield
    finally:
        fonts.get_hb_object_data = copied
        held.clear()
