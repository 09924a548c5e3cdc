"""A consulted text and what was said about it, as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from policies import audience
from policies.comparing.rows import Line, in_lines
from policies.consulting.access import Seen
from policies.models import Opinion, Support
from policies.models.opinion import OpinionQuerySet
from policies.text.markup import to_text
from policies.text.outline import Clause, Outline
from policies.text.spans import spans
from regs_portal.people.models import Employee

# Marks before a clause that stand in a list of them, no longer than this: 第十二條之一.
SHOWN_OF_A_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion as a reader sees it. ``by`` is empty where the name is not theirs to know."""

    opinion: Opinion
    by: str
    is_mine: bool
    is_supported: bool
    place: str
    redline: tuple[Line, ...]
    shows_answer: bool


def counted(seen: Seen, employee: Employee) -> dict[str, tuple[int, int]]:
    """By anchor, empty for the whole: how many opinions the employee may read, and gave."""
    mine = models.Count("pk", filter=models.Q(by=employee))
    rows = (
        seen.opinions_for(employee)
        .standing()
        .order_by()
        .values_list("anchor")
        .annotate(all=models.Count("pk"), mine=mine)
    )
    return {anchor: (count, own) for anchor, count, own in rows}


def clause_of(outline: Outline, anchor: str) -> Clause | None:
    return next((each for each in outline.all_clauses() if each.anchor == anchor), None)


def bound_by(outline: Outline) -> dict[str, str]:
    """By anchor: whom alone a clause binds, of those whom its policy binds."""
    targets = audience.targets_in(outline.all_clauses())
    return {
        clause.anchor: "；".join(
            audience.lines(rule.told for rule in audience.clause_rules(clause.audience, targets))
        )
        for clause in outline.all_clauses()
        if clause.audience
    }


def name_of(clause: Clause | None) -> str:
    """How a place is called in a list: its number and caption, else how it begins."""
    if clause is None:
        return _("On the whole")
    rest = clause.caption or to_text(clause.body).partition("\n")[0][:SHOWN_OF_A_CLAUSE]
    return " ".join(filter(None, (clause.label, rest)))


def most_supported_first(opinions: OpinionQuerySet) -> OpinionQuerySet:
    complete = opinions.with_support().with_answer().select_related("by", "withdrawal")
    return complete.order_by(models.F("support").desc(), "-pk")


def said(
    opinions: Sequence[Opinion], outline: Outline, seen: Seen, employee: Employee
) -> list[Said]:
    """The opinions of one page, in their order."""
    clauses = {clause.anchor: clause for clause in outline.all_clauses()}
    supported = set(
        Support.objects.filter(opinion__in=[each.pk for each in opinions], by=employee)
        .order_by()
        .values("opinion")
        .annotate(total=models.Sum("weight"))
        .filter(total=1)
        .values_list("opinion", flat=True)
    )
    is_published = seen.consultation.is_concluded()

    def one(opinion: Opinion) -> Said:
        is_mine, clause = opinion.by_id == employee.pk, clauses.get(opinion.anchor)
        return Said(
            opinion=opinion,
            by=opinion.by.name if seen.reads_names or is_mine else "",
            is_mine=is_mine,
            is_supported=opinion.pk in supported,
            place=name_of(clause),
            redline=redline(clause, opinion.proposal),
            shows_answer=seen.examines or is_published,
        )

    return [one(opinion) for opinion in opinions]


def redline(clause: Clause | None, proposal: str) -> tuple[Line, ...]:
    """The clause's words with what the proposal takes out and puts in."""
    if clause is None or not proposal:
        return ()
    return tuple(in_lines(spans(to_text(clause.body), proposal)))
