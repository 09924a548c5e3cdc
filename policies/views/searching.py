"""The search page: one box, what is in force, best first; and what goes with it."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from policies import access, cataloguing, searching
from policies.forms.catalogue import SearchForm
from policies.searching import helping, synonyms, tallying
from policies.searching.answering import Answer
from policies.searching.narrowing import Narrowing
from policies.views.requests import as_employee


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A citation leads straight to what it names; anything else is searched for."""
    employee, today = as_employee(request), access.today()
    query = request.GET.get("q", "").strip()
    form = SearchForm(request.GET)
    narrowing = form.narrowing()
    page = request.GET.get("page", "1")
    number = int(page) if re.fullmatch("[0-9]{1,6}", page) else 1
    answer = searching.answer(query, employee, today, narrowing, number)
    if not narrowing and (place := searching.place_named(answer.results)):
        return redirect(reverse("reading:policy", args=[place.code]) + place.fragment)
    context = _context(request, answer, narrowing) | {
        "query": query,
        "form": form,
        "note": "",
        "help": None,
        "facets": None,
        "categories": None,
    }
    if query and not answer.results.hits:
        context["help"] = helping.help_with(query, answer, employee, today)
    if query:
        found = searching.facets(answer.results.asked, employee, today, narrowing, answer.synonyms)
        context["facets"] = found
        context["note"] = tallying.note(query, bool(answer.results.hits)) if number == 1 else ""
    else:
        context["categories"] = cataloguing.categories(employee, today)
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What is offered while somebody types; for ``static/js/search.js``."""
    found = searching.suggestions(request.GET.get("q", ""), as_employee(request), access.today())
    rows = [
        {"kind": each.kind, "words": each.words, "beside": each.beside, "address": each.address}
        for each in found
    ]
    response = JsonResponse({"suggestions": rows})
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_POST
def asked(request: HttpRequest) -> HttpResponse:
    """The note of a search comes back to be counted."""
    tallying.count(request.POST.get("note", ""), access.today())
    return HttpResponse(status=204)


def _context(request: HttpRequest, answer: Answer, narrowing: Narrowing) -> dict[str, Any]:
    results = answer.results
    others = request.GET.copy()
    others.pop("page", None)
    return {
        "answer": answer,
        "results": results,
        "narrowing": narrowing,
        "counted": searching.COUNTED,
        "page_obj": Paginator(range(results.count), searching.PER_PAGE).get_page(results.page),
        "others": others.urlencode(),
        "may_keep_synonyms": synonyms.may_keep(as_employee(request)),
    }
