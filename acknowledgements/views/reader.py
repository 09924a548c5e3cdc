"""The reader's side: the bar below a text, the seal, the receipt, what one has acknowledged."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from acknowledgements import access, acknowledging
from acknowledgements.models import Acknowledgement, Assignment
from acknowledgements.sealing import AcknowledgeForm
from policies.access import readable_revision, today
from policies.models import Revision
from policies.refusals import Refused
from policies.views.requests import as_employee

PER_PAGE = 20
BAR = "acknowledge"


def panel(request: HttpRequest, revision: Revision) -> dict[str, Any] | None:
    """What the bar below a text shows its reader, in one query; None: nothing is asked of them.
    ``accepted`` is the number of the text before it that they acknowledged.

    Nobody owes a superseded text; that it is one stands above it.
    """
    on = today()
    assignment, accepted = access.assignment_of(revision, as_employee(request))
    if assignment is None or assignment.due_on is None:
        return None
    if assignment.settled_on is None and revision.is_superseded(on):
        return None
    return {
        "revision": revision,
        "assignment": assignment,
        "is_overdue": assignment.is_overdue(on),
        "sentence": acknowledging.official_sentence(revision),
        "accepted": accepted,
    }


@require_POST
def acknowledge(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Leads to the receipt, the second time as well; else back to the text with the reason."""
    by = as_employee(request)
    revision = readable_revision(by, code, number)
    back = f"{reverse('reading:revision', args=[code, number])}#{BAR}"
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect(back)
    try:
        acknowledging.acknowledge(
            revision, by, clauses_shown=_clauses_shown(revision), **form.evidence()  # type: ignore[arg-type]
        )  # fmt: skip
    except Refused as refused:
        if refused.code != acknowledging.ALREADY:
            messages.error(request, str(refused))
            return redirect(back)
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Acknowledged. This is your receipt; it is kept for you."))
    return redirect("acknowledging:receipt", revision.pk)


def _clauses_shown(revision: Revision) -> int:
    """The page shows every clause, the deleted ones by their number."""
    return revision.clauses.count()


def _first_error(form: AcknowledgeForm) -> str:
    if "accept" in form.errors:
        return str(form.errors["accept"][0])
    return _(
        "Something was missing from what you sent, so nothing was acknowledged. "
        "Tick the sentence below the text and send it again."
    )


@require_safe
def receipt(request: HttpRequest, revision: int) -> HttpResponse:
    """The evidence as a sheet to keep or print: one's own, or with ``?employee=A001`` that of
    anybody for HR and auditors."""
    reader = as_employee(request)
    evidence = access.receipt(reader, revision, request.GET.get("employee", ""))
    context = {"evidence": evidence, "is_own": evidence.employee_id == reader.pk}
    return render(request, "acknowledgements/receipt.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I have still to acknowledge, and all I have acknowledged, newest first."""
    employee, on = as_employee(request), today()
    owed = Assignment.objects.owed_by(employee, on).select_related("revision__policy")
    evidence = (
        Acknowledgement.objects.filter(employee=employee)
        .select_related("revision__policy")
        .order_by("-at", "revision")
    )
    page = Paginator(evidence, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "owed": [(row.revision, row.last_day, row.is_overdue(on)) for row in owed],
        "done": [(row, row.revision.is_superseded(on)) for row in page],
        "page_obj": page,
    }
    return render(request, "acknowledgements/mine.html", context)
