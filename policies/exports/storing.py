"""The PDFs of each published revision: made once, kept in private storage, found by their rows.

There are two: the one it was published with and, once it is superseded, one that says so across
every page. Neither ever replaces the other, for their digests are evidence.

The row is the truth. Whoever makes the file writes the row afterwards; of two who do so at the
same time one row stands, and the other takes its own file away again.
"""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from policies.exports.pdf import make_pdf
from policies.models import Rendition, Revision
from policies.models.rendition import RenditionKind


def stored_pdf(revision: Revision, *, as_published: bool = False) -> Rendition | None:
    """The print that says the revision is superseded where there is one, else the original.

    ``as_published`` asks for the original first. A revision superseded before any PDF was made of
    it has the marked one only.
    """
    kinds = [RenditionKind.SUPERSEDED_PDF, RenditionKind.PDF]
    if as_published:
        kinds.reverse()
    kept = {row.kind: row for row in Rendition.objects.filter(revision=revision, kind__in=kinds)}
    return next((kept[kind] for kind in kinds if kind in kept), None)


def without_current_pdf(on: dt.date) -> "models.QuerySet[Revision]":
    """Published revisions that lack the PDF of that day. Copies of superseded ones must say so
    (ISO 27001, 7.5.3), and so need another than the original. The newest first."""
    is_superseded = models.Q(effective_until__lte=on)
    is_not = models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=on)
    lacking = is_not & ~_made(RenditionKind.PDF)
    lacking |= is_superseded & ~_made(RenditionKind.SUPERSEDED_PDF)
    return Revision.objects.published().filter(lacking).order_by("-published_at")


def _made(kind: RenditionKind) -> models.Q:
    return models.Q(
        models.Exists(Rendition.objects.filter(revision=models.OuterRef("pk"), kind=kind))
    )


def store_pdf(revision_id: int, now: dt.datetime | None = None) -> Rendition | None:
    """Makes and keeps the PDF a published revision needs today, unless it is there already.

    Returns its row, or None when there is no published revision of that key.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    revision = (
        Revision.objects.published()
        .select_related("policy__category", "policy__issuing_department", "published_by")
        .filter(pk=revision_id)
        .first()
    )
    if revision is None:
        return None
    is_superseded = revision.is_superseded(today)
    kind = RenditionKind.SUPERSEDED_PDF if is_superseded else RenditionKind.PDF
    made = Rendition.objects.filter(revision=revision, kind=kind).first()
    return made or _keep(revision, kind, make_pdf(revision, today), now)


def _keep(revision: Revision, kind: RenditionKind, content: bytes, now: dt.datetime) -> Rendition:
    ending = "-superseded" if kind == RenditionKind.SUPERSEDED_PDF else ""
    name = default_storage.save(
        f"renditions/{now:%Y/%m}/{revision.policy.code}-{revision.number}{ending}.pdf",
        ContentFile(content),
    )
    row, is_ours = Rendition.objects.get_or_create(
        revision=revision,
        kind=kind,
        defaults={
            "file": name,
            "size": len(content),
            "digest": hashlib.sha256(content).hexdigest(),
            "made_at": now,
        },
    )
    if not is_ours:
        default_storage.delete(name)
    return row
