"""What is in force elsewhere and says nearly what a draft says: for all of it, for one clause."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from policies import access
from policies.nearness import near_clauses
from policies.views.requests import as_employee

PER_PAGE = 60  # clauses compared for one page


@require_safe
def near(request: HttpRequest, pk: int) -> HttpResponse:
    """All clauses of the draft, so many to a page."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    clauses = list(revision.outline().all_clauses())
    page = Paginator(clauses, PER_PAGE).get_page(request.GET.get("page"))
    nearness = near_clauses(page.object_list, by, access.today(), apart_from=revision.policy)
    context = {"revision": revision, "nearness": nearness, "page_obj": page}
    return render(request, "near/draft.html", context)


@require_safe
@vary_on_headers("HX-Request")
def near_clause(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    """One clause as it is saved: a page, or the part of it that the drafting page asks for."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    clauses = revision.outline().all_clauses()
    clause = next((each for each in clauses if each.anchor == anchor), None)
    if clause is None:
        raise Http404
    nearness = near_clauses([clause], by, access.today(), apart_from=revision.policy)
    context = {"revision": revision, "clause": clause, "nearness": nearness}
    is_part = request.headers.get("HX-Request")
    return render(request, "near/clause.html#found" if is_part else "near/clause.html", context)
