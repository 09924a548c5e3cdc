"""The workspace: what lies on the desk of an editor, a reviewer, an auditor."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import access, desk, to_do
from policies.models import Revision, Status
from policies.reviewing import first_of
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

PER_PAGE = 20
# Shown beside the list itself, which has pages; the count says when there are more.
GLIMPSE = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision on the desk: where to open it, and what happens to it next, in words."""

    revision: Revision
    address: str
    next: str
    is_mine_to_write: bool


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Editors see their open texts, reviewers what waits for them, the office every open text."""
    employee = as_employee(request)
    on = access.today()
    office = access.works_in_the_office(employee, on)
    if not (employee.is_editor or office):
        raise PermissionDenied
    shows_all = not employee.is_editor or (office and request.GET.get("show") == "all")
    revisions = desk.all_open(employee) if shows_all else desk.open_of(employee)
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
    waiting = desk.waiting_for(employee) if access.signatories(employee, on) else None
    due = list(desk.due_for_review(employee, on)[: 2 * GLIMPSE]) if employee.is_editor else []
    context = {
        "page_obj": page,
        "entries": list(_entries(page, employee)),
        "shows_all": shows_all,
        "has_both": employee.is_editor and office,
        "waiting": waiting[:GLIMPSE] if waiting is not None else None,
        "waiting_count": waiting.count() if waiting is not None else 0,
        "to_publish": desk.to_publish(employee)[:GLIMPSE],
        "scheduled": desk.scheduled_of(employee, on)[:GLIMPSE],
        "withdrawn": desk.withdrawn_of(employee)[:GLIMPSE],
        "edits": employee.is_editor,
        "to_do": to_do.of_editor(employee, on) if employee.is_editor else [],
        "overdue": [each for each in due if each.review_due_on < on],  # type: ignore[attr-defined]
        "due": [each for each in due if each.review_due_on >= on],  # type: ignore[attr-defined]
        "glimpse": GLIMPSE,
        "today": on,
    }
    return render(request, "workspace/workspace.html", context)


def _entries(revisions: Iterable[Revision], employee: Employee) -> Iterable[Entry]:
    for revision in revisions:
        writes = revision.is_draft and revision.policy.is_editable_by(employee)
        name = "drafting:draft" if writes else "deciding:road"
        yield Entry(revision, reverse(name, args=[revision.pk]), _next(revision), writes)


def _next(revision: Revision) -> str:
    match revision.status:
        case Status.IN_CONSULTATION:
            return _("The staff is being consulted. Answer every opinion, then conclude it.")
        case Status.IN_REVIEW:
            steps = [review.title for review in first_of(revision.awaited)]  # type: ignore[attr-defined]
            return _("Waiting for a decision on: %(step)s") % {"step": _(", ").join(steps)}
        case Status.APPROVED:
            return _("Approved. Next: choose the effective date and publish it.")
        case Status.DRAFT if revision.round:
            return _("Returned. Next: mend it and submit it again.")
    return _("Next: finish the text and submit it for review.")
