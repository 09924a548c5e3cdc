"""The table of amended clauses as a Word file, to go on working in: A4 landscape, three columns,
the words that differ underlined, the head of the table on every page."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from policies.comparing.amendments import Sheet
from policies.comparing.rows import Line, Row

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (98, 98, 61)  # millimetres, of the 257 between the margins
TWIPS = 56.7  # in a millimetre
# Faces that Word has wherever it is sold; each falls back by itself where it is missing.
FACES = {"zh-Hant": "新細明體", "zh-Hans": "宋体", "en": "新細明體"}
LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "zh-TW"}
# No XML may hold these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(sheet: Sheet) -> bytes:
    """The file. Asked for inside ``sheet_of``, whose language its headings are in."""
    document = Document()
    _prepare(document, sheet)
    title = document.add_heading(_clean(sheet.title), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    under = document.add_paragraph(_clean(_under_title(sheet)))
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, note in sheet.notes:
        line = document.add_paragraph()
        line.add_run(f"{number}　").bold = True
        line.add_run(_clean(note))
    document.element.body.insert_element_before(_table(sheet.rows), "w:sectPr")
    _number_pages(document.sections[0].footer.paragraphs[0], sheet)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: WordDocument, sheet: Sheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin = Mm(18)
    for name, size in (("Normal", 12), ("Heading 1", 16)):
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Times New Roman"
        style.font.color.rgb = None
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in [each for each in faces.attrib if each.endswith("Theme")]:
            del faces.attrib[kind]
        faces.set(qn("w:eastAsia"), FACES.get(sheet.language, FACES["zh-Hant"]))
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), LANGUAGES.get(sheet.language, "zh-TW"))
    document.styles["Normal"].element.get_or_add_rPr().append(spoken)
    facts = document.core_properties
    facts.title = _clean(sheet.title)[:255]
    facts.author = _clean(sheet.after.issuing_unit)[:255]
    facts.subject = f"{sheet.after.policy.code} {sheet.before.number} → {sheet.after.number}"
    facts.comments = f"SHA-256 {sheet.digest}"
    facts.language = sheet.language


def _under_title(sheet: Sheet) -> str:
    numbers = {"before": sheet.before.number, "after": sheet.after.number}
    pieces = [
        sheet.after.policy.code,
        _("From revision %(before)s to revision %(after)s") % numbers,
    ]
    if sheet.after.effective_from:
        day = {"date": sheet.after.effective_from.isoformat()}
        pieces.append(_("in force from %(date)s") % day)
    return " · ".join([*pieces, *([str(sheet.mark)] if sheet.mark else [])])


def _table(rows: Sequence[Row]) -> Any:
    """Written as XML at once: a cell at a time, a long table takes the library minutes."""
    heads = (_("Amended text"), _("Present text"), _("Explanation"))
    head = "".join(
        _cell([_paragraph(_run(words, "<w:b/>"), "center")], width)
        for words, width in zip(heads, WIDTHS, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in WIDTHS)
    body = "".join(map(_row, rows)) or _nothing()
    return parse_xml(
        f"<w:tbl {nsdecls('w')}>"
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _row(row: Row) -> str:
    gone = [_paragraph(_run(_("(Deleted)")))] if row.is_gone else []
    cells = (
        _side(row.after, row.after_lines) + gone,
        _side(row.before, row.before_lines),
        [_paragraph(_run(sentence)) for sentence in row.explanations],
    )
    return f"<w:tr>{''.join(map(_cell, cells, WIDTHS))}</w:tr>"


def _nothing() -> str:
    words = _paragraph(_run(_("No word, number or layout differs.")))
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{words}</w:tc>'
    return f"<w:tr>{cell}</w:tr>"


def _side(name: str, lines: Sequence[Line]) -> list[str]:
    if not name:
        return []
    return [_paragraph(_run(name, "<w:b/>")), *(_paragraph(_underlined(line)) for line in lines)]


def _underlined(line: Line) -> str:
    return "".join(
        _run(span.text, "" if span.op == "equal" else '<w:u w:val="single"/>') for span in line
    )


def _cell(paragraphs: Sequence[str], width: int) -> str:
    """A cell holds a paragraph even where it says nothing."""
    inside = "".join(paragraphs) or "<w:p/>"
    width_of = f'<w:tcPr><w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/></w:tcPr>'
    return f"<w:tc>{width_of}{inside}</w:tc>"


def _paragraph(runs: str, aligned: str = "") -> str:
    how = f'<w:pPr><w:jc w:val="{aligned}"/></w:pPr>' if aligned else ""
    return f"<w:p>{how}{runs}</w:p>"


def _run(words: str, how: str = "") -> str:
    look = f"<w:rPr>{how}</w:rPr>" if how else ""
    text = escape(_clean(words), quote=False)
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _number_pages(paragraph: Paragraph, sheet: Sheet) -> None:
    """The page of so many, and the digest of the text."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in _footer():
        paragraph._p.append(parse_xml(piece))
    run = paragraph.add_run(f"　SHA-256 {sheet.digest}")
    run.font.size = Pt(7)


def _footer() -> Iterator[str]:
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        shown = "<w:r><w:t>1</w:t></w:r>"
        yield f'<w:fldSimple {nsdecls("w")} w:instr=" {field} ">{shown}</w:fldSimple>'
        if between:
            yield f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{between}</w:t></w:r>'


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("", words)
