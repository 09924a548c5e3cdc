"""The facts of a policy, whom it binds, and its code: forms on one page, each with its button.

Each carries a digest of what it was made from, so that a stale page overwrites nothing: its
writer is shown what is saved by now beside what they typed, and may then save over it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, audience, drafting
from policies.drafting.facts import POLICY_FIELDS, STALE
from policies.forms.drafting import AudienceRules, CodeForm, FactsForm, initial_rules
from policies.models import Policy, Status
from policies.refusals import Refused
from policies.views.requests import as_employee


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    policy = access.editable_policy(by, code)
    which = request.POST.get("which") if request.method == "POST" else None
    seen = request.POST.get("seen", "")
    form = FactsForm(request.POST if which == "facts" else None, instance=policy, by=by)
    rules = AudienceRules(
        request.POST if which == "audience" else None,
        prefix="rules",
        initial=initial_rules(policy.audience_rules.select_related("employee")),
    )
    code_form = CodeForm(request.POST if which == "code" else None, initial={"former": policy.code})
    refused: Refused | None = None
    try:
        if which == "facts" and form.is_valid():
            drafting.edit_policy(policy, by, seen, **form.cleaned_data)
            return _kept(request, policy)
        if which == "audience" and rules.is_valid():
            drafting.set_audience(policy, rules.rules(), by, seen)
            return _kept(request, policy)
        if which == "code" and code_form.is_valid():
            renamed = drafting.change_code(policy, by, **code_form.cleaned_data)
            messages.success(request, _("The code is changed. Old addresses still lead here."))
            return redirect("drafting:facts", code=renamed.code)
    except Refused as told:
        refused = told
        if which == "code":
            code_form.add_error("code", str(told))
    # A bound model form writes into its instance; what stands beside it is what is stored.
    stored = Policy.objects.get(pk=policy.pk)
    context = {
        "policy": stored,
        "form": form,
        "rules": rules,
        "code_form": code_form,
        "former_codes": list(stored.former_codes.values_list("code", flat=True)),
        "newest": (newest := stored.revisions.newest_first().first()),
        "under_review": newest and newest.status in {Status.IN_REVIEW, Status.APPROVED},
        "seen_facts": drafting.facts_seen(stored),
        "seen_audience": drafting.audience_seen(stored),
        "refused": refused,
        "which": which,
        "saved": _saved(which, stored, form) if refused and refused.code == STALE else [],
    }
    wrong = form.errors or code_form.errors or (which == "audience" and not rules.is_valid())
    status = 409 if refused else 422 if wrong else 200
    return render(request, "drafting/facts.html", context, status=status)


def _saved(which: str | None, stored: Policy, form: FactsForm) -> list[str]:
    """What somebody else saved meanwhile: the whole audience, or the facts that differ."""
    if which == "audience":
        return audience.in_words(stored)
    differing = (
        name
        for name, typed in form.cleaned_data.items()
        if name in POLICY_FIELDS and getattr(stored, name) != typed
    )
    return [
        _("%(name)s: %(words)s")
        % {"name": form.fields[name].label, "words": _in_words(stored, name)}
        for name in differing
    ]


def _in_words(stored: Policy, name: str) -> Any:
    value = getattr(stored, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    chosen = getattr(stored, f"get_{name}_display", None)
    return chosen() if chosen else value


def _kept(request: HttpRequest, policy: Policy) -> HttpResponse:
    messages.success(request, _("Saved. The audience counts from the next publication on."))
    return redirect("drafting:facts", code=policy.code)
