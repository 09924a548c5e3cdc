"""Importing a text in three steps: give it, look at what was found, save what was chosen."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, importing
from policies.forms.importing import ChoiceForm, SourceForm, are_valid, choice_forms
from policies.importing.reading import digest_of
from policies.importing.tree import MOST_NODES, tree_of
from policies.models import Revision
from policies.nearness import near_clauses_of_each
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_http_methods(["GET", "HEAD", "POST"])
def import_text(request: HttpRequest) -> HttpResponse:
    """Nothing is kept between the steps: the page carries the text until it is saved."""
    by = as_employee(request)
    if not by.is_editor:
        raise PermissionDenied
    if request.method != "POST":
        return _begin(request, by)
    if request.POST.get("step") == "save":
        return _save(request, by)
    return _read(request, by)


def _begin(request: HttpRequest, by: Employee) -> HttpResponse:
    keys = [int(key) for key in request.GET.getlist("saved") if key.isdecimal() and len(key) < 12]
    saved = (
        access.visible_to(by).filter(pk__in=keys).select_related("policy").order_by("pk")
        if keys
        else Revision.objects.none()
    )
    return render(request, "importing/begin.html", {"form": SourceForm(), "saved": saved})


def _read(request: HttpRequest, by: Employee) -> HttpResponse:
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form)
    source = form.source()
    try:
        reading = importing.read(source, by)
    except importing.UnreadableError as unreadable:
        form.add_error("text" if isinstance(source, str) else "file", str(unreadable))
        return _again(request, form)
    return _preview(request, by, reading, choice_forms(reading.found, by))


def _again(request: HttpRequest, form: SourceForm) -> HttpResponse:
    context = {"form": form, "saved": Revision.objects.none()}
    return render(request, "importing/begin.html", context, status=422)


def _save(request: HttpRequest, by: Employee) -> HttpResponse:
    """Saves what is ticked; a text changed since it was looked at is shown again instead."""
    text = request.POST.get("text", "")
    try:
        reading = importing.read(text, by)
    except importing.UnreadableError as unreadable:
        form = SourceForm(request.POST)
        form.is_valid()
        if not form.errors:
            form.add_error("text", str(unreadable))
        return _again(request, form)
    if digest_of(text) != request.POST.get("digest"):
        problem = _("The text was changed, so it was read again. Look at it, then save.")
        return _preview(request, by, reading, choice_forms(reading.found, by), problem)
    choosing = choice_forms(reading.found, by, request.POST)
    included = [form for form in choosing if form.is_included]
    if not included:
        problem = _("Nothing is ticked. Tick at least one regulation to import.")
        return _preview(request, by, reading, choosing, problem)
    if not are_valid(choosing):
        problem = _("Nothing has been saved yet. Please look at the points marked below.")
        return _preview(request, by, reading, choosing, problem)
    try:
        saved = importing.save([form.choice() for form in included], by)
    except importing.ImportRefused as refused:
        choosing[refused.number - 1].add_error(None, refused.sentence)
        problem = _("Nothing has been saved yet. Please look at the points marked below.")
        return _preview(request, by, reading, choosing, problem)
    keys = QueryDict(mutable=True)
    keys.setlist("saved", [str(revision.pk) for revision in saved])
    return redirect(f"{reverse('drafting:import_text')}?{keys.urlencode()}")


def _preview(
    request: HttpRequest,
    by: Employee,
    reading: importing.Reading,
    choosing: Sequence[ChoiceForm],
    problem: str = "",
) -> HttpResponse:
    outlines = [form.found.outline for form in choosing]
    near = near_clauses_of_each(outlines, by, access.today())
    entries = [
        {
            "found": form.found,
            "nearness": nearness,
            "form": form,
            "tree": tree_of(form.found.outline),
            "clauses": (clauses := sum(1 for _clause in form.found.outline.all_clauses())),
            "unseen": max(0, clauses - MOST_NODES),
        }
        for form, nearness in zip(choosing, near, strict=True)
    ]
    context = {"reading": reading, "entries": entries, "problem": problem}
    return render(request, "importing/preview.html", context, status=422 if problem else 200)
