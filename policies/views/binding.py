"""Whom one clause of a draft binds, of those its policy binds: the same rules as a policy's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, audience, drafting
from policies.drafting.facts import STALE
from policies.forms.drafting import ClauseAudienceRules, initial_rules
from policies.models import Clause
from policies.models.audience import TARGETS
from policies.refusals import Refused
from policies.views.arranging import address_of
from policies.views.requests import as_employee, number_of


@require_http_methods(["GET", "HEAD", "POST"])
def binding(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=pk)
    clause = revision.clauses.filter(anchor=anchor).first()
    if clause is None:
        messages.info(request, _("It has already been removed."))
        return HttpResponseRedirect(address_of(revision))
    rules = ClauseAudienceRules(
        request.POST if request.method == "POST" else None,
        prefix="rules",
        initial=initial_rules(clause.audience_rules.select_related("employee")),
    )
    refused: Refused | None = None
    if request.method == "POST" and rules.is_valid():
        version = number_of(request.POST.get("version")) or 0
        try:
            drafting.bind_clause(revision, anchor, version, by, rules.lines())
        except Refused as told:
            refused = told
            clause = revision.clauses.filter(anchor=anchor).first() or clause
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address_of(revision, f"?clause={anchor}"))
    context = {
        "revision": revision,
        "clause": clause,
        "rules": rules,
        "refused": refused,
        "saved": _saved(clause) if refused and refused.code == STALE else [],
        "policy_audience": audience.in_words(revision.policy),
    }
    status = 409 if refused else 422 if rules.is_bound else 200
    return render(request, "drafting/binding.html", context, status=status)


def _saved(clause: Clause) -> list[str]:
    """What somebody else saved meanwhile."""
    rules = clause.audience_rules.select_related(*TARGETS)
    return audience.lines(map(audience.told, rules)) or [_("Everyone the policy binds")]
