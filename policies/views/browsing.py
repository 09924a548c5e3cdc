"""Looking around: the map of documents, and what is new and changed."""

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies import access, news
from policies.document_map import document_map
from policies.forms.browsing import USUAL, NewsForm
from policies.forms.catalogue import CatalogueForm
from policies.models import Category, Revision
from policies.views.requests import as_employee
from regs_portal.people.models import Department

PER_PAGE = 30
COMING = 50


@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    """The pyramid of levels, and what stands under what, narrowed by the form above."""
    form = CatalogueForm(request.GET)
    form.is_valid()
    narrowed = {name: value for name, value in form.cleaned_data.items() if value}
    found = document_map(as_employee(request), access.today(), **narrowed)
    query = request.GET.copy()
    query.pop("level", None)
    context = {
        "form": form,
        "map": found,
        "is_narrowed": bool(narrowed),
        "asked_level": narrowed.get("level", ""),
        "query": query.urlencode(),
    }
    return render(request, "browsing/map.html", context)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What took effect in a period, latest first, and above it all that is coming."""
    employee, today = as_employee(request), access.today()
    form = NewsForm({"period": USUAL.value} | request.GET.dict())
    since, until = form.span(today)
    facts = {name: form.cleaned_data.get(name) for name in ("category", "department")}
    took = _narrowed(news.took_effect(employee, today, since, until), **facts)
    coming = _narrowed(news.coming(employee, today), **facts)
    page = Paginator(took, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page_obj": page,
        "news": news.told(page, today),
        "coming": news.told(coming[:COMING], today) if page.number == 1 else [],
        "query": query.urlencode(),
    }
    return render(request, "browsing/changes.html", context)


def _narrowed(
    revisions: "models.QuerySet[Revision]",
    category: Category | None,
    department: Department | None,
) -> "models.QuerySet[Revision]":
    if category:
        revisions = revisions.filter(policy__category=category)
    if department:
        revisions = revisions.filter(policy__issuing_department__path__startswith=department.path)
    return revisions
