"""The list of filings, and one of them with its timeline."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies import access, adverse
from policies.filing import access as filing_access
from policies.filing import listing, matrix, moving
from policies.forms.filing import FilingsForm, ScanForm
from policies.models import Filing, Revision
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

PER_PAGE = 20


@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """Every filing the employee may see, overdue ones first; ``?show=all`` those that are done."""
    employee = as_employee(request)
    if not filing_access.sees_filings(employee):
        raise PermissionDenied
    form = FilingsForm(request.GET, sites=listing.filed_sites(employee))
    form.is_valid()
    status, site = form.cleaned_data.get("status", ""), form.cleaned_data.get("site")
    shows_all = request.GET.get("show") == "all" or bool(status)
    found = listing.listed(employee, status, site.code if site else "", open_only=not shows_all)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    today = access.today()
    context = {
        "form": form,
        "page_obj": page,
        "filings": [(filing, _state(filing), filing.is_overdue(today)) for filing in page],
        "shows_all": shows_all,
        "query": query.urlencode(),
        "may_make": employee.is_hr or employee.is_editor,
    }
    return render(request, "filing/filings.html", context)


@require_safe
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    employee = as_employee(request)
    found = filing_access.filing(employee, pk)
    return show(request, employee, found)


def show(
    request: HttpRequest,
    employee: Employee,
    found: Filing,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One filing's page; ``more`` brings the form that was refused."""
    may = filing_access.keeps(employee, moving.policies_of(found))
    covered = covered_by(found)
    context = {
        "filing": found,
        "state": _state(found),
        "is_overdue": found.is_overdue(access.today()),
        "covered": covered,
        "moves": found.moves.select_related("by").order_by("-pk"),
        "scans": found.scans.select_related("by"),
        "postings": found.postings.select_related("site", "by", "photo"),
        "to_do": listing.next_of(found, employee, access.today()),
        "may": may,
        "verbs": moving.verbs_from(found.status) if may else [],
        "scan_form": ScanForm(),
        "sees_who_acknowledged": employee.is_hr or employee.is_auditor,
    } | more
    return render(request, "filing/filing.html", context, status=status)


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes into the envelope, for paper: the list of what is filed, and the table of heads."""
    found = filing_access.filing(as_employee(request), pk)
    covered = covered_by(found)
    context = {
        "filing": found,
        "covered": covered,
        "rows": matrix.of_company([revision for revision, _before, _judgement in covered]),
        "newest": found.moves.exclude(number="").last(),
    }
    return render(request, "filing/print.html", context)


def covered_by(found: Filing) -> list[tuple[Revision, Revision | None, Any]]:
    """Each revision filed, the one it changes, and whether the change is adverse."""
    revisions = (
        Revision.objects.filter(filed__filing=found)
        .select_related("policy", "based_on")
        .order_by("policy__code", "sequence")
    )
    judged = adverse.newest_of_each(revisions)
    return [(one, one.based_on, judged.get(one.pk)) for one in revisions]


def _state(filing: Filing) -> str:
    """The chip of the state, see partials/_chip.html."""
    return {
        "to_send": "wait", "sent": "in-review", "to_correct": "wait", "approved": "approved",
        "returned": "late", "dropped": "superseded",
    }[filing.status]  # fmt: skip
