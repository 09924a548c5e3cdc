"""What somebody wrote in a clause or heading that another person removed meanwhile: their words
are shown to them, and can be added anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policies import access, drafting
from policies.forms.drafting import ClauseForm, HeadingForm
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused
from policies.text.outline import Kind
from policies.views.arranging import address_of
from policies.views.editors import editor_page
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

FORMS: dict[str, type[Any]] = {"clause": ClauseForm, "heading": HeadingForm}


def what_was_written(
    request: HttpRequest, revision: Revision, what: str, anchor: str, refused: str = ""
) -> HttpResponse:
    """The page with the words that were sent; to autosave.js only the sentence, for there they
    still stand in the form."""
    context = {
        "revision": revision,
        "what": what,
        "anchor": anchor,
        "form": FORMS[what](request.POST),
        "refused": refused,
    }
    whole = request.accepts("text/html")
    template = "drafting/removed.html" if whole else "drafting/_removed.html"
    return render(request, template, context, status=409)


@require_POST
@editor_page
def add_again(request: HttpRequest, pk: int, what: str, anchor: str) -> HttpResponse:
    """The words as a new clause or heading, where the removed one stood."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    form = FORMS[what](request.POST)
    if not form.is_valid():
        return what_was_written(request, revision, what, anchor)
    typed = dict(form.cleaned_data)
    del typed["version"]
    above = drafting.former_heading(revision, anchor)
    try:
        added = (_clause if what == "clause" else _heading)(revision, by, above, typed)
    except Refused as refused:
        return what_was_written(request, revision, what, anchor, str(refused))
    messages.success(request, _("Added. Your words are back in the draft."))
    return redirect(address_of(revision, f"?{what}={added.anchor}"))


def _clause(revision: Revision, by: Employee, above: str, typed: dict[str, Any]) -> Clause:
    codes = [role.code for role in typed.pop("roles")]
    return drafting.add_clause(revision, by, chapter=above, roles=codes, **typed)


def _heading(revision: Revision, by: Employee, above: str, typed: dict[str, Any]) -> Chapter:
    kind = Kind(typed.pop("kind"))
    return drafting.add_heading(revision, by, kind=kind, parent=above, **typed)
