"""What an auditor asks of the trail: who, what, about what, when. A page at a time."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regs_portal.audit.models import AuditEvent

PER_PAGE = 50

# Where the page about a subject is, by its model's label; apps name theirs when they are ready.
addresses: dict[str, Callable[[str], str]] = {}
# What the subjects of a model are called, by their keys; apps name theirs.
names: dict[str, Callable[[Collection[str]], Mapping[str, str]]] = {}
# What each verb is called; apps name theirs.
deeds: dict[str, Promise] = {
    "audit.export": _("Took the audit trail away"),
    "people.start_role": _("Added a post"),
    "people.create_administrator": _("Made somebody an administrator"),
    "people.gain_office": _("Somebody was given an office"),
    "people.lose_office": _("Somebody’s office was taken away"),
    "people.change_account": _("Somebody’s account was changed"),
}


def events(
    *,
    actor: str = "",
    verb: str = "",
    subject: str = "",
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    before: int | None = None,
) -> "models.QuerySet[AuditEvent]":
    """The newest first, those before the number ``before``; the days are the company's."""
    wanted: dict[str, Any] = {}
    if actor:
        wanted["actor_number"] = actor
    if verb:
        wanted["verb"] = verb
    if subject:
        wanted["subject"] = subject
    if first_day:
        wanted["at__gte"] = _begin(first_day)
    if last_day and last_day < dt.date.max:
        wanted["at__lt"] = _begin(last_day + dt.timedelta(days=1))
    if before is not None:
        wanted["sequence__lt"] = before
    return AuditEvent.objects.filter(**wanted).select_related("actor").order_by("-sequence")


def verbs() -> list[str]:
    """Every verb there is, in order; a walk over the index from one to the next."""
    found: list[str] = []
    newest = AuditEvent.objects.order_by("verb").values_list("verb", flat=True)
    verb = newest.first()
    while verb is not None:
        found.append(verb)
        verb = newest.filter(verb__gt=verb).first()
    return found


def deed(verb: str) -> str:
    """What the verb is called; its own name where nobody gave it another."""
    return str(deeds.get(verb, verb))


def address_of(subject: str) -> str:
    """The page about what an event is about; empty where there is none."""
    label, _colon, key = subject.partition(":")
    return addresses[label](key) if label in addresses else ""


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """What they are called, a query for every model; those that nobody names are left out."""
    keys: dict[str, set[str]] = {}
    for subject in subjects:
        label, _colon, key = subject.partition(":")
        if label in names:
            keys.setdefault(label, set()).add(key)
    return {
        f"{label}:{key}": name
        for label, wanted in keys.items()
        for key, name in names[label](wanted).items()
    }


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
