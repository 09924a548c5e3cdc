"""What HR and auditors see: who has acknowledged, who has not, who is overdue; to take away too.

Every view asks ``access`` first: the names of those who owe something are nobody else's business.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from acknowledgements import access, charts, populations, reports
from acknowledgements.assigning import unassigned
from acknowledgements.exports import FORMATS
from acknowledgements.exports.sheet import rows
from acknowledgements.forms import DashboardForm, DepartmentForm, NamesForm
from acknowledgements.populations import last_day, population, state_of
from policies.access import today as company_day
from policies.models import Revision
from policies.views.requests import as_employee
from regs_portal.audit.recording import record
from regs_portal.people.models import Department

POLICIES_PER_PAGE = 20
NAMES_PER_PAGE = 50


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Departments against the policies in force or coming; figures from the tallies."""
    access.require_office(as_employee(request))
    today = company_day()
    form = DashboardForm(request.GET)
    chosen = _cleaned(form)
    root: Department | None = chosen.get("department") or reports.root_of_the_tree()
    standing = reports.standing(today)
    counts = reports.counts_by_revision(standing, today, root)
    columns = standing.select_related("policy").order_by("policy__code", "sequence")
    if words := chosen.get("q"):
        columns = columns.filter(Q(title__icontains=words) | Q(policy__code__istartswith=words))
    page = Paginator(columns, POLICIES_PER_PAGE).get_page(request.GET.get("page"))
    revisions = list(page)
    departments = reports.rows_below(root)
    grid = reports.grid([revision.pk for revision in revisions], departments, root, today)
    context = {
        "form": form,
        "is_narrowed": bool(words),
        "chosen": chosen.get("department"),
        "total": reports.total(counts.values()),
        "people_owing": populations.people_owing(today, root),
        "page_obj": page,
        "columns": [(revision, revision.is_scheduled(today)) for revision in revisions],
        "rows": [
            (
                row,
                [(revision, grid.get((row.department.pk, revision.pk))) for revision in revisions],
            )
            for row in _indented(departments, root)
            if any((row.department.pk, revision.pk) in grid for revision in revisions)
        ],
        "tenths": range(11),
        "unassigned": unassigned().filter(policy__requires_acknowledgement=True).count(),
        "query": _query(request),
    }
    return render(request, "hr/dashboard.html", context)


@require_safe
def policy_in_force(request: HttpRequest, code: str) -> HttpResponse:
    """On to the revision in force; where there is none, to the newest one published."""
    policy = access.examined_policy(as_employee(request), code)
    published = policy.revisions.published().words().newest_first()
    revision = policy.revisions.in_force(company_day()).first() or published.first()
    if revision is None:
        raise Http404
    return redirect("hr:policy", code, revision.number)


@require_safe
def policy(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """One revision: how the acknowledging went against the deadline, and by department."""
    today = company_day()
    revision = access.examined_revision(as_employee(request), code, number)
    day = last_day(revision, today)
    form = DepartmentForm(request.GET)
    chosen: Department | None = _cleaned(form).get("department")
    root = chosen or reports.root_of_the_tree()
    departments = reports.rows_below(root)
    grid = reports.grid([revision.pk], departments, root, day)
    counts = reports.counts_by_revision(Revision.objects.filter(pk=revision.pk), day)
    course = populations.course(revision)
    context = _facts(revision, today) | {
        "form": form,
        "chosen": chosen,
        "total": counts.get(revision.pk, reports.Count()),
        "course": course,
        "curve": charts.curve(course, day) if course else None,
        "rows": [
            (row, count)
            for row in _indented(departments, root)
            if (count := grid.get((row.department.pk, revision.pk)))
        ],
        "versions": revision.policy.revisions.published().words().newest_first(),
        "is_unassigned": course is None and unassigned().filter(pk=revision.pk).exists(),
    }
    return render(request, "hr/policy.html", context)


@require_safe
def names(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Who: one row a person, page by page."""
    today = company_day()
    revision = access.examined_revision(as_employee(request), code, number)
    form = NamesForm(request.GET)
    chosen = _chosen(form)
    page = Paginator(population(revision, today, **chosen), NAMES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    day = last_day(revision, today)
    context = _facts(revision, today) | {
        "form": form,
        "is_narrowed": any(chosen.values()),
        "page_obj": page,
        "people": [(row, state_of(row, day), row.days_late(day)) for row in page],
        "query": _query(request),
    }
    return render(request, "hr/names.html", context)


@require_POST
def export(request: HttpRequest, code: str, number: str, form: str) -> HttpResponseBase:
    """The names as a file. A POST, because taking them away leaves an audit event."""
    by, today = as_employee(request), company_day()
    revision = access.examined_revision(by, code, number)
    chosen = _chosen(NamesForm(request.POST))
    people = population(revision, today, **chosen)
    with transaction.atomic():
        department = chosen["department"]
        record(
            "acknowledgements.export", revision, by, format=form, people=people.count(),
            department=department.code if department else "", state=chosen["state"],
            words=chosen["words"],
        )  # fmt: skip
    parts = [code, number, chosen["state"], today.isoformat()]
    response = FORMATS[form](
        rows(revision, people, today), "-".join(part for part in parts if part)
    )
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True, slots=True)
class Row:
    """A department in a table: how deep below the first row; whether more lies below than shown."""

    department: Department
    depth: int
    has_more: bool


def _indented(departments: list[Department], root: Department | None) -> list[Row]:
    """The rows in the order of the tree."""
    top = root.depth if root else 0
    shown = {department.pk for department in departments}
    hidden = Department.objects.filter(parent__in=shown).exclude(pk__in=shown).order_by()
    parents = set(hidden.values_list("parent", flat=True))
    return [
        Row(department, min(department.depth - top, 3), department.pk in parents)
        for department in departments
    ]


def _facts(revision: Revision, today: dt.date) -> dict[str, Any]:
    if revision.is_scheduled(today):
        state = "coming"
    else:
        state = "superseded" if revision.is_superseded(today) else "in-force"
    return {"revision": revision, "policy": revision.policy, "state": state, "today": today}


def _cleaned(form: Form) -> dict[str, Any]:
    """What is valid of the form; the rest is ignored, its sentence stands beside the field."""
    form.is_valid()
    return form.cleaned_data


def _chosen(form: NamesForm) -> dict[str, Any]:
    cleaned = _cleaned(form)
    return {
        "department": cleaned.get("department"),
        "state": cleaned.get("state", ""),
        "words": cleaned.get("q", ""),
    }


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
