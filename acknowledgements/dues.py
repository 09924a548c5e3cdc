"""The last day to acknowledge, as a rule says it."""

import datetime as dt

from django.conf import settings

from policies.models import Revision


def due_day(revision: Revision, on: dt.date) -> dt.date:
    """Counted from the day people are told, ``on``, but never before the text takes effect."""
    last = on + dt.timedelta(days=revision.policy.acknowledge_within_days)
    return max(last, revision.effective_from or last)


def days_for(revision: Revision, *, is_late: bool) -> int:
    """How many days people have: those told at publication, or, with ``is_late``, those who come
    under the rule afterwards."""
    if is_late:
        return int(settings.JOINERS_ACKNOWLEDGE_WITHIN)
    return revision.policy.acknowledge_within_days
