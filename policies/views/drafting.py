"""The drafting page: the outline on the left, one piece to write on the right."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.forms import BooleanField, ChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import yesno
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, citing, drafting, rendering
from policies.drafting import Conflict
from policies.forms.drafting import ClauseForm, CoverForm, HeadingForm
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused
from policies.text import outline as text
from policies.text.outline import Kind
from policies.views.requests import as_employee

# CKEditor writes style attributes and inline handlers into the page; only pages that carry it
# are given this policy, and what it produces is sanitised on the server (LIBRARIES, risk note).
LOOSENED = {"style-src": ["'unsafe-inline'"], "script-src-attr": ["'unsafe-inline'"]}

View = TypeVar("View", bound=Callable[..., HttpResponse])


def editor_page(view: View) -> View:
    return cast(View, csp_update(LOOSENED)(cast(Any, view)))


@require_safe
@editor_page
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with one piece open: ``?clause=``, ``?heading=``, or the cover."""
    revision = access.editable_draft(as_employee(request), pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    if anchor := request.GET.get("clause"):
        clause = revision.clauses.filter(anchor=anchor).first()
        if clause:
            return _page(request, revision, clause=clause, form=_clause_form(clause))
    if anchor := request.GET.get("heading"):
        heading = revision.chapters.filter(anchor=anchor).first()
        if heading:
            return _page(request, revision, heading=heading, form=_heading_form(heading))
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
        return _refused(request, _fresh(revision), refused, CoverForm)
    return _saved(request, revision, saved.lock_version, "")


@require_POST
@editor_page
def clause(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    current = revision.clauses.filter(anchor=anchor).first()
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
        return _refused(request, revision, refused, ClauseForm, clause=current)
    return _saved(request, revision, saved.lock_version, f"?clause={anchor}")


@require_POST
@editor_page
def heading(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    current = revision.chapters.filter(anchor=anchor).first()
    form = HeadingForm(request.POST, instance=current)
    if not form.is_valid():
        return _invalid(request, revision, form, heading=current)
    typed = dict(form.cleaned_data)
    version = typed.pop("version")
    try:
        saved = drafting.edit_heading(revision, anchor, version, as_employee(request), **typed)
    except Refused as refused:
        return _refused(request, revision, refused, HeadingForm, heading=current)
    return _saved(request, revision, saved.lock_version, f"?heading={anchor}")


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
    return HttpResponseRedirect(_address(revision, f"?clause={added.anchor}"))


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
    return HttpResponseRedirect(_address(revision, f"?heading={added.anchor}"))


@require_POST
def move(request: HttpRequest, pk: int, what: str, anchor: str) -> HttpResponse:
    """One place up or down among its siblings, or to the end of another heading."""
    revision = access.editable_draft(as_employee(request), pk)
    by = as_employee(request)
    rows: Any = revision.clauses if what == "clause" else revision.chapters
    row = rows.select_related("chapter" if what == "clause" else "parent").filter(anchor=anchor)
    current = row.first()
    if current is None:
        messages.error(request, _("Somebody has removed that piece meanwhile."))
        return HttpResponseRedirect(_address(revision))
    above = current.chapter if what == "clause" else current.parent
    target, position = above.anchor if above else "", current.position
    match request.POST.get("to", ""):
        case "up":
            position -= 1
        case "down":
            position += 1
        case other:
            target, position = ("" if other == "top" else other), revision.clauses.count() + 1
    try:
        if what == "clause":
            drafting.move_clause(revision, anchor, by, chapter=target, position=position)
        else:
            drafting.move_heading(revision, anchor, by, parent=target, position=position)
    except Refused as refused:
        return _back(request, revision, refused)
    return HttpResponseRedirect(_address(revision, f"?{what}={anchor}"))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int, what: str, anchor: str) -> HttpResponse:
    """Says what will go; a POST takes it out."""
    revision = access.editable_draft(as_employee(request), pk)
    rows: Any = revision.clauses if what == "clause" else revision.chapters
    current = rows.filter(anchor=anchor).first()
    if current is None:
        messages.info(request, _("It has already been removed."))
        return HttpResponseRedirect(_address(revision))
    if request.method != "POST":
        contents = _contents_of(revision, anchor) if what == "heading" else 0
        return render(
            request,
            "drafting/remove.html",
            {"revision": revision, "what": what, "row": current, "contents": contents},
        )
    try:
        if what == "clause":
            drafting.remove_clause(revision, anchor, as_employee(request))
        else:
            drafting.remove_heading(revision, anchor, as_employee(request), with_contents=True)
    except Refused as refused:
        return _back(request, revision, refused)
    messages.success(request, _("%(piece)s has been removed.") % {"piece": current})
    return HttpResponseRedirect(_address(revision))


def _contents_of(revision: Revision, anchor: str) -> int:
    """How many clauses would go with the heading."""
    found = next(node for node in revision.outline().all_headings() if node.anchor == anchor)
    return sum(isinstance(node, text.Clause) for node in found.walk())


def _page(
    request: HttpRequest, revision: Revision, status: int = 200, **context: Any
) -> HttpResponse:
    outline = revision.outline()
    cites = citing.cites_of(outline, revision.policy, access.today())
    return render(
        request,
        "drafting/draft.html",
        {
            "revision": revision,
            "outline": outline,
            "kinds": Chapter.kind.field.choices,
            "findings": citing.findings_of(outline, cites),
            "language": rendering.language_of(revision, outline),
        }
        | context,
        status=status,
    )


def _saved(request: HttpRequest, revision: Revision, version: int, query: str) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"version": version})
    messages.success(request, _("Saved."))
    if request.POST.get("then") == "reference":
        page = reverse("drafting:reference", args=[revision.pk])
        return HttpResponseRedirect(page + query)
    return HttpResponseRedirect(_address(revision, query))


def _invalid(request: HttpRequest, revision: Revision, form: Any, **context: Any) -> HttpResponse:
    if not request.accepts("text/html"):
        sentences = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"errors": sentences}, status=422)
    return _page(request, revision, 422, form=form, **context)


def _refused(
    request: HttpRequest, revision: Revision, refused: Refused, form_class: Any, **context: Any
) -> HttpResponse:
    """What was typed stays in the form; after a conflict it can be saved over the other's text."""
    data = request.POST.copy()
    conflict: Conflict | None = refused if isinstance(refused, Conflict) else None
    if conflict:
        data["version"] = str(conflict.current.lock_version)
    form = form_class(data)
    context |= {"form": form, "refused": refused, "conflict": conflict}
    if conflict:
        context["theirs"] = _in_words(form_class, conflict.current)
        context["mine"] = _in_words(form_class, form)
    if not request.accepts("text/html"):
        context |= {"revision": revision}
        return render(request, "drafting/_conflict.html", context, status=409)
    return _page(request, revision, 409, **context)


def _in_words(form_class: Any, source: Any) -> list[tuple[str, Any, bool]]:
    """Label, value and whether it is HTML, of every field a reader can compare."""
    form = source if isinstance(source, form_class) else form_class(instance=source)
    rows = []
    for name, field in form.fields.items():
        if name in {"version", "roles"}:
            continue
        value = form[name].value()
        if isinstance(field, BooleanField):
            value = yesno(bool(value))
        elif isinstance(field, ChoiceField):
            value = dict(cast(Any, field.choices)).get(value, value)
        rows.append((field.label, value, name in drafting.editing.HTML_FIELDS))
    return rows


def _back(request: HttpRequest, revision: Revision, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return HttpResponseRedirect(_address(revision))


def _address(revision: Revision, query: str = "") -> str:
    return reverse("drafting:draft", args=[revision.pk]) + query


def _fresh(revision: Revision) -> Revision:
    """A bound model form writes into its instance; the page shows what is stored."""
    return Revision.objects.select_related("policy").get(pk=revision.pk)


def _clause_form(row: Clause) -> ClauseForm:
    roles = list(row.clause_roles.values_list("role__code", flat=True))
    return ClauseForm(instance=row, initial={"version": row.lock_version, "roles": roles})


def _heading_form(row: Chapter) -> HeadingForm:
    return HeadingForm(instance=row, initial={"version": row.lock_version})


def _cover_form(revision: Revision) -> CoverForm:
    return CoverForm(instance=revision, initial={"version": revision.lock_version})
