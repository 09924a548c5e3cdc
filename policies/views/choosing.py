"""What becomes of the regulations of a kept text: choose, and save those that are ticked."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from policies import access, importing
from policies.forms.choosing import ChoiceForm, are_valid, choice_forms, typed
from policies.importing import keeping
from policies.models import ImportSource, Revision
from policies.nearness import Nearness, near_clauses, near_clauses_of_each
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """A POST saves what is ticked; what was typed is kept whether or not it can be saved."""
    by = as_employee(request)
    source = access.own_import(by, key)
    if request.method != "POST":
        return _page(request, source, _forms(source, by))
    _remember(request, source)
    if request.POST.get("state") != source.state:
        # The page speaks of other regulations than there are now.
        words = _("The text was corrected meanwhile, so nothing was saved. Look at it, then save.")
        messages.warning(request, words)
        return redirect("drafting:import_choose", key=source.key)
    return _save(request, source, _forms(source, by, request.POST), by)


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Remembers what was typed so far: by itself from the page, by a button without script."""
    source = access.own_import(as_employee(request), key)
    _remember(request, source)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("drafting:import_look", key=source.key)


def _forms(source: ImportSource, by: Employee, data: Any | None = None) -> list[ChoiceForm]:
    """A form for each regulation that is no draft yet."""
    saved = set(source.saved.values_list("line", flat=True))
    advised = importing.advise(importing.read_kept(source), by, saved)
    return choice_forms(advised, by, source.choices, data)


def _remember(request: HttpRequest, source: ImportSource) -> None:
    sent = request.POST.dict()
    found = importing.read_kept(source).found
    keeping.choose(source, {each.line: typed(sent, each.line) for each in found})


def _save(
    request: HttpRequest, source: ImportSource, choosing: list[ChoiceForm], by: Employee
) -> HttpResponse:
    included = [form for form in choosing if form.is_included]
    if choosing and not included:
        problem = _("Nothing is ticked. Tick at least one regulation to import.")
        return _page(request, source, choosing, problem)
    if not are_valid(choosing):
        problem = _("Nothing has been saved yet. Please look at the points marked below.")
        return _page(request, source, choosing, problem)
    new = [form for form in included if form.revises is None]
    revisions = [form for form in included if form.revises is not None]
    try:
        saved = importing.save_kept(source, [form.choice() for form in new], by)
    except importing.ImportRefused as refused:
        _form_of(refused.number, choosing).add_error(None, refused.sentence)
        problem = _("Nothing has been saved yet. Please look at the points marked below.")
        return _page(request, source, choosing, problem)
    _tell(request, saved)
    if revisions:
        keeping.choose(source, {form.found.line: form.decided() for form in revisions})
        return redirect("drafting:import_align", key=source.key, line=revisions[0].found.line)
    return redirect("drafting:import_choose", key=source.key)


def _form_of(number: int, choosing: Sequence[ChoiceForm]) -> ChoiceForm:
    return next(form for form in choosing if form.found.number == number)


def _tell(request: HttpRequest, saved: Sequence[Revision]) -> None:
    if saved:
        words = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", len(saved))
        messages.success(request, words % {"count": len(saved)})


def _near(choosing: Sequence[ChoiceForm], by: Employee) -> list[Nearness]:
    """Clauses in force that are near to those of each regulation; not those that it revises."""
    on = access.today()
    new = [form.found.outline for form in choosing if form.revises is None]
    near_new = iter(near_clauses_of_each(new, by, on))
    return [
        near_clauses(form.found.outline.all_clauses(), by, on, form.revises)
        if form.revises
        else next(near_new)
        for form in choosing
    ]


def _page(
    request: HttpRequest, source: ImportSource, choosing: Sequence[ChoiceForm], problem: str = ""
) -> HttpResponse:
    saved = source.saved.select_related("revision__policy").order_by("line")
    context = {
        "source": source,
        "choosing": choosing,
        "entries": list(zip(choosing, _near(choosing, as_employee(request)), strict=True)),
        "saved": [row.revision for row in saved],
        "revisable": choosing[0].options.revisable.values() if choosing else [],
        "problem": problem,
    }
    return render(request, "importing/choose.html", context, status=422 if problem else 200)
