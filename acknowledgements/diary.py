"""The last days to acknowledge, for the calendar of whoever owes them."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import Assignment
from policies.diary import Absolute, identity
from policies.exports.icalendar import Event
from regs_portal.people.models import Employee

MOST = 200


def due_days(employee: Employee, on: dt.date, absolute: Absolute) -> Iterable[Event]:
    """What the employee has still to acknowledge; what they have acknowledged is no duty more."""
    owed = Assignment.objects.owed_by(employee, on).select_related("revision__policy", "ground")
    for assignment in owed[:MOST]:
        revision = assignment.revision
        code = revision.policy.code
        named = {"title": revision.title, "number": revision.number, "code": code}
        yield Event(
            uid=f"{identity('due', revision, employee.pk)}",
            day=assignment.last_day,
            title=_("Acknowledge by today: %(title)s %(number)s (%(code)s)") % named,
            words="",
            link=absolute(reverse("reading:revision", args=[code, revision.number])),
            changed=assignment.ground.at,
            # A last day only ever moves to a later one, so this counts up with every move.
            sequence=max((assignment.last_day - timezone.localdate(assignment.ground.at)).days, 0),
        )
