"""What stands beside a text, as pages list it: its legal bases and its attachments."""

from django.urls import reverse

from policies.models import Consultation, Revision, Status
from policies.text.outline import Attachment, LegalBasis, Outline

Bases = list[tuple[LegalBasis, str]]
Attachments = list[tuple[Attachment, str]]


def bases_of(outline: Outline) -> Bases:
    """Each with the label of the clause it is said of; empty: the whole."""
    labels = {clause.anchor: clause.label for clause in outline.all_clauses()}
    return [(basis, labels.get(basis.anchor, "")) for basis in outline.bases]


def attachments_of(outline: Outline, revision: Revision) -> Attachments:
    """Each with the address where it is handed out to those who may read the revision."""
    return [(each, address_of(revision, each.anchor)) for each in outline.attachments]


def address_of(revision: Revision, anchor: str) -> str:
    if revision.status == Status.PUBLISHED:
        return reverse("reading:attachment", args=[revision.policy.code, revision.number, anchor])
    return reverse("drafting:attachment", args=[revision.pk, anchor])


def attachments_asked_about(outline: Outline, consultation: Consultation) -> Attachments:
    """Those of the text as it was frozen, each with the address where those asked get it."""
    return [
        (each, reverse("consulting:attachment", args=[consultation.pk, each.digest]))
        for each in outline.attachments
    ]
