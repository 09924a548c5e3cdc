"""Recording meetings, settlements and their papers; handing papers out; the printable record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies import enclosed, rendering
from policies.consulting import access, recording, reporting
from policies.forms.consulting import AddPapersForm, MeetingForm, PapersForm, SettlementForm
from policies.models import Consultation, Meeting, Settlement
from policies.refusals import Refused
from policies.views.consulting import status_of
from policies.views.files import sent_file
from policies.views.requests import as_employee, number_of

# So many opinions a sheet; each sheet is a page of its own to print.
PER_SHEET = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A new meeting; with ``?corrects=`` one that replaces a mistaken record."""
    consultation = access.led(as_employee(request), pk)
    wrong = _mistaken(request, consultation.meetings)
    form = MeetingForm(request.POST or None, request.FILES or None, initial=_told(wrong))

    def verb(kept: recording.Papers) -> str:
        facts = form.facts() | {"papers": kept, "corrects": wrong}
        recording.record_meeting(consultation, as_employee(request), **facts)
        return _("The meeting is recorded, with the moment you recorded it.")

    title = _("Correct the record of a meeting") if wrong else _("Record a meeting")
    return _recorded(request, consultation, form, verb, title)


@require_http_methods(["GET", "HEAD", "POST"])
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of talking to the union or the staff representatives; ``?corrects=`` as above."""
    consultation = access.led(as_employee(request), pk)
    wrong = _mistaken(request, consultation.settlements)
    form = SettlementForm(request.POST or None, request.FILES or None, initial=_told(wrong))

    def verb(kept: recording.Papers) -> str:
        facts = form.facts() | {"papers": kept, "corrects": wrong}
        recording.record_settlement(consultation, as_employee(request), **facts)
        return _("The settlement is recorded, with the moment you recorded it.")

    title = _("Correct the record of a settlement") if wrong else _("Record a settlement")
    return _recorded(request, consultation, form, verb, title)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_papers(request: HttpRequest, pk: int) -> HttpResponse:
    return _add_papers(request, access.meeting_led(as_employee(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
def settlement_papers(request: HttpRequest, pk: int) -> HttpResponse:
    return _add_papers(request, access.settlement_led(as_employee(request), pk))


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, to those who draft and the office; nothing in it runs in the portal's name."""
    kept = access.paper(as_employee(request), pk)
    return sent_file(request, kept)


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything an auditor or a court may ask about the consultation, to be printed."""
    consultation = access.examined(as_employee(request), pk)
    report = reporting.report(consultation)
    page = Paginator(reporting.opinions(consultation), PER_SHEET).get_page(
        number_of(request.GET.get("page")) or 1
    )
    language = rendering.language_of(consultation.revision, report.outline)
    context = {
        "consultation": consultation,
        "revision": consultation.revision,
        "policy": consultation.revision.policy,
        "report": report,
        "page_obj": page,
        "rows": reporting.rows(list(page), report.outline),
        "words": rendering.render(report.outline, language).for_reader().html,
        "bases": enclosed.bases_of(report.outline),
        "attachments": enclosed.attachments_asked_about(report.outline, consultation),
    }
    return render(request, "consulting/record.html", context)


def _mistaken(request: HttpRequest, rows: Any) -> Any:
    """The record to be corrected, as the address names it; None for a new one."""
    number = number_of(request.GET.get("corrects"))
    if number is None:
        return None
    found = rows.current().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _told(record: Meeting | Settlement | None) -> dict[str, Any]:
    """What the form begins with when a record is corrected."""
    if record is None:
        return {}
    names = {*MeetingForm.base_fields, *SettlementForm.base_fields} - {"attendees"}
    told = {name: getattr(record, name) for name in names if hasattr(record, name)}
    if isinstance(record, Meeting):
        numbers = record.attendances.values_list("employee__employee_number", flat=True)
        told["attendees"] = "\n".join(numbers.order_by("employee__employee_number"))
    return told


def _recorded(
    request: HttpRequest,
    consultation: Consultation,
    form: PapersForm,
    verb: Callable[[recording.Papers], str],
    title: str,
) -> HttpResponse:
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        kept = form.papers() if form.is_valid() else None
        if kept is not None:
            try:
                messages.success(request, verb(kept))
                return redirect("consulting:lead", pk=consultation.pk)
            except Refused as told:
                refused, status = told, status_of(told)
    context = {
        "consultation": consultation,
        "revision": consultation.revision,
        "form": form,
        "refused": refused,
        "title": title,
        "address": request.get_full_path(),
    }
    return render(request, "consulting/recording.html", context, status=status)


def _add_papers(request: HttpRequest, owner: Meeting | Settlement) -> HttpResponse:
    form = AddPapersForm(request.POST or None, request.FILES or None)

    def verb(kept: recording.Papers) -> str:
        recording.add_papers(owner, as_employee(request), kept)
        return _("The files are kept, with the moment they came.")

    return _recorded(request, owner.consultation, form, verb, _("Add files: %s") % owner)
