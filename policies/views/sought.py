"""For HR: the words that mean the same, and what people seek and do not find."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies import access
from policies.models import SynonymGroup
from policies.refusals import Refused
from policies.searching import synonyms as keeping
from policies.searching import tallying
from policies.views.requests import as_employee

DAYS = (7, 30, 90, 365)


@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    """Every line, and a form for one more."""
    by = as_employee(request)
    if not keeping.may_keep(by):
        raise PermissionDenied
    refused = None
    if request.method == "POST":
        try:
            group = keeping.keep(request.POST.get("words", ""), by)
        except Refused as told:
            refused = told
        else:
            messages.success(request, _("Searches now take these for the same: %s") % group)
            return redirect("reading:synonyms")
    context = {
        "groups": SynonymGroup.objects.all(),
        "refused": refused,
        "written": request.POST.get("words", request.GET.get("words", ""))[:500],
    }
    return render(request, "search/synonyms.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_synonyms(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: other words for it, or none."""
    by = as_employee(request)
    if not keeping.may_keep(by):
        raise PermissionDenied
    group = get_object_or_404(SynonymGroup, pk=pk)
    refused = None
    if request.method == "POST":
        try:
            if request.POST.get("verb") == "drop":
                keeping.drop(group, by)
            else:
                keeping.keep(request.POST.get("words", ""), by, group)
        except Refused as told:
            refused = told
            group.refresh_from_db()
        else:
            messages.success(request, _("Kept. Searches use it from now on."))
            return redirect("reading:synonyms")
    context = {
        "group": group,
        "refused": refused,
        "written": request.POST.get("words", str(group))[:500],
    }
    return render(request, "search/change_synonyms.html", context, status=409 if refused else 200)


@require_safe
def sought(request: HttpRequest) -> HttpResponse:
    """What was searched for in the last days, and what in vain."""
    by = as_employee(request)
    if not (by.is_hr or by.is_administrator or by.is_auditor):
        raise PermissionDenied
    typed = request.GET.get("days", "")
    days = int(typed) if typed in map(str, DAYS) else DAYS[1]
    until = access.today()
    since = until - dt.timedelta(days=days - 1)
    context = {
        "days": days,
        "choices": DAYS,
        "since": since,
        "until": until,
        "totals": tallying.totals(since, until),
        "missed": tallying.missed(since, until),
        "sought": tallying.sought(since, until),
        "shown_from": tallying.SHOWN_FROM,
        "may_keep": keeping.may_keep(by),
    }
    return render(request, "search/sought.html", context)
