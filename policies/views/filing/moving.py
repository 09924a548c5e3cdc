"""The steps of a filing, each on a page that says what it does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access
from policies.filing import access as filing_access
from policies.filing import making, moving
from policies.forms.filing import FilingForm, MoveForm
from policies.models import FiledRevision, Policy, Revision
from policies.models.revision import RevisionQuerySet
from policies.refusals import Refused
from policies.views.filing.taking import take
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    by = as_employee(request)
    filing = filing_access.filing(by, pk)
    if not filing_access.keeps(by, moving.policies_of(filing)):
        raise PermissionDenied
    newest = filing.moves.exclude(number="").last() if verb == "amend" else None
    initial = {
        "authority": filing.authority,
        "on": newest.on if newest else access.today(),
        "number": newest.number if newest else "",
        "words": newest.words if newest else "",
    }
    form = MoveForm(request.POST or None, verb=verb, initial=initial)
    refused: Refused | None = None
    status = 200
    if request.method == "POST":

        def take_step() -> str:
            moving.move(filing, verb, by, **form.cleaned_data)
            return _("Recorded. It is kept with your name and the time.")

        taken = take(request, form, take_step)
        if taken.is_done:
            return redirect("filing:filing", pk=filing.pk)
        refused, status = taken.refused, taken.status
        filing.refresh_from_db()
    elif verb not in moving.verbs_from(filing.status):
        messages.info(request, _("That step is not possible now."))
        return redirect("filing:filing", pk=filing.pk)
    context = {"filing": filing, "verb": verb, "form": form, "refused": refused}
    return render(request, "filing/move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A filing by hand: for what the portal did not ask for by itself."""
    by = as_employee(request)
    if not (by.is_hr or by.is_editor):
        raise PermissionDenied
    form = FilingForm(request.POST or None, revisions=_fileable(by))
    refused: Refused | None = None
    status = 200
    if request.method == "POST":
        made: list[int] = []

        def make_it() -> str:
            chosen = list(form.cleaned_data["revisions"])
            made.append(making.make(chosen, form.cleaned_data["site"], by).pk)
            return _("The filing is opened. Next: send it to the authority.")

        taken = take(request, form, make_it)
        if taken.is_done:
            return redirect("filing:filing", pk=made[0])
        refused, status = taken.refused, taken.status
    context = {"form": form, "refused": refused, "is_possible": _fileable(by).exists()}
    return render(request, "filing/make.html", context, status=status)


def _fileable(by: Employee) -> RevisionQuerySet:
    """Published revisions of work rules that the employee may file, not yet filed for everybody."""
    policies = Policy.objects.filter(is_work_rule=True)
    if not by.is_hr:
        policies = policies.editable_by(by)
    for_all = FiledRevision.objects.filter(site=None).values("revision")
    return (
        Revision.objects.published()
        .filter(policy__in=policies.values("pk"))
        .exclude(pk__in=for_all)
        .select_related("policy")
        .order_by("policy__code", "-sequence")
    )
