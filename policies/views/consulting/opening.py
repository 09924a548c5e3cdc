"""Opening a consultation on a draft: what will happen is said before it does."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, audience
from policies.consulting import opening
from policies.forms.consulting import CHOSEN, OpenForm
from policies.forms.drafting import AudienceRules
from policies.models import Revision, Visibility
from policies.refusals import Refused
from policies.views.consulting import status_of
from policies.views.requests import as_employee


@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    if not access.can(by, access.Action.CONSULT, revision):
        raise PermissionDenied
    if request.method != "POST":
        if not revision.is_draft:
            return redirect("deciding:road", pk=pk)
        usual = access.today() + dt.timedelta(days=opening.PROPOSED_DAYS)
        form = OpenForm(initial={"closes_on": usual})
        return _page(request, revision, form, AudienceRules(prefix="rules"))
    form = OpenForm(request.POST)
    chosen = request.POST.get("whom") == CHOSEN
    rules = AudienceRules(request.POST if chosen else None, prefix="rules")
    if form.is_valid():
        form.check_window(access.today())
    if not form.is_valid() or (chosen and not rules.is_valid()):
        return _page(request, revision, form, rules, status=422)
    told = form.cleaned_data
    try:
        consultation = opening.consult(
            revision,
            rules.rules() if chosen else audience.rules_of(revision.policy),
            told["closes_on"],
            told["words"],
            by,
            Visibility(told["shows"]),
        )
    except Refused as refused:
        return _page(request, revision, form, rules, refused, status_of(refused))
    messages.success(
        request,
        _("The consultation is open. The text is frozen, and everybody asked is written to."),
    )
    return redirect("consulting:lead", pk=consultation.pk)


def _page(
    request: HttpRequest,
    revision: Revision,
    form: OpenForm,
    rules: Any,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    policy = revision.policy
    context = {
        "revision": revision,
        "form": form,
        "rules": rules,
        "refused": refused,
        "binds": audience.in_words(policy),
        "bound": audience.bound_employees(policy, access.today()).count(),
    }
    return render(request, "consulting/open.html", context, status=status)
