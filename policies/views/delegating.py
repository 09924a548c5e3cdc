"""My delegations: who stands in for me, for whom I stand in, and making and ending them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, delegating
from policies.forms.delegating import DelegationForm
from policies.models import Delegation
from policies.refusals import Refused
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

MOST_SHOWN = 100
FORBIDDEN = {"not_yours", "not_employed", "nothing_to_delegate", "delegation_by_the_principal"}


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    by = as_employee(request)
    form = _form(by, request)
    if form is not None and form.is_bound and form.is_valid():
        facts = {"principal": by, **form.cleaned_data}
        try:
            made = delegating.delegate(**facts, by=by)
        except Refused as refused:
            return _page(request, by, form, refused)
        words = _("%(name)s stands in from %(first)s to %(last)s.")
        named = {
            "name": made.delegate.name,
            "first": made.first_day.isoformat(),
            "last": made.last_day.isoformat(),
        }
        messages.success(request, words % named)
        return redirect("deciding:delegations")
    if form is None and request.method == "POST":
        raise PermissionDenied
    return _page(request, by, form)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what will happen; a POST does it."""
    by = as_employee(request)
    delegation = get_object_or_404(_readable(by), pk=pk)
    if not delegating.may_end(delegation, by):
        raise PermissionDenied
    refused = None
    if request.method == "POST":
        try:
            delegating.end(delegation, by)
        except Refused as told:
            refused = told
        else:
            messages.success(request, _("Ended. What was signed until now stays signed."))
            return redirect("deciding:delegations")
    context = {"delegation": delegation, "refused": refused}
    return render(request, "deciding/end_delegation.html", context, status=409 if refused else 200)


def _form(by: Employee, request: HttpRequest) -> DelegationForm | None:
    """What this person may make, if anything."""
    if not (by.is_reviewer or by.is_administrator):
        return None
    form = DelegationForm(request.POST if request.method == "POST" else None)
    return form if by.is_administrator else form.for_oneself()


def _readable(employee: Employee) -> "models.QuerySet[Delegation]":
    """One's own, given and taken; administrators and auditors see everybody's."""
    found = Delegation.objects.select_related("principal", "delegate", "by", "ending__by")
    if employee.is_administrator or employee.is_auditor:
        return found
    return found.filter(models.Q(principal=employee) | models.Q(delegate=employee))


def _page(
    request: HttpRequest,
    by: Employee,
    form: DelegationForm | None,
    refused: Refused | None = None,
) -> HttpResponse:
    today = access.today()
    coming = list(_readable(by).to_come(today)[:MOST_SHOWN])  # type: ignore[attr-defined]
    past = _readable(by).exclude(pk__in=[each.pk for each in coming])[:MOST_SHOWN]
    status = 200
    if refused:
        status = 403 if refused.code in FORBIDDEN else 422
    elif form is not None and form.is_bound:
        status = 422
    context = {
        "form": form,
        "refused": refused,
        "coming": [(each, delegating.may_end(each, by)) for each in coming],
        "past": past,
        "acts_for": access.principals_of(by, today),
        "today": today,
    }
    return render(request, "deciding/delegations.html", context, status=status)
