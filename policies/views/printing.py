"""PDFs that somebody asks for: choosing, waiting, taking away."""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, cataloguing
from policies.exports import ordering
from policies.forms.catalogue import HandbookForm
from policies.jobs import make_print, print_was_given_up
from policies.models import PrintOrder, Revision, Status
from policies.refusals import Refused
from policies.views.exporting import RELOAD_SECONDS, send
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

logger = logging.getLogger(__name__)

# So many lines; the form above narrows the list.
MOST_SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
def handbook(request: HttpRequest) -> HttpResponse:
    """Policies to tick, found by a form, and a button that has them made into one PDF.

    Everything is one form, so that what was ticked stays while the list is narrowed anew.
    """
    by, typed = as_employee(request), request.POST or request.GET
    refused, chosen = None, {code for code in typed.getlist("policy") if code}
    if "make" in request.POST:
        try:
            order = ordering.order_handbook(by, chosen, typed.get("title", ""), make_print)
        except Refused as error:
            refused = error
        else:
            return redirect("reading:print_order", order.pk)
    form = HandbookForm(typed)
    form.is_valid()  # what is not is left out, its sentence beside the field
    narrowed = {name: value for name, value in form.cleaned_data.items() if value}
    found = list(cataloguing.for_handbook(by, access.today(), **narrowed)[: MOST_SHOWN + 1])
    shown = found[:MOST_SHOWN]
    if "all" in typed:
        chosen |= {revision.policy.code for revision in shown}
    ticked = _ticked(by, chosen)
    context = {
        "form": form,
        "refused": refused,
        "title": typed.get("title", ""),
        "longest_title": ordering.LONGEST_TITLE,
        "ticked": ticked,
        "others": [each for each in shown if each.policy.code not in chosen],
        "count": len(shown),
        "most": MOST_SHOWN if len(found) > MOST_SHOWN else 0,
        "orders": [(order, _state(order)) for order in by.print_orders.all()[:10]],
    }
    return render(request, "printing/handbook.html", context)


def _ticked(by: Employee, codes: set[str]) -> list[Revision]:
    if not codes:
        return []
    return list(cataloguing.for_handbook(by, access.today()).filter(policy__code__in=codes))


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Has a text on its way made into a PDF for whoever may read it."""
    by = as_employee(request)
    revision = access.workable_revision(by, pk)
    if revision.status == Status.PUBLISHED:
        return redirect("reading:pdf", revision.policy.code, revision.number)
    try:
        order = ordering.order_draft(by, revision, make_print)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("deciding:road", pk)
    return redirect("reading:print_order", order.pk)


@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the PDF is made; the page looks again by itself until it is."""
    order = _own(request, pk)
    state = _state(order)
    parts = order.printed.select_related("revision__policy") if state != "shut" else []
    context = {
        "order": order,
        "state": state,
        "revisions": [part.revision for part in parts],
    }
    response = render(request, "printing/order.html", context)
    response["Cache-Control"] = "no-store"
    if state == "waiting":
        response["Refresh"] = str(RELOAD_SECONDS)
    return response


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, as long as its asker may read all of it."""
    order = _own(request, pk)
    if _state(order) != "made":
        return redirect("reading:print_order", pk)
    try:
        return send(order.file, f"{order.title}.pdf")
    except FileNotFoundError:
        logger.exception("The file of print order %d is not in storage", order.pk)
        messages.error(request, _("The file cannot be found. Ask for it again."))
        return redirect("reading:handbook")


def _own(request: HttpRequest, pk: int) -> PrintOrder:
    """Their own order, not yet forgotten; nobody else, whatever their office, knows of it."""
    by = as_employee(request)
    order = by.print_orders.exclude(pk__in=PrintOrder.objects.old(timezone.now())).filter(pk=pk)
    found: Any = order.first()
    if found is None:
        raise Http404
    found.by = by
    return found  # type: ignore[no-any-return]


def _state(order: PrintOrder) -> str:
    """made, waiting, failed, or shut: something in it is not theirs to read any more."""
    if not ordering.is_readable(order):
        return "shut"
    if order.made_at:
        return "made"
    return "failed" if print_was_given_up(order) else "waiting"
