"""What may become of a policy in force: revised, corrected, repealed, or kept as it is."""

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, drafting, periodic_reviewing
from policies.forms.beginning import CorrectionForm, RepealForm
from policies.models import Policy, Revision, RevisionKind, Status
from policies.refusals import Refused
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_safe
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """The ways, each with what it does, before anything is begun."""
    policy = access.editable_policy(as_employee(request), code)
    return _page(request, policy)


@require_POST
def start_correction(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    policy = access.editable_policy(by, code)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, policy, 422, correction=form)
    reason = form.cleaned_data["reason"]
    try:
        revision = drafting.start_revision(policy, by, kind=RevisionKind.CORRECTION, reason=reason)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, policy, 409, correction=form)
    messages.success(request, _("The correction is begun. Mend the words, and nothing else."))
    return redirect("drafting:draft", pk=revision.pk)


@require_POST
def start_repeal(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    policy = access.editable_policy(by, code)
    form = RepealForm(request.POST).among(_others(policy, by))
    if not form.is_valid():
        return _page(request, policy, 422, repeal=form)
    typed = form.cleaned_data
    try:
        revision = drafting.start_repeal(policy, by, typed["reason"], typed["replaced_by"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, policy, 409, repeal=form)
    messages.success(request, _("The repeal is begun. Nothing ends before it is published."))
    return redirect("drafting:repeal", pk=revision.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def repeal(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of a repeal: its reason, what takes its place, and the words made from them."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_repeal or not revision.is_draft:
        return redirect("deciding:road", pk=pk)
    form = RepealForm(request.POST or None, initial=_stored(revision))
    form.among(_others(revision.policy, by))
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            drafting.reword_repeal(
                revision, typed["version"] or 0, by, typed["reason"], typed["replaced_by"]
            )
        except Refused as refused:
            revision.refresh_from_db()
            if refused.code == "stale":
                # What was typed stays in the fields; saving once more saves over the other's words.
                sent = request.POST.copy()
                sent["version"] = str(revision.lock_version)
                form = RepealForm(sent).among(_others(revision.policy, by))
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("drafting:repeal", pk=pk)
    if form.errors and status == 200:
        status = 422
    context = {"revision": revision, "form": form, "clauses": revision.clauses.all()}
    return render(request, "beginning/repeal.html", context, status=status)


def _page(
    request: HttpRequest,
    policy: Policy,
    status: int = 200,
    *,
    correction: forms.Form | None = None,
    repeal: forms.Form | None = None,
) -> HttpResponse:
    today = access.today()
    newest = policy.newest_words()
    context = {
        "policy": policy,
        "newest": newest,
        "open": policy.revisions.open().first(),
        "repealed": policy.repeal(),
        "is_published": newest is not None and newest.status == Status.PUBLISHED,
        "in_force": policy.revisions.in_force(today).first(),
        "review_due_on": periodic_reviewing.due_day(policy, today),
        "correction": correction or CorrectionForm(auto_id="correction-%s"),
        "repeal": repeal or RepealForm(auto_id="repeal-%s"),
    }
    return render(request, "beginning/begin.html", context, status=status)


def _others(policy: Policy, by: Employee) -> "models.QuerySet[Policy]":
    """What may take the place of the policy: any other that the person may read."""
    return Policy.objects.open_to(by, access.today()).exclude(pk=policy.pk)


def _stored(revision: Revision) -> dict[str, object]:
    return {
        "version": revision.lock_version,
        "reason": revision.change_note,
        "replaced_by": revision.replaced_by,
    }
