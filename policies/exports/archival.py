"""PDF/A-3a that is also PDF/UA-1: kept for decades, read by machines, read aloud.

WeasyPrint 70 writes either; the second mark, what it says of the document and running headers as
artifacts are put in here.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from operator import attrgetter
from typing import Any
from xml.etree import ElementTree

from policies.exports.attached import Attached

VARIANT = "pdf/a-3a"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UA = "http://www.aiim.org/pdfua/ns/id/"
# Of the namespaces that PDF/A does not know it has to be told (ISO 19005-3, 6.6.2.3).
UA_TOLD = f"""
<rdf:Description rdf:about="" xmlns:rdf="{RDF}"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{UA}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 followed</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Archived:
    """What goes into the file beside its pages. ``identifier`` is what the document is called
    among all others (HR-003 2.1); ``names`` say by anchor what a link leads to."""

    identifier: str
    language: str
    attached: tuple[Attached, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def write(document: Any, archived: Archived) -> bytes:
    """The laid out document as PDF/A-3a and PDF/UA-1."""
    from weasyprint import Attachment

    _say_more(document.metadata, archived)
    document.color_profiles["srgb"] = _colours()
    enclosed = [
        Attachment(
            file_obj=io.BytesIO(each.content),
            name=each.name,
            description=each.description,
            relationship=each.relation,
            created=each.at,
            modified=each.at,
        )
        for each in sorted(archived.attached, key=attrgetter("name"))  # a name tree is in order
    ]

    def finish(document: Any, pdf: Any) -> None:
        _name_links(pdf.objects, archived.names)
        if "AF" in pdf.catalog:  # WeasyPrint lists each file twice
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])

    with _artifacts(document.pages):
        # Any intent but "srgb", for which WeasyPrint would open the profile and never close it.
        written: bytes = document.write_pdf(
            finisher=finish, pdf_variant=VARIANT, attachments=enclosed, output_intent="given"
        )
    return written


def _colours() -> Any:
    """What the colours mean (ISO 19005-3, 6.2.3): the profile that WeasyPrint brings along."""
    from weasyprint import pdf
    from weasyprint.css import ColorProfile

    name = "sRGB2014.icc"
    content = (files(pdf) / name).read_bytes()
    return ColorProfile(io.BytesIO(content), name, "relative-colorimetric", (["r"], ["g"], ["b"]))


def _say_more(metadata: Any, archived: Archived) -> None:
    """Adds to the one RDF of the metadata: language, identifier and the mark of PDF/UA."""
    metadata.title, metadata.description = map(_fit, (metadata.title, metadata.description))
    metadata.authors, metadata.keywords = (
        [_fit(each) for each in listed] for listed in (metadata.authors, metadata.keywords)
    )
    usual = metadata.generate_rdf_metadata

    def generate(*arguments: Any) -> bytes:
        rdf = ElementTree.fromstring(usual(*arguments))  # noqa: S314  (written by WeasyPrint)
        about = {f"{{{RDF}}}about": ""}
        said = ElementTree.SubElement(rdf, f"{{{RDF}}}Description", about)
        languages = ElementTree.SubElement(said, f"{{{DC}}}language")
        bag = ElementTree.SubElement(languages, f"{{{RDF}}}Bag")
        ElementTree.SubElement(bag, f"{{{RDF}}}li").text = archived.language
        ElementTree.SubElement(said, f"{{{DC}}}identifier").text = _fit(archived.identifier)
        ElementTree.SubElement(said, f"{{{UA}}}part").text = "1"
        rdf.append(ElementTree.fromstring(UA_TOLD))  # noqa: S314  (written above)
        written: bytes = ElementTree.tostring(rdf, encoding="utf-8")
        return written

    metadata.generate_rdf_metadata = generate


def _fit(words: str | None) -> str:
    """Without the characters that XML cannot hold."""
    return _UNFIT.sub("", words or "")


def _name_links(objects: Iterable[Any], names: Mapping[str, str]) -> None:
    """Has a link say where it leads (PDF/UA-1, 7.18.5) instead of the key of the place."""
    import pydyf

    for each in objects:
        if isinstance(each, dict) and each.get("Subtype") == "/Link" and "Dest" in each:
            anchor = each["Dest"].string
            each["Contents"] = pydyf.String(names.get(anchor) or anchor)


@contextmanager
def _artifacts(pages: Iterable[Any]) -> Iterator[None]:
    """While inside, running headers and footers are written as artifacts, which is what they are
    (PDF/UA-1, 7.8); WeasyPrint would leave them marked and belonging to nothing."""
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    running = {
        box
        for page in pages
        for margin in page._page_box.children
        if isinstance(margin, MarginBox)
        for box in margin.descendants()
        if isinstance(box, TextBox)
    }
    marked, tree = Stream.marked, tags._build_box_tree

    def mark(stream: Any, box: Any, tag: str) -> Any:
        return stream.artifact() if box in running else marked(stream, box, tag)

    def build(box: Any, *arguments: Any) -> Any:
        return iter(()) if isinstance(box, MarginBox) else tree(box, *arguments)

    Stream.marked, tags._build_box_tree = mark, build
    try:
        yield
    finally:
        Stream.marked, tags._build_box_tree = marked, tree
