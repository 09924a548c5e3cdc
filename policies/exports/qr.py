"""An address as a QR code, drawn into the page: no file, no style, nothing fetched."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    """An SVG, black on white whatever the theme, for a camera reads it on screen and on paper.

    Middling error correction: a sheet on a board is creased and pinned through.
    """
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(
        scale=4, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg)  # noqa: S308  (digits and letters of a drawing; the address is in none)
