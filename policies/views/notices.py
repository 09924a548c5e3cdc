"""The notice (公告) of a published revision: one sheet for the board, with its address as a QR
code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies import access, audience, summarising
from policies.exports import qr
from policies.models import Revision
from policies.news import state_of
from policies.views.requests import as_employee


@require_safe
def notice(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Who may read the revision may print its notice; what it names of people is posts and
    departments only."""
    today = access.today()
    found = access.words_to_read(as_employee(request), code, today, number)
    shown = found.revision
    assert shown is not None  # noqa: S101  (a number that is not there is a 404)
    address = request.build_absolute_uri(reverse("reading:policy", args=[code]))
    context = {
        "revision": shown,
        "state": state_of(shown, today),
        "sentence": summarising.line(_with_summary(shown)),
        "binds": audience.lines(found.binds),
        "address": address,
        "qr": qr.drawn(address),
    }
    return render(request, "notices/notice.html", context)


def _with_summary(shown: Revision) -> Revision:
    """The same with what it changes, in one query."""
    rows = Revision.objects.select_related("change_summary", "replaced_by")
    return rows.only(
        "kind", "sequence", "policy", "change_summary", "replaced_by__code"
    ).get(pk=shown.pk)  # fmt: skip
