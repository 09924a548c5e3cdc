"""Adding and removing the pieces of a draft: plain forms of one button each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies import access, drafting
from policies.drafting.arranging import CHANGED
from policies.models import Revision
from policies.refusals import Refused
from policies.text import outline as text
from policies.text.outline import Kind
from policies.views.requests import as_employee


@require_POST
def add_clause(request: HttpRequest, pk: int) -> HttpResponse:
    """After the clause, or at the end of the heading, that the form names; else at the start."""
    revision = access.editable_draft(as_employee(request), pk)
    try:
        added = drafting.add_clause(
            revision,
            as_employee(request),
            chapter=request.POST.get("heading", ""),
            after=request.POST.get("after", ""),
        )
    except Refused as refused:
        return _back(request, revision, refused)
    return HttpResponseRedirect(address_of(revision, f"?clause={added.anchor}"))


@require_POST
def add_heading(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    wanted = request.POST.get("kind", "")
    kind = Kind(wanted) if wanted in set(Kind) else Kind.CHAPTER
    try:
        added = drafting.add_heading(
            revision, as_employee(request), kind=kind, parent=request.POST.get("parent", "")
        )
    except Refused as refused:
        return _back(request, revision, refused)
    return HttpResponseRedirect(address_of(revision, f"?heading={added.anchor}"))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int, what: str, anchor: str) -> HttpResponse:
    """Says what will go; a POST takes out what was seen, and nothing written since."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if request.method != "POST":
        return _what_will_go(request, revision, what, anchor)
    seen = request.POST.get("seen", "")
    try:
        if what == "clause":
            removed: Any = drafting.remove_clause(revision, anchor, by, seen=seen)
        else:
            removed = drafting.remove_heading(revision, anchor, by, with_contents=True, seen=seen)
    except Refused as refused:
        if refused.code != CHANGED:
            return _back(request, revision, refused)
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("%(piece)s has been removed.") % {"piece": removed})
    return HttpResponseRedirect(address_of(revision))


def _what_will_go(request: HttpRequest, revision: Revision, what: str, anchor: str) -> HttpResponse:
    kind = text.Clause if what == "clause" else text.Heading
    pieces = (node for node in revision.outline().walk() if isinstance(node, kind))
    piece = next((node for node in pieces if node.anchor == anchor), None)
    if piece is None:
        messages.info(request, _("It has already been removed."))
        return HttpResponseRedirect(address_of(revision))
    below = piece.walk() if isinstance(piece, text.Heading) else iter([piece])
    context = {
        "revision": revision,
        "what": what,
        "piece": piece,
        "clauses": [node for node in below if isinstance(node, text.Clause)],
        "seen": text.digest(piece),
    }
    return render(request, "drafting/remove.html", context)


def _back(request: HttpRequest, revision: Revision, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return HttpResponseRedirect(address_of(revision))


def address_of(revision: Revision, query: str = "") -> str:
    """The drafting page, with ``?clause=…`` or ``?heading=…`` open."""
    return reverse("drafting:draft", args=[revision.pk]) + query
