"""Publishing a text, and moving or calling off a scheduled one: each says first what it does."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, citing, comparing, consequences, rendering, scheduling, workflow
from policies import road as way
from policies.forms.deciding import CancelForm, PostponeForm, PublishForm
from policies.models import Revision
from policies.refusals import Refused
from policies.views import deciding
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing on the day ``?effective_from=`` would do; a POST does it."""

    def verb(revision: Revision, by: Employee, effective_from: dt.date) -> str:
        workflow.publish(revision, effective_from, by)
        if effective_from <= access.today():
            return _("Published. It is in force from today.")
        return _("Published. It comes into force on %(date)s.") % {
            "date": effective_from.isoformat()
        }

    if request.method == "POST":
        form = PublishForm(request.POST)
        return deciding.take(request, pk, "publish", form, verb, _publish_page)
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    if not way.offers(by, revision).publish:
        return redirect("deciding:road", pk=pk)
    asked = PublishForm(request.GET) if request.GET.get("effective_from") else None
    bound: dict[str, forms.Form] = {"publish": asked} if asked else {}
    return _publish_page(request, revision, 422 if asked and asked.errors else 200, None, bound)


def _publish_page(
    request: HttpRequest,
    revision: Revision,
    status: int,
    refused: Refused | None,
    bound: dict[str, forms.Form],
) -> HttpResponse:
    """The page as it stands now; the road, when publishing is not for this person or not now."""
    offers = way.offers(as_employee(request), revision)
    if not offers.publish:
        return deciding.page(request, revision, status, refused, bound)
    before = deciding.newest_published(revision)
    earliest = deciding.earliest_day(before)
    day = deciding.day_in_force(bound) or earliest
    form = bound.get("publish") or PublishForm(initial={"effective_from": earliest})
    assert isinstance(form, PublishForm)  # noqa: S101
    outline = revision.outline()
    cites = citing.cites_of(outline, revision.policy, day)
    findings = citing.findings_of(outline, cites, citing.waivers_of(revision))
    changed = None if revision.is_repeal else comparing.against_predecessor(revision, outline)
    context = {
        "revision": revision,
        "form": form.from_day(earliest),
        "refused": refused,
        "day": day,
        "is_today": day <= access.today(),
        "before": before,
        "found": consequences.of_publishing(revision, outline, day),
        "changed": changed,
        "references": deciding.references_of(findings, offers, day, None),
        "language": rendering.language_of(revision, outline),
    }
    return render(request, "deciding/publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, to: dt.date, reason: str) -> str:
        scheduling.postpone(revision, to, reason, by)
        return _("Postponed. It comes into force on %(date)s.") % {"date": to.isoformat()}

    return _reschedule(request, pk, "postpone", PostponeForm(request.POST or None), verb)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, reason: str) -> str:
        scheduling.cancel(revision, reason, by)
        return _("Cancelled. It will not take effect; its text and its history are kept.")

    return _reschedule(request, pk, "cancel", CancelForm(request.POST or None), verb)


def _reschedule(
    request: HttpRequest, pk: int, name: str, form: forms.Form, verb: Callable[..., str]
) -> HttpResponse:
    by = as_employee(request)
    if request.method == "POST":
        return deciding.take(request, pk, name, form, verb, partial(_reschedule_page, name))
    revision = access.revision_on_the_road(by, pk)
    if not way.offers(by, revision).reschedule:
        return redirect("deciding:road", pk=pk)
    return _reschedule_page(name, request, revision, 200, None, {name: form})


def _reschedule_page(
    name: str,
    request: HttpRequest,
    revision: Revision,
    status: int,
    refused: Refused | None,
    bound: dict[str, forms.Form],
) -> HttpResponse:
    if not way.offers(as_employee(request), revision).reschedule:
        return deciding.page(request, revision, status, refused, bound)
    form = bound[name]
    if isinstance(form, PostponeForm) and revision.effective_from:
        form.from_day(revision.effective_from + dt.timedelta(days=1))
    before = comparing.predecessor(revision)
    context = {
        "revision": revision,
        "form": form,
        "refused": refused,
        "before": before,
        "broken": consequences.cited_only_in(revision, before),
    }
    template = "deciding/postpone.html" if name == "postpone" else "deciding/cancel.html"
    return render(request, template, context, status=status)
