"""Hears that a revision was published, or its day moved; only sets work going."""

from typing import Any

from acknowledgements.jobs import assign_audience_of, follow_the_day_of
from policies.models import Revision
from regs_portal.jobs import enqueue_on_commit


def enqueue_assigning(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published``. What this loses, the sweep finds."""
    enqueue_on_commit(assign_audience_of, revision.pk)


def enqueue_following(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_rescheduled``. A cancelled revision is owed by nobody by itself."""
    enqueue_on_commit(follow_the_day_of, revision.pk)
