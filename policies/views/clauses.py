"""The lasting address of one clause: it leads to its place in the text."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies import access, clause_places, reading_parts
from policies.reading import Reading
from policies.rendering import Page, page_of
from policies.views.requests import as_employee


@require_safe
def clause(
    request: HttpRequest,
    code: str,
    which: str,
    number: str | None = None,
    day: dt.date | None = None,
) -> HttpResponse:
    """By its anchor, which never changes, or by its number as the text of the address counts:
    12, 12-1, 第十二條之一. Of a clause that is not there, where it once was."""
    found = access.words_to_read(as_employee(request), code, day or access.today(), number)
    anchor = clause_places.anchor_of(found.revision, which) if found.revision else None
    if anchor:
        return redirect(f"{_text(found, code, number, day)}#{anchor}")
    context = {
        "code": code,
        "shown": found.revision,
        "which": which[: clause_places.LONGEST],
        "elsewhere": [
            (version, f"{reverse('reading:revision', args=[code, version.number])}#{there}")
            for version, there in clause_places.elsewhere(found, which)
        ],
    }
    return render(request, "reading/no_clause.html", context, status=404)


@require_safe
def part(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """The words of one clause or heading in force today, for whoever follows a reference with the
    eyes only: a piece of a page."""
    if not reading_parts.is_place(which):
        raise Http404
    by = as_employee(request)
    found = access.words_to_read(by, code, access.today())
    if found.revision is None:
        raise Http404
    page = Page(found.html, found.contents) if found.html else page_of(found.revision)
    words = reading_parts.part_of(page.for_reader(found.role_codes, None, by), which)
    if words is None:
        raise Http404
    context = {"revision": found.revision, "words": words, "language": page.language}
    return render(request, "reading/_part.html", context)


def _text(found: Reading, code: str, number: str | None, day: dt.date | None) -> str:
    if number:
        return reverse("reading:revision", args=[code, number])
    return reverse("reading:policy_on", args=[code, day]) if day else _policy(code)


def _policy(code: str) -> str:
    return reverse("reading:policy", args=[code])
