"""What stands above the text: which work, expression and manifestation it is, what became of the
policy, who approved these words, what they rest on and refer to."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from policies.text.interchange.record import Approval, Event, Facts, Record
from policies.text.outline import Attachment, AudienceLine, Clause, LegalBasis, Outline

from .characters import add_text, address, plain
from .names import XML, akn, own

PORTAL, ISSUER = "#portal", "#issuer"
LANGUAGES = {"zh-Hant": "zho", "zh-Hans": "zho", "en": "eng", "ja": "jpn"}  # ISO 639-2
MEDIA_TYPE = "application/akn+xml"
UNDATED = "1000-01-01"  # a text that was never published has no day, and the standard wants one
KINDS = {"text": "amendment", "correction": "amendment", "repeal": "repeal"}


def add_meta(act: Element, record: Record, names: Sequence[str]) -> None:
    """``names`` are the eIds of the nodes of ``walk()``."""
    meta = SubElement(act, akn("meta"))
    facts, history = record.facts, record.history
    _identification(meta, record)
    if facts.published_at:
        SubElement(
            meta, akn("publication"), date=facts.published_at, name="portal",
            number=facts.number, showAs=plain(record.outline.title),
        )  # fmt: skip
    _classification(meta, facts)
    if history:
        _lifecycle(meta, history, facts)
    if record.approvals:
        _workflow(meta, record.approvals)
    _analysis(meta, record.outline, names)
    _references(meta, record)
    _proprietary(meta, record, names)


def work_uri(record: Record) -> str:
    """``/akn/tw/act/measures/2024-01-01/hr-003``: country, kind, the day it began, its code."""
    facts = record.facts
    country = facts.jurisdiction.lower()
    day = record.history[0].effective_from if record.history else facts.effective_from
    return f"/akn/{country}/act/{facts.level}/{day or UNDATED}/{facts.code.lower()}"


def expression_uri(record: Record) -> str:
    """The standard's languages know no scripts; which Chinese it is, ``xml:lang`` says."""
    return _expression(record, record.facts.effective_from)


def _expression(record: Record, day: str) -> str:
    language = LANGUAGES.get(record.facts.language, "zho")
    return f"{work_uri(record)}/{language}@{day or UNDATED}"


def _identification(meta: Element, record: Record) -> None:
    facts = record.facts
    began = record.history[0].effective_from if record.history else facts.effective_from
    identification = SubElement(meta, akn("identification"), source=PORTAL)
    work = SubElement(identification, akn("FRBRWork"))
    uri = work_uri(record)
    _frbr(work, uri, began, "", record.outline.title)
    SubElement(work, akn("FRBRcountry"), value=facts.jurisdiction.lower())
    SubElement(work, akn("FRBRsubtype"), value=facts.level)
    SubElement(work, akn("FRBRnumber"), value=facts.code)
    SubElement(work, akn("FRBRname"), value=plain(record.outline.title))
    SubElement(work, akn("FRBRprescriptive"), value="true")
    SubElement(work, akn("FRBRauthoritative"), value="true")
    expression = SubElement(identification, akn("FRBRExpression"))
    uri = expression_uri(record)
    _frbr(expression, uri, facts.effective_from, "")
    SubElement(expression, akn("FRBRversionNumber"), value=facts.number)
    language = LANGUAGES.get(facts.language, "zho")
    script = {f"{{{XML}}}lang": facts.language}
    SubElement(expression, akn("FRBRlanguage"), {"language": language} | script)
    manifestation = SubElement(identification, akn("FRBRManifestation"))
    _frbr(manifestation, uri, facts.published_at[:10] or facts.effective_from, ".xml")
    SubElement(manifestation, akn("FRBRformat"), value=MEDIA_TYPE)


def _frbr(level: Element, uri: str, day: str, ending: str, title: str = "") -> None:
    SubElement(level, akn("FRBRthis"), value=f"{uri}/!main{ending}")
    SubElement(level, akn("FRBRuri"), value=f"{uri}{ending}")
    if title:
        SubElement(level, akn("FRBRalias"), value=plain(title), name="title")
    SubElement(level, akn("FRBRdate"), date=day or UNDATED, name="Generation")
    SubElement(level, akn("FRBRauthor"), href=ISSUER)


def _classification(meta: Element, facts: Facts) -> None:
    element = SubElement(meta, akn("classification"), source=PORTAL)
    for dictionary in ("level", "category", "classification"):
        if value := getattr(facts, dictionary):
            SubElement(
                element, akn("keyword"), value=value, showAs=value, dictionary=f"#{dictionary}"
            )


def _lifecycle(meta: Element, history: Sequence[Event], facts: Facts) -> None:
    element = SubElement(meta, akn("lifecycle"), source=PORTAL)
    for place, event in enumerate(history, 1):
        told = {
            "eId": f"event_{place}",
            "date": event.effective_from or UNDATED,
            "source": f"#revision_{place}",
            "type": KINDS.get(event.kind, "amendment") if place > 1 else "generation",
        }
        if event.number == facts.number:
            told["originatingExpression"] = "true"
        SubElement(element, akn("eventRef"), told)


def _workflow(meta: Element, approvals: Sequence[Approval]) -> None:
    element = SubElement(meta, akn("workflow"), source=PORTAL)
    for place, approval in enumerate(approvals, 1):
        step = SubElement(
            element, akn("step"),
            {
                "eId": f"step_{place}", "date": approval.at, "by": f"#signer_{place}",
                "as": f"#step_{place}_concept", "outcome": f"#{approval.verdict}",
            },
        )  # fmt: skip
        for name in ("step", "meaning", "digest"):
            add_text(SubElement(step, own(name)), getattr(approval, name))


def _analysis(meta: Element, outline: Outline, names: Sequence[str]) -> None:
    if not outline.bases:
        return
    places = _places(outline, names)
    analysis = SubElement(meta, akn("analysis"), source=PORTAL)
    others = SubElement(analysis, akn("otherReferences"), source=PORTAL)
    for place, basis in enumerate(outline.bases, 1):
        told = {"href": f"#basis_{place}", "showAs": plain(f"{basis.law} {basis.article}".strip())}
        if basis.anchor in places:
            told["for"] = f"#{places[basis.anchor]}"
        SubElement(others, akn("implicitReference"), told)


def _references(meta: Element, record: Record) -> None:
    element = SubElement(meta, akn("references"), source=PORTAL)
    facts = record.facts
    for place, event in enumerate(record.history, 1):
        SubElement(
            element, akn("original" if place == 1 else "passiveRef"), eId=f"revision_{place}",
            href=_expression(record, event.effective_from), showAs=plain(event.number),
        )  # fmt: skip
    for place, basis in enumerate(record.outline.bases, 1):
        href = address(basis.link) if basis.link else f"/ontology/law/{place}"
        named = plain(f"{basis.law} {basis.article}".strip())
        SubElement(element, akn("activeRef"), eId=f"basis_{place}", href=href, showAs=named)
    for place, file in enumerate(record.outline.attachments, 1):
        SubElement(
            element, akn("hasAttachment"), eId=f"enclosed_{place}", href=f"#att_{place}",
            showAs=plain(file.title),
        )  # fmt: skip
    _concept(element, "TLCOrganization", "portal", "Regulations portal")
    _concept(element, "TLCOrganization", "issuer", facts.issuing_unit or facts.code)
    for dictionary in ("level", "category", "classification"):
        _concept(element, "TLCConcept", dictionary, dictionary)
    for place, code in enumerate(role_codes(record.outline), 1):
        _concept(element, "TLCRole", f"role_{place}", record.roles.get(code, code))
    for place, approval in enumerate(record.approvals, 1):
        _concept(element, "TLCPerson", f"signer_{place}", approval.signature)
        _concept(element, "TLCProcess", f"step_{place}_concept", approval.meaning)
    for verdict in sorted({approval.verdict for approval in record.approvals}):
        _concept(element, "TLCConcept", verdict, verdict)


def _concept(parent: Element, kind: str, name: str, shown: str) -> None:
    href = f"/ontology/{kind.removeprefix('TLC').lower()}/{name}"
    SubElement(parent, akn(kind), eId=name, href=href, showAs=plain(shown))


def role_codes(outline: Outline) -> list[str]:
    """Those that clauses are addressed to, in the order of their names here."""
    return sorted({code for clause in outline.all_clauses() for code in clause.roles})


def _proprietary(meta: Element, record: Record, names: Sequence[str]) -> None:
    """What the standard has no place for, in full: it is what reading goes by."""
    element = SubElement(meta, akn("proprietary"), source=PORTAL)
    SubElement(element, own("digest"), algorithm="SHA-256").text = record.digest
    told = record.facts
    for name in ("code", "issuing_unit", "number", "kind", "effective_until", "change_note"):
        if value := getattr(told, name):
            add_text(SubElement(element, own(name)), value)
    for name, node in zip(names, record.outline.walk(), strict=True):
        if isinstance(node, Clause) and (node.roles or node.audience):
            _addressed(SubElement(element, own("addressed"), to=f"#{name}"), node)
    for basis in record.outline.bases:
        _whole(SubElement(element, own("basis")), basis)
    for file in record.outline.attachments:
        _whole(SubElement(element, own("attachment")), file)


def _addressed(element: Element, clause: Clause) -> None:
    for code in clause.roles:
        add_text(SubElement(element, own("role")), code)
    for line in clause.audience:
        _whole(SubElement(element, own("audience")), line)


def _whole(element: Element, said: LegalBasis | Attachment | AudienceLine) -> None:
    """Every field as an element of its own."""
    for name in type(said).__dataclass_fields__:
        value = getattr(said, name)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        add_text(SubElement(element, own(name)), text)


def _places(outline: Outline, names: Iterable[str]) -> dict[str, str]:
    return {
        node.anchor: name for node, name in zip(outline.walk(), names, strict=True) if node.anchor
    }
