"""The columns an auditor asks for, and the rows, read as they are written out."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import AssignmentQuerySet, Means, Occasion
from acknowledgements.populations import last_day, state_of
from policies.audience import Told, lines
from policies.models import Revision
from policies.models.audience import Effect, RuleKind

Cell = str | int | dt.date | dt.datetime | None
Row = tuple[Cell, ...]
CHUNK = 2000


def headings() -> tuple[str, ...]:
    return (
        _("Code"), _("Revision"), _("Title"), _("Digest"), _("Employee number"), _("Name"),
        _("Department when assigned"), _("Hired on"), _("Last day"), _("Assigned at"), _("Due on"),
        _("State"), _("Acknowledged at"), _("Days late"), _("Sentence accepted"),
        _("Seconds open"), _("How"), _("Objection"), _("Asked because"), _("By the rule"),
    )  # fmt: skip


def rows(revision: Revision, population: AssignmentQuerySet, on: dt.date) -> Iterator[Row]:
    """One row an employee, in one query, never all in memory at once.

    Name and number of those who acknowledged are as they were recorded then. Times are the
    company's. A text no longer in force is reckoned up to its last day.
    """
    day = last_day(revision, on)
    head = (revision.policy.code, revision.number, revision.title)
    for found in with_evidence(population).iterator(chunk_size=CHUNK):
        yield (
            *head,
            found.evidence_digest or revision.digest,
            found.evidence_number or found.employee.employee_number,
            found.evidence_name or found.employee.name,
            found.department.name,
            found.employee.hired_on,
            found.employee.left_on,
            timezone.localtime(found.ground.at),
            found.due_on,
            str(state_of(found, day).label),
            timezone.localtime(found.evidence_at) if found.evidence_at else None,
            found.days_late(day),
            found.evidence_sentence,
            found.evidence_seconds,
            _label(Means, found.evidence_means),
            found.evidence_objection or None,
            _label(Occasion, found.ground.occasion),
            _rule(found.ground.rule),
        )


def _label(choices: type[models.TextChoices], value: str | None) -> str | None:
    return str(choices(value).label) if value else None


def _rule(line: dict[str, Any]) -> str | None:
    """The line of the audience that names the person, where it was kept."""
    if not line:
        return None
    number = line["code"] if line["kind"] == RuleKind.PERSON else ""
    return lines([Told(Effect.INCLUDE, line["kind"], line["name"], number)])[0]


def with_evidence(population: AssignmentQuerySet) -> "models.QuerySet[Any]":
    """Each assignment with the acknowledgement that settled it, if any, in the same query."""
    evidence = models.FilteredRelation(
        "revision__acknowledgements",
        condition=models.Q(revision__acknowledgements__employee=models.F("employee")),
    )
    return population.annotate(
        evidence=evidence,
        evidence_digest=models.F("evidence__digest"),
        evidence_number=models.F("evidence__employee_number"),
        evidence_name=models.F("evidence__employee_name"),
        evidence_at=models.F("evidence__at"),
        evidence_sentence=models.F("evidence__sentence"),
        evidence_seconds=models.F("evidence__seconds_open"),
        evidence_means=models.F("evidence__means"),
        evidence_objection=models.F("evidence__objection"),
    )
