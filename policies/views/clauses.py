"""The lasting address of one clause: it leads to its place in the text."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies import access, clause_places
from policies.reading import Reading
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


def _text(found: Reading, code: str, number: str | None, day: dt.date | None) -> str:
    if number:
        return reverse("reading:revision", args=[code, number])
    return reverse("reading:policy_on", args=[code, day]) if day else _policy(code)


def _policy(code: str) -> str:
    return reverse("reading:policy", args=[code])
