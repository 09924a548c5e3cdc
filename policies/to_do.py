"""What waits for an editor, apart from decisions: texts to mend, to publish, to answer, to file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies import questions
from policies.filing import listing
from policies.models import Consultation, Opinion, Policy, Revision, Status, Transition
from regs_portal.people.models import Employee

# Of each kind; the rest move up as these are done.
MOST = 10


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: about which text, what, and where."""

    code: str
    title: str
    sentence: str
    address: str
    is_urgent: bool = False


def of_editor(employee: Employee, on: dt.date) -> list[ToDo]:
    """What waits for the editors of the employee's policies, what is late first."""
    policies = Policy.objects.editable_by(employee).values("pk")
    found = [
        *_returned(policies),
        *_to_publish(policies),
        *_consulted(policies, on),
        *_to_file(employee, on),
        *_asked(employee),
    ]
    return sorted(found, key=lambda each: not each.is_urgent)


def _open(policies: "models.QuerySet[Any]", status: Status) -> "models.QuerySet[Revision]":
    revisions = Revision.objects.filter(policy__in=policies, status=status)
    return revisions.select_related("policy").order_by("created_at", "pk")


def _returned(policies: "models.QuerySet[Any]") -> Iterator[ToDo]:
    last = models.Subquery(
        Transition.objects.filter(revision=models.OuterRef("pk")).order_by("-pk").values("verb")[:1]
    )
    returned = _open(policies, Status.DRAFT).annotate(last=last).filter(last="return")
    for revision in returned[:MOST]:
        sentence = _("Returned. Next: mend it and submit it again.")
        yield _about(revision, sentence, reverse("deciding:road", args=[revision.pk]))


def _to_publish(policies: "models.QuerySet[Any]") -> Iterator[ToDo]:
    for revision in _open(policies, Status.APPROVED)[:MOST]:
        sentence = _("Approved. Next: choose the effective date and publish it.")
        yield _about(revision, sentence, reverse("deciding:publish", args=[revision.pk]))


def _consulted(policies: "models.QuerySet[Any]", on: dt.date) -> Iterator[ToDo]:
    """Consultations with opinions to answer, or over and to be concluded."""
    unanswered = (
        Opinion.objects.unanswered()
        .filter(consultation=models.OuterRef("pk"))
        .order_by()
        .values("consultation")
        .annotate(count=models.Count("pk"))
        .values("count")
    )
    held = (
        Consultation.objects.under_way()
        .with_last_day()
        .filter(revision__policy__in=policies)
        .annotate(left=models.Subquery(unanswered))
        .select_related("revision__policy", "conclusion")
        .defer("text", "audience")
        .order_by("pk")
    )
    for consultation in held[:MOST]:
        is_over = consultation.last_day() < on
        left: int = consultation.left or 0  # type: ignore[attr-defined]
        if not (left or is_over):
            continue
        if left:
            sentence = ngettext(
                "%(count)s opinion to answer.", "%(count)s opinions to answer.", left
            ) % {"count": left}
        else:
            sentence = _("The consultation is over and answered. Next: conclude it.")
        address = reverse("consulting:lead", args=[consultation.pk])
        yield _about(consultation.revision, sentence, address, is_urgent=is_over)


def _to_file(employee: Employee, on: dt.date) -> Iterator[ToDo]:
    for filing in listing.to_do_of(employee, on)[:MOST]:
        revisions = list(filing.revisions.all())
        for step in listing.next_of(filing, employee, on)[:1]:
            address = reverse("filing:filing", args=[filing.pk])
            yield _about(revisions[0], step.sentence, address, is_urgent=step.is_urgent)


def _about(revision: Revision, sentence: str, address: str, *, is_urgent: bool = False) -> ToDo:
    return ToDo(revision.policy.code, revision.title, sentence, address, is_urgent)


def _asked(employee: Employee) -> Iterator[ToDo]:
    """Questions of readers that nobody has answered, by policy."""
    waiting = questions.waiting_for(employee).order_by()
    rows = waiting.values_list("policy__code").annotate(
        count=models.Count("pk"), title=models.Max("revision__title")
    )
    for code, count, title in rows.order_by("policy__code")[:MOST]:
        sentence = ngettext(
            "%(count)s question waits for an answer.",
            "%(count)s questions wait for an answer.",
            count,
        ) % {"count": count}
        yield ToDo(code, title, sentence, reverse("reading:questions", args=[code]))
