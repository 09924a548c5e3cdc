"""Word files made by hand, as small as they can be: ``docx(p("…"), p("…", num=(1, 0)))``."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{RELATIONS}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
    "footer": "w:ftr",
}


def docx(*body: str, content_type: str = MAIN_TYPE, **parts: str) -> bytes:
    """A Word file. ``parts`` are the insides of other parts: ``styles=``, ``numbering=``, …"""
    files = {"word/document.xml": document("".join(body))}
    for kind, inside in parts.items():
        files[f"word/{kind}.xml"] = f"<{ROOTS[kind]} {SPACES}>{inside}</{ROOTS[kind]}>"
    files["word/_rels/document.xml.rels"] = relations(*((kind, f"{kind}.xml") for kind in parts))
    return packed(files, content_type)


def document(body: str) -> str:
    return f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def packed(files: Mapping[str, str | bytes], content_type: str = MAIN_TYPE) -> bytes:
    """The files in an archive, with what makes an archive a Word file."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        **files,
    }
    return zipped(whole)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def relations(*entries: tuple[str, str], kinds: str = RELATIONS) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def p(
    *inside: str,
    num: tuple[int, int] | None = None,
    style: str = "",
    outline: int | None = None,
    mark: str = "",
) -> str:
    """A paragraph: words, or elements where they begin with ``<``; ``num`` is list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    if outline is not None:
        properties += f'<w:outlineLvl w:val="{outline}"/>'
    if mark:
        properties += f"<w:rPr>{mark}</w:rPr>"
    content = "".join(each if each.startswith("<") else r(each) for each in inside if each)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run; words, or elements where they begin with ``<``."""
    inside = words if words.startswith("<") else t(words)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def t(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>'


def change(kind: str, inside: str, author: str = "王小明") -> str:
    return (
        f'<w:{kind} w:id="9" w:author="{author}" w:date="2026-01-01T00:00:00Z">{inside}</w:{kind}>'
    )


def deleted(words: str, author: str = "王小明") -> str:
    return change("del", f"<w:r><w:delText>{words}</w:delText></w:r>", author)


def field(instruction: str, *result: str) -> str:
    """A complex field; without a result it has no part for one."""
    parts = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>",
    ]
    if result:
        parts += ['<w:r><w:fldChar w:fldCharType="separate"/></w:r>', *map(r, result)]
    return "".join([*parts, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])


def style(identity: str, name: str = "", inside: str = "", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name or identity}"/>'
        f"{inside}</w:style>"
    )


def level(at: int, text: str, numbers: str = "decimal", start: int = 1, inside: str = "") -> str:
    """A level of a list; ``inside`` are further properties."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{numbers}"/>'
        f'{inside}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, inside: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'


def restart(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def tbl(*rows: str) -> str:
    """A table; its grid is wide enough for a handful of columns."""
    grid = '<w:gridCol w:w="2000"/>' * 4
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, or of words."""
    inside = "".join(each if each.startswith("<w:tc>") else tc(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def tc(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith("<") else p(each) for each in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def vml_box(*paragraphs: str) -> str:
    """A text box as Word wrote it up to 2007."""
    inside = "".join(paragraphs)
    return (
        "<w:r><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: in two ways, of which a reader takes one."""
    inside = "".join(paragraphs)
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing>{shape}</w:drawing></mc:Choice>"
        f"<mc:Fallback>{vml_box(*paragraphs)[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>"
    )
