"""The days of somebody's calendar: when texts take effect, and what other apps add."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from policies import summarising
from policies.cataloguing import WORDS
from policies.exports.icalendar import Event
from policies.models import Policy, Revision, Status
from policies.news import ITS_OWN
from regs_portal.people.models import Employee

# Makes an address of the portal absolute.
Absolute = Callable[[str], str]
# What else belongs into somebody's calendar. Apps above this one register here when they are
# ready: a function of the employee, the day and what makes addresses absolute.
Source = Callable[[Employee, dt.date, Absolute], Iterable[Event]]
sources: list[Source] = []

BACK = dt.timedelta(days=366)
MOST = 400
_NAMESPACE = uuid.UUID("7f2f6bc4-3a0e-5d0c-9f0e-8b8ad5a2c6d1")


def events(employee: Employee, on: dt.date, absolute: Absolute) -> list[Event]:
    """Days of the last year and all to come, those of the employee's own first."""
    own = [event for source in sources for event in source(employee, on, absolute)]
    return [*own, *_effective_days(employee, on, absolute)]


def identity(kind: str, revision: Revision, key: int) -> uuid.UUID:
    """Of a thing said of a published text: the same for ever, on whatever host it is read."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{revision.digest}:{revision.pk}:{key}")


def feed_identity(reader: Employee) -> uuid.UUID:
    """The same news are another feed for another reader."""
    return uuid.uuid5(_NAMESPACE, f"feed:{reader.pk}")


def _effective_days(employee: Employee, on: dt.date, absolute: Absolute) -> Iterable[Event]:
    """One query. Of what was called off the day stays, struck out, until it would have come."""
    policies = Policy.objects.open_to(employee, on).values("pk")
    shown = models.Q(status=Status.PUBLISHED) | models.Q(
        status=Status.CANCELLED, effective_from__gte=on
    )
    revisions = (
        Revision.objects.filter(shown, effective_from__gte=on - BACK, policy__in=policies)
        .select_related(*ITS_OWN)
        .defer(*WORDS)
        .annotate(moves=models.Count("schedules"), moved_at=models.Max("schedules__at"))
        .order_by("-effective_from", "policy__code", "sequence")
    )
    for revision in revisions[:MOST]:
        yield _effective(revision, absolute)


def _effective(revision: Revision, absolute: Absolute) -> Event:
    policy, day = revision.policy, revision.effective_from
    assert day is not None  # noqa: S101  (the query asks for one)
    is_cancelled = revision.status == Status.CANCELLED
    named = {"title": revision.title, "number": revision.number, "code": policy.code}
    if revision.is_repeal:
        title = _("Repealed: %(title)s (%(code)s)") % named
    else:
        title = _("In force: %(title)s %(number)s (%(code)s)") % named
    address = (
        reverse("reading:policy", args=[policy.code])
        if is_cancelled
        else reverse("reading:revision", args=[policy.code, revision.number])
    )
    words = () if is_cancelled else (summarising.line(revision), revision.change_note)
    return Event(
        uid=f"{identity('effective', revision, 0)}",
        day=day,
        title=title,
        words="\n".join(filter(None, words)),
        link=absolute(address),
        changed=revision.moved_at or revision.published_at or revision.created_at,  # type: ignore[attr-defined]
        sequence=max(revision.moves - 1, 0),  # type: ignore[attr-defined]
        is_cancelled=is_cancelled,
    )
