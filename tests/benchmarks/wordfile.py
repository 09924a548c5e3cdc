"""A regulation of many clauses as a Word file: numbers automatic, tables, tracked changes."""

import io
import random
import zipfile

from tests.benchmarks.generating import WHAT, Writer

CLAUSES = 765
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LEVELS = (("第%1章", "tab"), ("第%2條", "tab"), ("%3、", "nothing"), ("（%4）", "nothing"))
# What Word writes at every run and paragraph, and nobody reads.
_LOOKS = (
    '<w:rPr><w:rFonts w:ascii="標楷體" w:eastAsia="標楷體" w:hAnsi="標楷體" w:hint="eastAsia"/>'
    '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
)
_SPACING = '<w:spacing w:line="480" w:lineRule="exact"/><w:ind w:left="960" w:hanging="480"/>'


def docx(clauses: int = CLAUSES) -> bytes:
    """The file's bytes; two calls give the same text."""
    writer, dice = Writer(), random.Random(765)
    body = [_paragraph("員工管理規則")]
    for number in range(clauses):
        if number % 10 == 0:
            body.append(_paragraph(dice.choice(WHAT), 0))
        body.append(_paragraph(writer.sentence() + writer.sentence(), 1))
        if number % 3 == 0:
            body += [_paragraph(writer.sentence(), 2) for _ in range(3)]
            body += [_paragraph(writer.sentence(), 3) for _ in range(2)]
        if number % 50 == 49:
            body.append(_table(dice))
    return _packed("".join(body))


def _paragraph(words: str, level: int | None = None) -> str:
    number = (
        "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    )
    pieces = [words[at : at + 12] for at in range(0, len(words), 12)]
    runs = "".join(
        f'<w:r w:rsidR="00A1">{_LOOKS}<w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
    )
    if level == 1:
        runs += (
            '<w:del w:id="1" w:author="A"><w:r><w:delText>舊</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="A"><w:r>{_LOOKS}<w:t>新增。</w:t></w:r></w:ins>'
        )
    properties = f'<w:pStyle w:val="a"/>{number}{_SPACING}{_LOOKS}'
    return f'<w:p w:rsidR="00A1" w:rsidRDefault="00A1"><w:pPr>{properties}</w:pPr>{runs}</w:p>'


def _table(dice: random.Random) -> str:
    rows = "".join(
        "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{_paragraph(dice.choice(WHAT))}</w:tc>'
            for _ in range(4)
        ) + "</w:tr>"
        for _ in range(12)
    )  # fmt: skip
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def _packed(body: str) -> bytes:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="taiwaneseCountingThousand"/>'
        f'<w:lvlRestart w:val="{0 if at == 1 else at}"/><w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (text, gap) in enumerate(_LEVELS)
    )
    parts = {
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("numbering", "numbering.xml"),
        "word/numbering.xml": (
            f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{levels}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
