"""Saying of a draft whether it changes a work rule to the workers' disadvantage."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access
from policies import adverse as judging
from policies.forms.filing import AdverseForm
from policies.refusals import Refused
from policies.views.filing.taking import take
from policies.views.requests import as_employee


@require_http_methods(["GET", "HEAD", "POST"])
def adverse(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    if not judging.is_asked(revision):
        raise Http404
    may = revision.policy.is_editable_by(by)
    newest = judging.newest_of(revision)
    initial = {"is_adverse": "yes" if newest.is_adverse else "no"} if newest else {}
    form = AdverseForm(
        request.POST or None, initial=initial | {"reason": newest.reason if newest else ""}
    )
    refused: Refused | None = None
    status = 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied

        def judge() -> str:
            told = form.cleaned_data
            judging.judge(revision, told["is_adverse"], told["reason"], by)
            return _("Recorded. Those who decide read it beside the text.")

        taken = take(request, form, judge)
        if taken.is_done:
            return redirect("deciding:road", pk=pk)
        refused, status = taken.refused, taken.status
        revision.refresh_from_db()
    context = {
        "revision": revision,
        "judgements": revision.adverse_changes.select_related("by").order_by("-pk"),
        "form": form if may and revision.is_draft else None,
        "typed": form.data.get("reason", "") if form.is_bound else "",
        "refused": refused,
    }
    return render(request, "filing/adverse.html", context, status=status)
