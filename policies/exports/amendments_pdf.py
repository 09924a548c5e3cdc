"""The table of amended clauses as a PDF: made by a worker when somebody asks, and kept."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from policies.comparing.amendments import sheet_of
from policies.exports.archival import Archived
from policies.exports.pdf import print_html
from policies.models import AmendmentTable, Revision


def stored_table(before: Revision, after: Revision) -> AmendmentTable | None:
    """The one of these very words."""
    kept = AmendmentTable.objects.filter(before=before, after=after, words=after.digest)
    return kept.first()


def store_table(
    before_id: int, after_id: int, now: dt.datetime | None = None
) -> AmendmentTable | None:
    """Makes and keeps the PDF, unless it is there already. None where the newer text is not
    frozen, or was returned meanwhile: then nobody asks for this one any more."""
    found = Revision.objects.select_related("policy__issuing_department").in_bulk(
        [before_id, after_id]
    )
    before, after = found.get(before_id), found.get(after_id)
    if before is None or after is None or not after.digest:
        return None
    if made := stored_table(before, after):
        return made
    with sheet_of(before, after) as sheet:
        if sheet.digest != after.digest:
            return None
        html = render_to_string("pdf/amendments.html", {"sheet": sheet})
        called = f"{after.policy.code} {before.number}–{after.number}"
        archived = Archived(called, sheet.language)
    return _keep(before, after, print_html(html, archived), now or timezone.now())


def _keep(before: Revision, after: Revision, content: bytes, now: dt.datetime) -> AmendmentTable:
    name = default_storage.save(
        f"tables/{now:%Y/%m}/{after.policy.code}-{before.number}-{after.number}.pdf",
        ContentFile(content),
    )
    row, is_ours = AmendmentTable.objects.get_or_create(
        before=before,
        after=after,
        words=after.digest,
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
