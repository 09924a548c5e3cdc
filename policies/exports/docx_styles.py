"""How the Word document looks: the portal's paper, in the fonts a Chinese office has."""

from typing import Any

from policies.text.word.styles import RECORD

# What Word takes for Chinese and for Latin, by the language of the text.
FONTS = {
    "zh-Hant": ("PMingLiU", "Times New Roman"),
    "zh-Hans": ("SimSun", "Times New Roman"),
    "en": ("PMingLiU", "Times New Roman"),
}
LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "zh-TW"}
INK, GREY = "1D1F23", "55514A"
_ITEMS = 4
_HEADING_SIZES = (16, 14, 13, 12, 12)


def deepest_item() -> int:
    return _ITEMS


def add_styles(document: Any, language: str) -> None:
    """The page and the styles: ``Title``, ``Heading 1`` to ``5``, and those of clauses."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    normal = document.styles["Normal"]
    _font(normal, language, 12)
    _speak(document, language)
    normal.paragraph_format.space_after = 0
    normal.paragraph_format.line_spacing = 1.5
    _heading(document.styles["Title"], language, 22, is_centred=True)
    for level, size in enumerate(_HEADING_SIZES, 1):
        _heading(document.styles[f"Heading {level}"], language, size, is_centred=level < 3)
    _add(document, "Superscription", size=12, colour=GREY, is_centred=True)
    _add(document, "RegulationText")
    _add(document, "Clause", hang=3, before=6)
    _add(document, "ClauseText", left=3)
    for level in range(1, _ITEMS + 1):
        _add(document, f"Item{level}", left=3 + level * 2, hang=2)
    _add(document, "Cell", size=10.5)
    _add(document, "CellHead", size=10.5, is_bold=True)
    _add(document, "TableEnd", size=4)
    _add(document, RECORD.capitalize(), size=9, colour=GREY)
    _add(document, f"{RECORD.capitalize()} heading", size=12, is_bold=True, before=14)
    _add(document, f"{RECORD.capitalize()} margin", size=9, colour=GREY)
    _font(document.styles["Caption"], language, 10.5)


def _add(
    document: Any,
    name: str,
    *,
    size: float = 12,
    left: int = 0,
    hang: int = 0,
    before: int = 0,
    colour: str = INK,
    is_bold: bool = False,
    is_centred: bool = False,
) -> None:
    """``left`` and ``hang`` count characters of the text."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold = is_bold or None
    layout = style.paragraph_format
    if left or hang:
        layout.left_indent = Pt((left or hang) * 12)
    if hang:
        layout.first_line_indent = Pt(-hang * 12)
    if before:
        layout.space_before = Pt(before)
    if is_centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _heading(style: Any, language: str, size: int, *, is_centred: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    _font(style, language, size)
    style.font.bold = True
    style.font.color.rgb = RGBColor.from_string(INK)
    layout = style.paragraph_format
    layout.keep_with_next = True
    layout.space_before, layout.space_after = Pt(size), Pt(size / 2)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_centred else None
    for border in style.element.findall(".//{*}pBdr"):
        border.getparent().remove(border)


def _speak(document: Any, language: str) -> None:
    """The language Word proofreads in, and by which it chooses the shapes of characters."""
    from docx.oxml.ns import qn

    for told in document.styles.element.iter(qn("w:lang")):
        told.set(qn("w:eastAsia"), LANGUAGES.get(language, "zh-TW"))


def _font(style: Any, language: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    east_asian, latin = FONTS.get(language, FONTS["zh-Hant"])
    style.font.name = latin
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), east_asian)
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
