"""The drafting page: the outline on the left, one piece to write on the right."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from policies import access, citing, commenting, comparing, defining, drafting, rendering
from policies.drafting.addressing import codes_of
from policies.drafting.locking import GONE
from policies.drafting.nesting import MISPLACED, kind_below
from policies.drafting.words import TOO_LONG
from policies.forms.drafting import ClauseForm, CoverForm, HeadingForm
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused
from policies.text.arrangement import arrangement
from policies.text.outline import Kind
from policies.views import conflicts, removed
from policies.views.arranging import address_of
from policies.views.editors import editor_page
from policies.views.requests import as_employee

# What is to be typed differently, by the field to say so beside; other refusals are of the draft.
UNFIT = {
    "revision_number_written": "number",
    "revision_number_rises": "number",
    MISPLACED: "kind",
    TOO_LONG: None,
}


@require_safe
@editor_page
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with one piece open: ``?clause=``, ``?heading=``, or the cover."""
    revision = access.editable_draft(as_employee(request), pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    if revision.is_repeal:
        return redirect("drafting:repeal", pk=revision.pk)
    pieces: dict[str, Any] = {"clause": revision.clauses, "heading": revision.chapters}
    for what, rows in pieces.items():
        if not (anchor := request.GET.get(what)):
            continue
        if row := rows.filter(anchor=anchor).first():
            form = _clause_form(row) if what == "clause" else _heading_form(row)
            return _page(request, revision, form=form, **{what: row})
        messages.info(request, _("That piece is no longer in this draft; somebody removed it."))
    return _page(request, revision, form=_cover_form(revision))


@require_POST
@editor_page
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    form = CoverForm(request.POST, instance=revision)
    if not form.is_valid():
        return _invalid(request, _fresh(revision), form)
    typed = dict(form.cleaned_data)
    version = typed.pop("version")
    try:
        saved = drafting.edit_cover(revision, version, as_employee(request), **typed)
    except Refused as refused:
        return _refused(request, _fresh(revision), refused, form)
    return _saved(request, revision, saved.lock_version, "")


@require_POST
@editor_page
def clause(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    current = revision.clauses.filter(anchor=anchor).first()
    if current is None:
        return removed.what_was_written(request, revision, "clause", anchor)
    form = ClauseForm(request.POST, instance=current)
    if not form.is_valid():
        return _invalid(request, revision, form, clause=current)
    typed = dict(form.cleaned_data)
    version, roles = typed.pop("version"), typed.pop("roles")
    by = as_employee(request)
    try:
        codes = [role.code for role in roles]
        saved = drafting.edit_clause(revision, anchor, version, by, roles=codes, **typed)
    except Refused as refused:
        return _refused(request, revision, refused, form, clause=current)
    return _saved(request, revision, saved.lock_version, f"?clause={anchor}")


@require_POST
@editor_page
def heading(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    current = revision.chapters.filter(anchor=anchor).first()
    if current is None:
        return removed.what_was_written(request, revision, "heading", anchor)
    form = HeadingForm(request.POST, instance=current)
    if not form.is_valid():
        return _invalid(request, revision, form, heading=current)
    typed = dict(form.cleaned_data)
    version = typed.pop("version")
    try:
        saved = drafting.edit_heading(revision, anchor, version, as_employee(request), **typed)
    except Refused as refused:
        return _refused(request, revision, refused, form, heading=current)
    return _saved(request, revision, saved.lock_version, f"?heading={anchor}")


def _page(
    request: HttpRequest, revision: Revision, status: int = 200, **context: Any
) -> HttpResponse:
    outline = revision.outline()
    cites = citing.cites_of(outline, revision.policy, access.today())
    context |= {
        "revision": revision,
        "outline": outline,
        "arrangement": arrangement(outline),
        "before": comparing.predecessor(revision),
        "findings": citing.findings_of(outline, cites),
        "definitions": defining.definitions_listed(outline),
        "language": rendering.language_of(revision, outline),
    }
    piece = context.get("clause") or context.get("heading")
    context["comments"] = commenting.in_the_editor(revision, outline, piece.anchor if piece else "")
    if heading := context.get("heading"):
        context["kind_below"] = kind_below(Kind(heading.kind))
    return render(request, "drafting/draft.html", context, status=status)


def _saved(request: HttpRequest, revision: Revision, version: int, query: str) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"version": version})
    messages.success(request, _("Saved."))
    if request.POST.get("then") == "reference":
        page = reverse("drafting:reference", args=[revision.pk])
        return HttpResponseRedirect(page + query)
    return HttpResponseRedirect(address_of(revision, query))


def _invalid(request: HttpRequest, revision: Revision, form: Any, **context: Any) -> HttpResponse:
    if not request.accepts("text/html"):
        sentences = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"errors": sentences}, status=422)
    return _page(request, revision, 422, form=form, **context)


def _refused(
    request: HttpRequest, revision: Revision, refused: Refused, bound: Any, **context: Any
) -> HttpResponse:
    """What was typed stays in the form; after a conflict it can be saved over the other's text."""
    if refused.code == GONE:  # between the look above and the verb
        what = "clause" if "clause" in context else "heading"
        return removed.what_was_written(request, revision, what, context[what].anchor)
    if refused.code in UNFIT:
        bound.add_error(UNFIT[refused.code], str(refused))
        return _invalid(request, revision, bound, **context)
    context |= conflicts.shown(request, refused, bound)
    if not request.accepts("text/html"):
        context |= {"revision": revision}
        return render(request, "drafting/_conflict.html", context, status=409)
    return _page(request, revision, 409, **context)


def _fresh(revision: Revision) -> Revision:
    """A bound model form writes into its instance; the page shows what is stored."""
    return Revision.objects.select_related("policy").get(pk=revision.pk)


def _clause_form(row: Clause) -> ClauseForm:
    roles = sorted(codes_of([row])[row.pk])
    return ClauseForm(instance=row, initial={"version": row.lock_version, "roles": roles})


def _heading_form(row: Chapter) -> HeadingForm:
    return HeadingForm(instance=row, initial={"version": row.lock_version})


def _cover_form(revision: Revision) -> CoverForm:
    return CoverForm(instance=revision, initial={"version": revision.lock_version})
