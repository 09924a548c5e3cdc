"""The reader's side: the bar below a text, what changed, the seal, the receipt, what one has
acknowledged."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from acknowledgements import access, acknowledging, showing, terms
from acknowledgements.acknowledging import Given
from acknowledgements.models import Acknowledgement, Assignment
from acknowledgements.sealing import AcknowledgeForm
from policies import comparing
from policies.access import readable_revision, today
from policies.models import Revision
from policies.refusals import Refused
from policies.views.requests import as_employee
from policies.views.signing import proof_of
from regs_portal.audit.doors import address_of
from regs_portal.people.models import Employee

PER_PAGE = 20
BAR = "acknowledge"


def panel(request: HttpRequest, revision: Revision) -> dict[str, Any] | None:
    """What the bar below a text shows its reader; None: nothing is asked of them. ``accepted`` is
    the number of the text before it that they acknowledged.

    Nobody owes a superseded text; that it is one stands above it.
    """
    on = today()
    assignment, accepted, asked = access.assignment_of(revision, as_employee(request))
    if assignment is None or assignment.due_on is None:
        return None
    if assignment.settled_on is None and revision.is_superseded(on):
        return None
    if assignment.settled_on:
        asked = None
    return {
        "revision": revision,
        "assignment": assignment,
        "is_overdue": assignment.is_overdue(on),
        "sentence": acknowledging.official_sentence(revision),
        "accepted": accepted,
        "since": "",
        "terms": asked,
        "to_confirm": terms.to_confirm(asked, revision),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """To whoever accepted an earlier text, what changed in it, with the sentence to accept; to
    others the whole. Sent, it leads to the receipt, the second time as well; else back to what
    was read, with the reason."""
    by = as_employee(request)
    revision = readable_revision(by, code, number)
    if request.method != "POST":
        return _changes(request, by, revision)
    form = AcknowledgeForm(request.POST)
    back = _back(revision, request.POST.get("since", ""))
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect(back)
    try:
        given = _given(request, by, revision, form)
        shown = len(given.shown.clauses) if given.shown else 0
        acknowledging.acknowledge(
            revision, by, clauses_shown=shown, given=given, **form.evidence()  # type: ignore[arg-type]
        )  # fmt: skip
    except Refused as refused:
        if refused.code != acknowledging.ALREADY:
            messages.error(request, str(refused))
            return redirect(back)
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Acknowledged. This is your receipt; it is kept for you."))
    return redirect("acknowledging:receipt", revision.pk)


def _changes(request: HttpRequest, by: Employee, revision: Revision) -> HttpResponse:
    before = showing.accepted_before(revision, by)
    bar = panel(request, revision)
    if before is None or bar is None:
        return redirect("reading:revision", revision.policy.code, revision.number)
    drawn = comparing.drawn(before, revision)
    context = {
        "before": before,
        "revision": revision,
        "summary": comparing.said(drawn.tally),
        "unchanged": comparing.unchanged(drawn.tally),
        "rows": drawn.html,
        "changes": drawn.changes,
        "language": drawn.language,
        "bar": bar | {"since": before.number},
    }
    return render(request, "acknowledgements/changes.html", context)


def _back(revision: Revision, since: str) -> str:
    name = "acknowledging:acknowledge" if since else "reading:revision"
    return f"{reverse(name, args=[revision.policy.code, revision.number])}#{BAR}"


def _given(request: HttpRequest, by: Employee, revision: Revision, form: AcknowledgeForm) -> Given:
    """What else they gave; Refused where the password is wrong, or the text whose changes were
    shown is not the one they accepted last."""
    sent = form.cleaned_data
    before = showing.accepted_before(revision, by) if sent["since"] else None
    if sent["since"] and (before is None or before.number != sent["since"]):
        raise Refused(
            "other_text",
            _("You have accepted another text since this page was made. Reload it and read again."),
        )
    proven = ""
    if sent["password"]:
        proven = proof_of(request, by, revision, sent["password"]).by.value
    return Given(
        shown=showing.shown_of(revision, before),
        objection=sent["objection"],
        confirmed=tuple(dict.fromkeys(request.POST.getlist("confirmed"))),
        proven=proven,
        reached=sent["reached"] == "yes",
        language=get_language() or "",
        address=address_of(request),
        device=request.headers.get("User-Agent", ""),
    )


def _first_error(form: AcknowledgeForm) -> str:
    for name in ("accept", "objection"):
        if name in form.errors:
            return str(form.errors[name][0])
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
    shown = evidence.shown
    names = {line[0]: line[1] for line in shown.clauses} if shown else {}
    context = {
        "evidence": evidence,
        "is_own": evidence.employee_id == reader.pk,
        "confirmed": [names.get(anchor, anchor) for anchor in evidence.confirmed],
        "since": shown.before.number if shown and shown.before else "",
    }
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
