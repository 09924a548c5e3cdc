"""What is new: texts that took effect, policies that ended, and what is coming; with one line
each on what changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import summarising
from policies.cataloguing import WORDS
from policies.models import Policy, Revision, Schedule, ScheduleVerb
from regs_portal.people.models import Employee

ITS_OWN = ("policy__category", "policy__issuing_department", "change_summary", "replaced_by")


@dataclass(frozen=True, slots=True)
class News:
    """A published revision, what it changes in figures, and its state that day: ``coming``,
    ``in-force``, ``superseded`` or ``repealed``."""

    revision: Revision
    sentence: str
    state: str


def took_effect(
    employee: Employee,
    on: dt.date,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> "models.QuerySet[Revision]":
    """Published revisions, repeals too, of policies open to the employee that took effect by the
    day ``on``, and where they are given from ``since`` to ``until``, both included; latest first.
    """
    found = _open_to(employee, on).filter(effective_from__lte=min(until or on, on))
    if since:
        found = found.filter(effective_from__gte=since)
    return found.order_by("-effective_from", "-published_at", "-pk")


def coming(employee: Employee, on: dt.date) -> "models.QuerySet[Revision]":
    """Published, not yet in effect, next first; repeals too."""
    return _open_to(employee, on).filter(effective_from__gt=on).order_by(
        "effective_from", "policy__code"
    )  # fmt: skip


def told(revisions: Iterable[Revision], on: dt.date) -> list[News]:
    return [News(each, summarising.line(each), state_of(each, on)) for each in revisions]


def state_of(revision: Revision, on: dt.date) -> str:
    if revision.is_scheduled(on):
        return "coming"
    if revision.is_superseded(on):
        return "superseded"
    return "repealed" if revision.is_repeal else "in-force"


def kind_of(schedule: Schedule) -> str:
    """What a row of the schedule tells: ``cancelled``, ``postponed``, ``repealed``,
    ``repeal_coming``, ``published`` or ``coming``."""
    if schedule.verb == ScheduleVerb.CANCEL:
        return "cancelled"
    if schedule.verb == ScheduleVerb.POSTPONE:
        return "postponed"
    day = schedule.effective_from
    is_coming = day is not None and day > timezone.localdate(schedule.at)
    if schedule.revision.is_repeal:
        return "repeal_coming" if is_coming else "repealed"
    return "coming" if is_coming else "published"


def decided(employee: Employee, on: dt.date) -> "models.QuerySet[Schedule]":
    """What was published, moved or called off of policies open to the employee, newest first."""
    policies = Policy.objects.open_to(employee, on).values("pk")
    rows = Schedule.objects.filter(revision__policy__in=policies)
    return rows.select_related(*(f"revision__{name}" for name in ITS_OWN)).order_by("-pk")


def headline(schedule: Schedule) -> str:
    """The news in one line, in the language of the moment."""
    revision, day = schedule.revision, schedule.effective_from
    named = {
        "title": revision.title,
        "number": revision.number,
        "date": day.isoformat() if day else "",
    }
    match kind_of(schedule):
        case "cancelled":
            return _("%(title)s %(number)s: called off") % named
        case "postponed":
            return _("%(title)s %(number)s: postponed to %(date)s") % named
        case "repealed" | "repeal_coming":
            return _("%(title)s: repealed from %(date)s on") % named
    return _("%(title)s %(number)s: in force from %(date)s") % named


def in_short(schedule: Schedule) -> str:
    """Why it was moved or called off; else what it changes, and the change note."""
    if schedule.reason:
        return schedule.reason
    revision = schedule.revision
    return "\n".join(filter(None, (summarising.line(revision), revision.change_note)))


def _open_to(employee: Employee, on: dt.date) -> "models.QuerySet[Revision]":
    policies = Policy.objects.open_to(employee, on).values("pk")
    published = Revision.objects.published().filter(policy__in=policies)
    return published.select_related(*ITS_OWN).defer(*WORDS)
