"""The table of heads and clauses: what treats each head, what only seems to, and where gaps are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from policies import audience
from policies.models import Clause, Head, HeadCoverage, HeadOmission, Policy, Revision, Status
from policies.models.outline import wordings
from policies.text import outline as text
from policies.text.outline import Outline
from policies.text.work_rule_heads import proposed
from regs_portal.people.models import Employee, Site


@dataclass(frozen=True, slots=True)
class Place:
    """A clause as the table names it; ``address`` is empty where its words cannot be opened."""

    anchor: str
    code: str
    number: str
    label: str
    caption: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.label, self.caption))) or self.code


@dataclass(slots=True)
class Row:
    """One head. ``gone`` are clauses once noted under it that the text no longer has;
    ``proposals`` seem to treat it and count for nothing until somebody confirms them."""

    head: Head
    clauses: list[Place] = field(default_factory=list)
    gone: list[Place] = field(default_factory=list)
    proposals: list[Place] = field(default_factory=list)
    omissions: list[HeadOmission] = field(default_factory=list)

    @property
    def is_gap(self) -> bool:
        return not self.clauses and not self.omissions

    @property
    def is_omitted(self) -> bool:
        return not self.clauses and bool(self.omissions)


def of_company(revisions: Iterable[Revision]) -> list[Row]:
    """One table over several work rules, a row for each head in the law's order; four queries."""
    return list(_table(wordings(revisions := list(revisions)), revisions).values())


def of_revision(revision: Revision, outline: Outline | None = None) -> list[Row]:
    """The table of one revision, with what is gone and what is proposed; at most five queries."""
    outline = outline or revision.outline()
    rows = _table({revision.pk: outline}, [revision])
    policy = revision.policy
    living = {one.anchor: one for one in outline.all_clauses() if not one.deleted}
    noted = set(policy.head_coverages.values_list("anchor", "head"))
    former = _former(policy, {anchor for anchor, _head in noted} - living.keys())
    for anchor, place in former.items():
        for head in (head for head in Head if (anchor, head) in noted):
            rows[head].gone.append(place)
    for anchor, names in proposed(outline).items():
        for head in (Head(name) for name in names if (anchor, name) not in noted):
            rows[head].proposals.append(_place(revision, living[anchor]))
    return list(rows.values())


def _table(texts: dict[int, Outline], revisions: list[Revision]) -> dict[Head, Row]:
    """What is confirmed, in the order of the texts."""
    rows = {head: Row(head) for head in Head}
    policies = [revision.policy_id for revision in revisions]
    noted: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row in HeadCoverage.objects.filter(policy__in=policies):
        noted[row.policy_id, row.anchor].add(row.head)
    for revision in revisions:
        for clause in texts[revision.pk].all_clauses():
            heads = noted[revision.policy_id, clause.anchor]
            for head in (head for head in Head if head in heads and not clause.deleted):
                rows[head].clauses.append(_place(revision, clause))
    omissions = HeadOmission.objects.filter(policy__in=policies).select_related("policy", "by")
    for omission in omissions.order_by("policy__code"):
        rows[Head(omission.head)].omissions.append(omission)
    return rows


def work_rules(employee: Employee, on: dt.date, site: Site | None = None) -> list[Revision]:
    """The work rules in force on the day that the employee may read, by code; with a site, those
    that bind somebody there."""
    policies = Policy.objects.open_to(employee, on).filter(is_work_rule=True)
    found = list(
        Revision.objects.in_force(on)
        .filter(policy__in=policies.values("pk"))
        .select_related("policy")
        .order_by("policy__code")
    )
    if site is None:
        return found
    counts = audience.bound_by_site([revision.policy for revision in found], on)
    return [revision for revision in found if counts[revision.policy_id].get(site.pk)]


def gaps(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.is_gap]


def _former(policy: Policy, anchors: set[str]) -> dict[str, Place]:
    """The clauses of those anchors as the newest text that had them printed them."""
    if not anchors:
        return {}
    clauses = (
        Clause.objects.filter(revision__policy=policy, anchor__in=anchors)
        .select_related("revision")
        .order_by("revision__sequence")
    )
    return {
        one.anchor: Place(one.anchor, policy.code, one.revision.number, one.label, one.caption)
        for one in clauses
        if not one.is_deleted
    }


def _place(revision: Revision, clause: text.Clause) -> Place:
    return Place(
        clause.anchor,
        revision.policy.code,
        revision.number,
        clause.label,
        clause.caption,
        _address(revision, clause.anchor),
    )


def _address(revision: Revision, anchor: str) -> str:
    if revision.status == Status.PUBLISHED:
        page = reverse("reading:revision", args=[revision.policy.code, revision.number])
        return f"{page}#{anchor}"
    if revision.status == Status.DRAFT:
        return reverse("drafting:draft", args=[revision.pk], query={"clause": anchor})
    return reverse("deciding:road", args=[revision.pk]) + f"#{anchor}"
