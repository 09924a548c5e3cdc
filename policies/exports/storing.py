"""The PDF of each published revision: made once, kept in private storage, found by its row.

The row is the truth. Whoever makes the file writes the row afterwards; of two who do so at the
same time one row stands, and the other takes its file away again.
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


def stored_pdf(revision: Revision) -> Rendition | None:
    return Rendition.objects.filter(revision=revision, kind=RenditionKind.PDF).first()


def without_current_pdf(on: dt.date) -> "models.QuerySet[Revision]":
    """Published revisions that have no PDF, or one from before they were superseded: copies
    taken away after that must say so (ISO 27001, 7.5.3). The newest first."""
    current = Rendition.objects.filter(revision=models.OuterRef("pk"), kind=RenditionKind.PDF)
    current = current.filter(
        models.Q(revision__effective_until__isnull=True)
        | models.Q(revision__effective_until__gt=on)
        | models.Q(made_at__date__gte=models.F("revision__effective_until"))
    )
    return Revision.objects.published().filter(~models.Exists(current)).order_by("-published_at")


def store_pdf(revision_id: int, now: dt.datetime | None = None) -> Rendition | None:
    """Makes and keeps the PDF of a published revision unless there is a current one.

    Returns its row, or None when there is no published revision of that key.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    revision = (
        Revision.objects.published()
        .select_related("policy__category", "policy__issuing_department")
        .filter(pk=revision_id)
        .first()
    )
    if revision is None:
        return None
    former = stored_pdf(revision)
    if former and not without_current_pdf(today).filter(pk=revision_id).exists():
        return former
    return _keep(revision, former, make_pdf(revision, today), now)


def _keep(
    revision: Revision, former: Rendition | None, content: bytes, now: dt.datetime
) -> Rendition:
    name = default_storage.save(
        f"renditions/{now:%Y/%m}/{revision.policy.code}-{revision.number}.pdf",
        ContentFile(content),
    )
    facts = {
        "file": name,
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "made_at": now,
    }
    rows = Rendition.objects.filter(revision=revision, kind=RenditionKind.PDF)
    if former is None:
        _row, is_ours = rows.get_or_create(
            revision=revision, kind=RenditionKind.PDF, defaults=facts
        )
        unwanted = "" if is_ours else name
    else:
        is_ours = rows.filter(file=former.file.name).update(**facts) == 1
        unwanted = str(former.file.name) if is_ours else name
    if unwanted:
        default_storage.delete(unwanted)
    return rows.get()
