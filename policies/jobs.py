"""What happens after the fact, in a worker: the PDFs of what was published, and tidying up."""

from typing import Any

from django.utils import timezone

from policies import citing, searching
from policies.exports.storing import store_pdf, without_current_pdf
from policies.importing import keeping
from policies.models import Revision
from regs_portal.jobs import enqueue_on_commit, every, job

# So many at a time: a sweep is short, and the next one goes on.
SWEEP = 200


@job
def make_pdf_of(revision_id: int) -> None:
    """The PDF a published revision needs today; does nothing when it is already there."""
    store_pdf(revision_id)


@every(seconds=300)
@job
def make_missing_pdfs() -> None:
    """Makes certain what the announcement makes prompt, and marks what has been superseded."""
    for pk in without_current_pdf(timezone.localdate()).values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(make_pdf_of, pk)


@every(seconds=24 * 3600)
@job
def sweep_search() -> None:
    """Takes what is no longer in force out of the index."""
    searching.sweep(timezone.localdate())


@every(seconds=24 * 3600)
@job
def forget_old_imports() -> None:
    """Throws away texts that were kept for an import and left alone."""
    keeping.forget_old(timezone.now())


@every(seconds=24 * 3600)
@job
def sweep_references() -> None:
    """Takes out what is no longer in force of who cites whom."""
    citing.sweep(timezone.localdate())


def enqueue_pdf(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published``."""
    enqueue_on_commit(make_pdf_of, revision.pk)
