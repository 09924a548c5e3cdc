"""Inserting a reference by picking what it refers to, and rewording those that fell behind."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from policies import access, drafting, rendering
from policies.citing.picking import choices
from policies.forms.drafting import CoverForm
from policies.forms.referring import ReferenceForm
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused
from policies.text.outline import Outline
from policies.views.arranging import address_of
from policies.views.requests import as_employee

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """What of the draft is being written: a clause, a heading, or the cover with its parts."""

    row: Clause | Chapter | Revision
    query: str
    name: str
    parts: list[tuple[str, Any, str]]
    named: dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: HttpRequest, pk: int) -> HttpResponse:
    """The places to pick from, ``?q=`` among them, for ``?clause=``, ``?heading=`` or the cover;
    a POST inserts the one picked. Scripts ask for the list alone."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    piece, outline = _piece(revision, request), revision.outline()
    form = ReferenceForm(
        request.POST if request.method == "POST" else None,
        parts=piece.parts,
        language=rendering.language_of(revision, outline),
        initial={"version": piece.row.lock_version},
    )
    if request.method != "POST":
        return _page(request, revision, outline, piece, form)
    if not form.is_valid():
        return _page(request, revision, outline, piece, form, 422)
    part, line = form.place()
    named = piece.named or {"part": part}
    try:
        drafting.insert_reference(
            revision,
            form.cleaned_data["version"],
            by,
            form.cleaned_data["target"],
            line=line,
            **named,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())  # as it stands by now
    messages.success(request, _("The reference was inserted. Move it to where it belongs."))
    return HttpResponseRedirect(address_of(revision, piece.query))


@require_POST
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the references of one place, or of the whole draft, the words of their targets."""
    revision = access.editable_draft(as_employee(request), pk)
    try:
        count = drafting.reword_references(
            revision, as_employee(request), request.POST.get("anchor", "")
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(address_of(revision))
    words = ngettext("%(count)s reference reworded.", "%(count)s references reworded.", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(address_of(revision) + "#references")


def _page(
    request: HttpRequest,
    revision: Revision,
    outline: Outline,
    piece: Piece,
    form: ReferenceForm,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = choices(outline, revision.policy, query, as_employee(request), access.today())
    context = {
        "revision": revision,
        "piece": piece,
        "form": form,
        "query": query,
        "choices": found,
        "language": rendering.language_of(revision, outline),
        "back": address_of(revision, piece.query),
    }
    if request.headers.get("HX-Request"):
        return render(request, "drafting/_places.html", context)
    return render(request, "drafting/reference.html", context, status=status)


def _piece(revision: Revision, request: HttpRequest) -> Piece:
    if anchor := request.GET.get("clause"):
        clause = revision.clauses.filter(anchor=anchor).first()
        if clause is None:
            raise Http404
        parts: list[tuple[str, Any, str]] = [("body", "", clause.body)]
        name = str(clause)
        return Piece(clause, f"?clause={anchor}", name, parts, {"clause": anchor})
    if anchor := request.GET.get("heading"):
        chapter = revision.chapters.filter(anchor=anchor).first()
        if chapter is None:
            raise Http404
        parts = [("lead", "", chapter.lead)]
        return Piece(chapter, f"?heading={anchor}", str(chapter), parts, {"heading": anchor})
    parts = [
        (part, CoverForm.base_fields[part].label, getattr(revision, part))
        for part in reversed(drafting.COVER_PARTS)
    ]
    name = _("Cover, introduction and supplementary provisions")
    return Piece(revision, "", name, parts, {})
