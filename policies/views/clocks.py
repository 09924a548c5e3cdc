"""What was in force on a day, as the portal knew it on another day: two dates, one answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies import access
from policies import clocks as two_clocks
from policies.forms.deciding import ClocksForm
from policies.views.requests import as_employee


@require_safe
def clocks(request: HttpRequest, code: str) -> HttpResponse:
    """For the editors of the policy and the office; ``?on=`` and ``?known=``, each a day."""
    policy = access.policy_on_the_road(as_employee(request), code)
    today = access.today()
    form = ClocksForm(request.GET or None, initial={"on": today, "known": today})
    is_asked = form.is_bound and form.is_valid()
    on = form.cleaned_data["on"] if is_asked else today
    known = form.cleaned_data["known"] if is_asked else today
    rows = list(two_clocks.rows_of(policy))
    by_then = two_clocks.known_by(rows, known)
    context = {
        "policy": policy,
        "newest": policy.newest_words(),
        "form": form,
        "on": on,
        "known": known,
        "found": two_clocks.answer(by_then, on),
        "rows": [(row, row in by_then) for row in rows],
    }
    status = 422 if form.is_bound and not is_asked else 200
    return render(request, "deciding/clocks.html", context, status=status)
