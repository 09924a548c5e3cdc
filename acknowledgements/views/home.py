"""The front page: find, what I must acknowledge, what has changed, where to browse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acknowledgements.models import Acknowledgement, Assignment
from policies import access, cataloguing, news
from policies.consulting import asking
from policies.views.requests import as_employee

OWED = 8
NEW = 6
COMING = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    employee, today = as_employee(request), access.today()
    owed = Assignment.objects.owed_by(employee, today).select_related("revision__policy")
    rows = list(owed[: OWED + 1])
    context = {
        "owed": [(row.revision, row.last_day, (row.last_day - today).days) for row in rows[:OWED]],
        "owes_more": len(rows) > OWED,
        "asked": asking.asked_of(employee, today),
        "acknowledged": Acknowledgement.objects.filter(
            employee=employee, at__year=today.year
        ).count(),
        "newest": news.told(news.took_effect(employee, today)[:NEW], today),
        "coming": news.told(news.coming(employee, today)[:COMING], today),
        "counts": cataloguing.counts(employee, today),
    }
    return render(request, "home.html", context)
