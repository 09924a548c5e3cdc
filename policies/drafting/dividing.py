"""One clause made two, two clauses made one: who keeps the anchor, and what is remembered of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.addressing import (
    address,
    audience_of,
    audiences_of,
    bind,
    codes_of,
    in_code,
    merged_audience,
    roles_of,
)
from policies.drafting.arranging import CHANGED, proposed_label
from policies.drafting.editing import CLAUSE_FIELDS, write
from policies.drafting.locking import clause_of, locked_draft
from policies.drafting.positions import in_sequence, save
from policies.drafting.removing import delete_clauses
from policies.histories.savings import Happening
from policies.models import Clause, LegalBasis, Revision
from policies.refusals import Refused, named_constraints
from policies.text import dividing
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# The codes of what cannot be divided or merged.
TOMBSTONE = "tombstone"
NO_SUCH_POINT = "no_such_point"
NOT_BESIDE = "not_beside"


def split_clause(
    revision: Revision, anchor: str, version: int, by: Employee, *, point: str
) -> Clause:
    """Divides the clause at the ``key`` of one of its ``dividing.points``; returns the new one.

    The first keeps anchor, label, caption and history. The second follows it with an anchor of
    its own, a proposed label and the same roles and audience, and remembers where it came from.
    Refuses when somebody has saved since ``version``, for nobody saw what would become of it.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        _check_version(clause, version)
        first, second = _parts(clause, point)
        siblings = list(draft.clauses.filter(chapter=clause.chapter).order_by("position"))
        place = siblings.index(clause) + 1
        clause._change_reason = Happening.DIVIDED.value
        write(clause, version, by, CLAUSE_FIELDS, {"body": first})
        added = Clause(
            revision=draft,
            chapter=clause.chapter,
            label=proposed_label(draft, siblings, place),
            body=second,
            position=len(siblings) + 1,
            descends_from=[anchor],
        )
        added._change_reason = Happening.DIVIDED.value
        save(added, by)
        if codes := codes_of([clause])[clause.pk]:
            address(added, roles_of(codes), by)
        if audience := audience_of(clause):
            bind(added, audience, by)
        in_sequence([*siblings[:place], added, *siblings[place:]])
        record("policies.split_clause", draft, by, anchor=anchor, into=added.anchor)
    return added


def merge_clauses(
    revision: Revision,
    anchor: str,
    version: int,
    other: str,
    other_version: int,
    by: Employee,
) -> Clause:
    """Joins two clauses of one heading, in reading order; returns the first, which stays.

    It keeps anchor, label and caption, and remembers the one it took in; that one is removed, and
    can be restored from its history. It is addressed to the roles of both; to everyone if one of
    them is, and binds whom either bound. It rests on the laws of both. Refuses when somebody has
    saved either since its version.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        one, two = clause_of(draft, anchor), clause_of(draft, other)
        _check_version(one, version)
        _check_version(two, other_version)
        _check_beside(one, two)
        first, second = sorted((one, two), key=lambda clause: clause.position)
        before = codes_of([first, second])
        codes = merged_roles(before[first.pk], before[second.pk])
        if readdressed := codes != before[first.pk]:
            address(first, roles_of(codes), by)
        bound = audiences_of([first, second])
        was = bound[first.pk]
        audience = merged_audience(was, bound[second.pk])
        if audience != was:
            bind(first, audience, by)
        first.descends_from = [*first.descends_from, *_descent(second, first)]
        first._change_reason = Happening.MERGED.value
        body = dividing.join(first.body, second.body)
        write(first, first.lock_version, by, CLAUSE_FIELDS, {"body": body}, touched=True)
        label = second.label
        for basis in LegalBasis.objects.filter(revision=draft, anchor=second.anchor):
            basis.anchor = first.anchor
            save(basis, by)
        delete_clauses([second], by)
        in_sequence(list(draft.clauses.filter(chapter=first.chapter).order_by("position")))
        told: dict[str, Any] = {"roles": sorted(codes)} if readdressed else {}
        if audience != was:
            told["audience"] = in_code(audience)
        record(
            "policies.merge_clauses", draft, by,
            anchor=first.anchor, taken=second.anchor, label=label, **told,
        )  # fmt: skip
    return first


def merged_roles(one: set[str], other: set[str]) -> set[str]:
    """To whom the words of both are addressed: no roles means everyone."""
    return one | other if one and other else set()


def _parts(clause: Clause, key: str) -> tuple[str, str]:
    if clause.is_deleted:
        raise Refused(TOMBSTONE, _("A deleted clause has no words to divide."))
    point = next((each for each in dividing.points(clause.body) if each.key == key), None)
    if point is None:
        raise Refused(NO_SUCH_POINT, _("Choose where the new clause is to begin."))
    return dividing.divide(clause.body, point)


def _check_version(clause: Clause, version: int) -> None:
    if clause.lock_version != version:
        raise Refused(
            CHANGED,
            _(
                "Somebody has changed “%(clause)s” since you opened this page, so nothing was "
                "done. Below is what it says now."
            )
            % {"clause": clause},
        )


def _check_beside(one: Clause, two: Clause) -> None:
    if one.pk == two.pk or one.chapter_id != two.chapter_id:
        raise Refused(
            NOT_BESIDE,
            _("Only two clauses under the same heading can be merged. Move one of them first."),
        )
    if one.is_deleted or two.is_deleted:
        raise Refused(TOMBSTONE, _("A deleted clause has no words to merge."))


def _descent(taken: Clause, into: Clause) -> list[str]:
    """What ``into`` remembers once it took that one in: also what that one remembered."""
    anchors = [taken.anchor, *taken.descends_from]
    return [each for each in anchors if each not in {into.anchor, *into.descends_from}]
