"""The draft as it stands now, locked for one verb."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models import Chapter, Clause, Policy, Revision, RevisionKind, Status
from policies.refusals import Refused
from regs_portal.people.models import Department, Employee

WRITTEN_BY_HAND = frozenset({RevisionKind.TEXT, RevisionKind.CORRECTION})


def locked_draft(
    revision: Revision, by: Employee, *, of_kinds: Collection[str] = WRITTEN_BY_HAND
) -> Revision:
    """Locks the row: one verb at a time writes in a draft, and none while it is submitted.

    The words of a repeal are made from its reason, so the verbs that write a text refuse it.
    """
    draft = Revision.objects.locked(no_key=True).get(pk=revision.pk)
    check_editor(draft.policy, by)
    if draft.status != Status.DRAFT:
        raise Refused("revision_frozen")
    if draft.kind not in of_kinds:
        raise Refused(
            "wrong_kind",
            _("The words of a repeal are made from its reason. Change the reason instead."),
        )
    return draft


def check_editor(policy: Policy, by: Employee) -> None:
    if not by.is_employed(timezone.localdate()):
        raise Refused("not_employed")
    if not policy.is_editable_by(by):
        raise Refused(
            "not_yours",
            _(
                "Only editors of the issuing department, or the policy's owner, may write here. "
                "Ask the owner to take you in."
            ),
        )


def check_issuer(department: Department, by: Employee) -> None:
    """Nobody issues in the name of a department they neither belong to nor stand above."""
    if not by.is_employed(timezone.localdate()):
        raise Refused("not_employed")
    if not by.is_editor or not department.path.startswith(by.department.path):
        raise Refused(
            "not_yours",
            _("You can issue policies only for your own department and those below it."),
        )


GONE = "gone"


def clause_of(draft: Revision, anchor: str) -> Clause:
    try:
        return draft.clauses.get(anchor=anchor)
    except Clause.DoesNotExist:
        raise Refused(
            GONE, _("Somebody has removed that clause meanwhile. Reload the page to see.")
        ) from None


def chapter_of(draft: Revision, anchor: str) -> Chapter:
    try:
        return draft.chapters.get(anchor=anchor)
    except Chapter.DoesNotExist:
        raise Refused(
            GONE, _("Somebody has removed that heading meanwhile. Reload the page to see.")
        ) from None
