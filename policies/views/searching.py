"""The search page: one box, clauses in force, best first."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies import access, cataloguing, searching
from policies.forms.catalogue import SearchForm
from policies.views.requests import as_employee


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    employee, today = as_employee(request), access.today()
    query = request.GET.get("q", "").strip()
    form = SearchForm(request.GET)
    category = form.cleaned_data["category"] if form.is_valid() else None
    page = request.GET.get("page", "1")
    results = searching.search(
        query, employee, today, category, int(page) if re.fullmatch("[0-9]{1,6}", page) else 1
    )
    others = request.GET.copy()
    others.pop("page", None)
    context = {
        "query": query,
        "form": form,
        "category": category,
        "results": results,
        "counted": searching.COUNTED,
        "page_obj": Paginator(range(results.count), searching.PER_PAGE).get_page(results.page),
        "others": others.urlencode(),
        "categories": cataloguing.categories(employee, today),
    }
    return render(request, "search/search.html", context)
