"""The periodic review of a policy: when it is due, what was said before, “no change” to sign."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, periodic_reviewing
from policies.forms.beginning import UnchangedForm
from policies.models import Policy, Revision
from policies.models.periodic_review import MEANING
from policies.refusals import Refused
from policies.views import signing
from policies.views.requests import as_employee

STATUSES = {
    "wrong_password": 422, "not_reauthenticated": 422, "periodic_review_has_a_reason": 422,
    "too_many_attempts": 429, "not_yours": 403, "not_employed": 403,
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def periodic_review(request: HttpRequest, code: str) -> HttpResponse:
    """Signs on POST that the words in force were looked at and stay as they are."""
    by = as_employee(request)
    policy = access.editable_policy(by, code)
    revision = policy.revisions.in_force(access.today()).first()
    if revision is None:
        return _page(request, policy, None, None, 409 if request.method == "POST" else 200)
    if request.method != "POST":
        fresh = UnchangedForm(initial={"digest": revision.digest}).of(by)
        return _page(request, policy, revision, fresh)
    form = UnchangedForm(request.POST).of(by)
    if not form.is_valid():
        return _page(request, policy, revision, form, 422)
    typed = form.cleaned_data
    try:
        proof = signing.proof_of(request, by, revision, typed.get("password", ""))
        periodic_reviewing.confirm(policy, typed["comment"], by, typed["digest"], proof=proof)
    except Refused as refused:
        if refused.code == "other_text":
            # The reason stays; the text to sign is the one on the page that comes back.
            sent = request.POST.copy()
            sent["digest"] = revision.digest
            form = UnchangedForm(sent).of(by)
        form.add_error(None, str(refused))
        return _page(request, policy, revision, form, STATUSES.get(refused.code, 409))
    messages.success(request, _("Signed. The next review is counted from today."))
    return redirect("drafting:periodic_review", code=policy.code)


def _page(
    request: HttpRequest,
    policy: Policy,
    revision: Revision | None,
    form: forms.Form | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "policy": policy,
        "revision": revision,
        "form": form,
        "meaning": MEANING,
        "open": policy.revisions.open().first(),
        "due_on": periodic_reviewing.due_day(policy, access.today()),
        "today": access.today(),
        "reviews": policy.periodic_reviews.select_related("revision"),
        "signs_by_password": as_employee(request).has_usable_password(),
    }
    return render(request, "beginning/periodic_review.html", context, status=status)
