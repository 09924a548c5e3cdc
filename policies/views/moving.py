"""Moving a piece of a draft: by a button, a key, or dragged to its place. All are this one POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policies import access, drafting
from policies.models import Revision
from policies.refusals import Refused
from policies.text.arrangement import Place, Step, arrangement, end_of, place_of, step
from policies.text.outline import Clause, Outline
from policies.views.arranging import address_of
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

TOP = "top"  # before the first heading; of headings, the outermost level


@require_POST
def move(request: HttpRequest, pk: int, what: str, anchor: str) -> HttpResponse:
    """Where the form says: ``to`` a step (up, down, out, in), or the end of a heading; ``after``
    a piece; ``first`` under a heading. ``seen`` is the arrangement the person saw.

    A script is answered with the outline as it stands then, and why nothing moved.
    """
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    outline = revision.outline()
    try:
        _move(request.POST, revision, outline, what, anchor, by)
    except Refused as refused:
        return _answer(request, revision, outline, anchor, refused)
    moved = revision.outline()
    return _answer(request, revision, moved, anchor, None)


def _move(
    asked: QueryDict, revision: Revision, outline: Outline, what: str, anchor: str, by: Employee
) -> None:
    stands = place_of(outline, anchor)
    if stands is None:
        raise Refused("gone", _("Somebody has removed that piece meanwhile."))
    place = _place(asked, outline, what, anchor)
    if place is None:
        raise Refused("no_further", _("It cannot go any further that way."))
    if place == stands or place.after == anchor:
        return
    seen = asked.get("seen") or arrangement(outline)
    verb = drafting.move_clause if what == "clause" else drafting.move_heading
    verb(revision, anchor, by, to=place, seen=seen)


def _place(asked: QueryDict, outline: Outline, what: str, anchor: str) -> Place | None:
    if after := asked.get("after"):
        stands = place_of(outline, after)
        return Place(stands.under if stands else "", after)
    if first := asked.get("first"):
        return Place("" if first == TOP else first)
    to = asked.get("to", "")
    if to in set(Step):
        return step(outline, anchor, Step(to))
    return end_of(outline, "" if to == TOP else to, of_clauses=what == "clause")


def _answer(
    request: HttpRequest, revision: Revision, outline: Outline, anchor: str, refused: Refused | None
) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        if refused:
            messages.error(request, str(refused))
        pieces = {node.anchor: node for node in outline.walk()}
        what = "clause" if isinstance(pieces.get(anchor), Clause) else "heading"
        query = f"?{what}={anchor}" if anchor in pieces else ""
        return HttpResponseRedirect(address_of(revision, query))
    context = {
        "revision": revision,
        "outline": outline,
        "arrangement": arrangement(outline),
        "anchor": request.POST.get("open", ""),
        "said": str(refused) if refused else _where(outline, anchor),
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "drafting/_outline.html", context, status=status)


def _where(outline: Outline, anchor: str) -> str:
    """In words, for whoever cannot see it move."""
    names = {
        node.anchor: node.label or (node.caption if isinstance(node, Clause) else node.title)
        for node in outline.walk()
    }
    place = place_of(outline, anchor) or Place()
    told = {"piece": names[anchor], "other": names.get(place.after or place.under, "")}
    if place.after:
        return _("“%(piece)s” now stands after “%(other)s”.") % told
    if place.under:
        return _("“%(piece)s” now stands first under “%(other)s”.") % told
    return _("“%(piece)s” now stands first.") % told
