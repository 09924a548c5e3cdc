"""What the verifier proves of policies: texts, decisions and days are as they were fixed."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from policies import attested, papers
from policies.filing import scans
from policies.models import Attachment, FilingScan, Paper, Rendition, Revision
from policies.models.outline import outlines
from policies.text import outline as text
from regs_portal.audit.verifying import rows

# A revision's state is its row, and while it is a draft every piece of its text; once it is
# frozen the row's digest stands for them. A policy's is its facts and whom it binds.
STATES = {
    "policies.revision": "revision_state",
    "policies.policy": "policy_state",
    "policies.filing": "filing_state",
}
CHUNK = 50

# What the newest event about it left, and what stands there now, digested the same way.
UNRECORDED = """
SELECT it.id FROM policies_{kind} AS it
JOIN LATERAL (SELECT after, {kind}_state(it.id) AS now FROM audit_auditevent
    WHERE subject = 'policies.{kind}:' || it.id ORDER BY sequence DESC LIMIT 1) AS newest
    ON newest.after <> newest.now AND split_part(newest.after, ':', 1) = split_part(now, ':', 1)
ORDER BY it.id
"""

PAGES = """
SELECT DISTINCT revision_id FROM policies_rendition
WHERE starts_with(kind, 'page') AND digest <> audit_sha256(html || contents) ORDER BY revision_id
"""

STANDING = """
SELECT id FROM policies_revision AS revision WHERE status <> coalesce((
    SELECT to_status FROM policies_transition AS move
    WHERE move.revision_id = revision.id ORDER BY id DESC LIMIT 1), 'draft') ORDER BY id
"""

UNDECIDED = """
SELECT id FROM policies_revision AS revision WHERE status IN ('approved', 'published', 'cancelled')
AND (NOT EXISTS (SELECT FROM policies_review
        WHERE revision_id = revision.id AND round = revision.round)
    OR EXISTS (SELECT FROM policies_review AS review
        LEFT JOIN policies_decision AS decision ON decision.review_id = review.id
            AND decision.verdict = 'approved' AND decision.digest = revision.digest
        WHERE review.revision_id = revision.id AND review.round = revision.round
        AND decision.id IS NULL)) ORDER BY id
"""

DAYS = """
SELECT id FROM policies_revision AS revision WHERE status = 'published'
AND effective_from IS DISTINCT FROM (SELECT effective_from FROM policies_schedule
    WHERE revision_id = revision.id ORDER BY id DESC LIMIT 1)
UNION SELECT id FROM (SELECT id, effective_until, lead(effective_from) OVER (
        PARTITION BY policy_id ORDER BY sequence) AS next_begins
    FROM policies_revision WHERE status = 'published') AS period
WHERE effective_until IS DISTINCT FROM next_begins ORDER BY 1
"""


def wrong() -> Iterator[str]:
    """A sentence for everything that is not as it was fixed."""
    yield from _texts()
    named = {
        PAGES: _("Revision %(number)s: its stored page is not the one that was made."),
        STANDING: _("Revision %(number)s stands where no recorded move led it."),
        UNDECIDED: _("Revision %(number)s was approved without every required yes on this text."),
        DAYS: _("Revision %(number)s: its days are not those on record."),
        UNRECORDED.format(kind="revision"): _(
            "Revision %(number)s was changed, and no recorded deed did it."
        ),
        UNRECORDED.format(kind="policy"): _(
            "Policy %(number)s was changed, and no recorded deed did it."
        ),
        UNRECORDED.format(kind="filing"): _(
            "Filing %(number)s was changed, and no recorded deed did it."
        ),
    }
    for sql, sentence in named.items():
        for (number,) in rows(sql):
            yield sentence % {"number": number}
    yield from attested.wrong()
    yield from _files()


def _texts() -> Iterator[str]:
    """Every frozen text is digested anew."""
    frozen = list(Revision.objects.exclude(digest="").order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(frozen), CHUNK):
        revisions = list(Revision.objects.filter(pk__in=frozen[first : first + CHUNK]))
        found = outlines(revisions)
        for revision in revisions:
            if text.digest(found[revision.pk]) != revision.digest:
                yield _("Revision %(number)s: its words are not those that were frozen.") % {
                    "number": revision.pk
                }


def _files() -> Iterator[str]:
    """Every PDF and every file that was given is read again."""
    attached = Attachment.objects.values_list("digest", flat=True)
    given = attached.union(Paper.objects.values_list("digest", flat=True))
    kept = [(digest, papers.FOLDER) for digest in given]
    scanned = FilingScan.objects.order_by("digest").values_list("digest", flat=True).distinct()
    kept += [(digest, scans.FOLDER) for digest in scanned]
    for digest, folder in kept:
        if not papers.is_whole(digest, folder):
            yield _("A file that was given is missing, or is another: %(digest)s.") % {
                "digest": digest
            }
    for made in Rendition.objects.exclude(file="").order_by("pk").iterator():
        try:
            with default_storage.open(str(made.file.name)) as content:
                is_same = hashlib.file_digest(content, "sha256").hexdigest() == made.digest
        except OSError:
            is_same = False
        if not is_same:
            yield _("Revision %(number)s: its PDF is missing, or is not the one that was made.") % {
                "number": made.revision_id
            }
