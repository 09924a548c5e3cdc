"""The trail for auditors: what was done, whether it holds, and all of it to take away."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regs_portal.audit import exporting, sealing, searching
from regs_portal.audit.forms import TrailForm
from regs_portal.audit.jobs import verify_for
from regs_portal.audit.models import AuditEvent, Verification
from regs_portal.audit.recording import record
from regs_portal.jobs import enqueue_on_commit, unfinished
from regs_portal.people.models import Employee

LAST = 5


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The events asked for, newest first, and the state of the chain."""
    auditor = _auditor(request)
    form = TrailForm(request.GET).of(searching.verbs())
    found = list(searching.events(**form.wanted())[: searching.PER_PAGE + 1])
    shown = found[: searching.PER_PAGE]
    query = request.GET.copy()
    if len(found) > len(shown):
        query["before"] = str(shown[-1].sequence)
    names = searching.names_of(event.subject for event in shown)
    context = {
        "form": form,
        "events": [_told(event, names) for event in shown],
        "older": query.urlencode() if len(found) > len(shown) else "",
        "is_first": "before" not in request.GET,
        "newest_seal": sealing.newest(),
        "unsealed": sealing.unsealed(),
        "verifications": Verification.objects.select_related("asked_by")[:LAST],
        "is_verifying": (auditor.pk,) in unfinished(verify_for),
    }
    return render(request, "audit/trail.html", context)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Has a worker prove the trail; the answer appears on the page."""
    auditor = _auditor(request)
    if (auditor.pk,) not in unfinished(verify_for):
        enqueue_on_commit(verify_for, auditor.pk)
    messages.success(request, _("The trail is being verified. Reload this page in a minute."))
    return redirect("audit:trail")


@require_POST
def export(request: HttpRequest) -> FileResponse:
    """The sealed trail with its verifier, as a zip; that it was taken away is an event too."""
    auditor = _auditor(request)
    record("audit.export", auditor, auditor)
    sealing.seal()
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    exporting.export(file)
    file.seek(0)
    name = f"audit-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _auditor(request: HttpRequest) -> Employee:
    employee = request.user
    if not (isinstance(employee, Employee) and employee.is_auditor):
        raise PermissionDenied
    return employee


@dataclass(frozen=True, slots=True)
class Told:
    """An event with what was done, what it is about and where the page about that is."""

    event: AuditEvent
    deed: str
    name: str
    address: str
    details: list[tuple[str, str]]


def _told(event: AuditEvent, names: Mapping[str, str]) -> Told:
    return Told(
        event=event,
        deed=searching.deed(event.verb),
        name=names.get(event.subject, ""),
        address=searching.address_of(event.subject),
        details=_details(event),
    )


def _details(event: AuditEvent) -> list[tuple[str, str]]:
    """The payload as pairs, what is no plain value as JSON."""

    def shown(value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    return [
        (name, shown(value)) for name, value in event.payload.items() if value not in ("", None)
    ]
