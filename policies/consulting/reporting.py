"""The record of a consultation, whole: what a court, a works council or an auditor asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from policies import audience, comparing
from policies.comparing.rows import Line, Row
from policies.consulting import showing
from policies.models import (
    Answer,
    Consultation,
    Extension,
    Meeting,
    Opinion,
    Revision,
    Settlement,
    Status,
)
from policies.models.opinion import OpinionQuerySet
from policies.text import canonical, outline
from policies.text.diff import compare

FROZEN = frozenset({Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Report:
    """``last_notice`` is when the last of those asked was written to; ``changes`` lead from the
    text asked about to ``against``, the one that was submitted, or the draft as it stands."""

    outline: outline.Outline
    audience: list[str]
    extensions: list[Extension]
    invited: int
    mailed: int
    first_notice: dt.datetime | None
    last_notice: dt.datetime | None
    opinions: int
    taken_back: int
    people: int
    meetings: list[Meeting]
    settlements: list[Settlement]
    changes: list[Row]
    summary: str
    is_submitted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One opinion with every answer it was given, the last one counts."""

    opinion: Opinion
    place: str
    redline: tuple[Line, ...]
    answers: list[Answer]


def report(consultation: Consultation) -> Report:
    """All but the opinions, which may be thousands."""
    text = canonical.read(consultation.text)
    revision: Revision = consultation.revision
    comparison = compare(text, revision.outline())
    notices = consultation.invitations.aggregate(
        first=models.Min("asked_at"),
        last=models.Max("asked_at"),
        mailed=models.Count("pk", filter=models.Q(asked_mailed=True)),
    )
    said = Opinion.objects.filter(consultation=consultation).aggregate(
        all=models.Count("pk"),
        taken_back=models.Count("withdrawal"),
        people=models.Count("by", distinct=True),
    )
    return Report(
        outline=text,
        audience=audience.lines(audience.Told(**rule) for rule in consultation.audience),
        extensions=list(extensions_of(consultation)),
        invited=consultation.population.invited,
        mailed=notices["mailed"],
        first_notice=notices["first"],
        last_notice=notices["last"],
        opinions=said["all"],
        taken_back=said["taken_back"],
        people=said["people"],
        meetings=list(
            consultation.meetings.select_related("recorded_by", "corrected_by").prefetch_related(
                "papers__kept_by", "attendances__employee"
            )
        ),
        settlements=list(
            consultation.settlements.select_related("recorded_by", "corrected_by")
            .prefetch_related("papers__kept_by")
        ),
        changes=comparing.rows(comparison),
        summary=comparing.summary(comparison),
        is_submitted=revision.status in FROZEN,
    )  # fmt: skip


def extensions_of(consultation: Consultation) -> "models.QuerySet[Extension]":
    """Annotated with ``written``: how many were written to of it."""
    extensions: models.QuerySet[Extension] = consultation.extensions.select_related("by")
    return extensions.annotate(
        written=models.Count("notices", filter=models.Q(notices__mailed=True))
    )


def opinions(consultation: Consultation) -> OpinionQuerySet:
    """In the order of the text, then as they were given; those taken back too."""
    found = Opinion.objects.filter(consultation=consultation).with_support()
    return found.order_by("position", "pk")


def rows(page: Sequence[Opinion], text: outline.Outline) -> list[Entry]:
    """One sheet of opinions, with everything said about them."""
    answers = Answer.objects.select_related("by").order_by("turn")
    models.prefetch_related_objects(
        list(page), models.Prefetch("answers", answers), "by", "withdrawal"
    )
    clauses = {clause.anchor: clause for clause in text.all_clauses()}
    return [
        Entry(
            opinion,
            showing.name_of(clauses.get(opinion.anchor)),
            showing.redline(clauses.get(opinion.anchor), opinion.proposal),
            list(opinion.answers.all()),
        )
        for opinion in page
    ]
