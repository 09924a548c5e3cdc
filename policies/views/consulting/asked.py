"""What those asked see: the frozen text, what is said about each clause, and where to say more."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access as doors
from policies import comparing, enclosed, rendering
from policies.consulting import access, asking, showing, speaking
from policies.consulting.access import Seen
from policies.forms.consulting import OpinionForm
from policies.models import Consultation, Opinion
from policies.refusals import Refused
from policies.text import canonical
from policies.text.citation import Field
from policies.text.diff import compare
from policies.text.items import as_lists
from policies.text.markup import to_text
from policies.text.outline import Clause, Outline
from policies.views.consulting import status_of
from policies.views.files import sent_file
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

PER_PAGE = 20


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything the employee was ever asked, what is open first."""
    employee, today = as_employee(request), doors.today()
    page = Paginator(asking.all_asked_of(employee), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "asked": asking.asked_of(employee, today), "today": today}
    return render(request, "consulting/mine.html", context)


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it was frozen, each clause with the way to its opinions."""
    employee = as_employee(request)
    seen = access.seen(employee, pk)
    outline = canonical.read(seen.consultation.text)
    counts, binds = showing.counted(seen, employee), showing.bound_by(outline)
    whole, whole_mine = counts.get("", (0, 0))
    context = _of_all(seen, outline) | {
        "introduction": rendering.introduction_of(outline),
        "places": [
            (block, *counts.get(block.anchor, (0, 0)), binds.get(block.anchor, ""))
            for block in rendering.blocks_of(outline)
        ],
        "closing": rendering.headed(Field.SUPPLEMENTARY, outline),
        "bases": enclosed.bases_of(outline),
        "attachments": enclosed.attachments_asked_about(outline, seen.consultation),
        "whole": whole,
        "whole_mine": whole_mine,
        "mine": sum(own for _all, own in counts.values()),
        "before": seen.consultation.revision.policy.revisions.in_force(doors.today()).first(),
    }
    return render(request, "consulting/read.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, pk: int, anchor: str = "") -> HttpResponse:
    """One clause, or the whole: what was said about it, and the form to say something."""
    employee = as_employee(request)
    seen = access.seen(employee, pk)
    outline = canonical.read(seen.consultation.text)
    clause = showing.clause_of(outline, anchor)
    if anchor and clause is None:
        raise Http404
    if request.method != "POST":
        return _place(request, seen, outline, clause, _fresh_form(clause))
    form = OpinionForm(request.POST)
    refused = None
    if form.is_valid():
        try:
            speaking.give_opinion(seen.consultation, employee, anchor=anchor, **form.cleaned_data)
        except Refused as told:
            refused = told
        else:
            messages.success(request, _("Your opinion is kept. Thank you."))
            return redirect(_address(seen.consultation, anchor))
    status = status_of(refused) if refused else 422
    access.again(seen.consultation)
    return _place(request, seen, outline, clause, form, refused, status)


@require_safe
def attachment(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """A file that was enclosed when the text was frozen, whatever became of the draft since."""
    seen = access.seen(as_employee(request), pk)
    outline = canonical.read(seen.consultation.text)
    kept = next((each for each in outline.attachments if each.digest == digest), None)
    if kept is None:
        raise Http404
    return sent_file(request, kept)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(opinion: Opinion, by: Employee) -> str:
        speaking.take_back(opinion, by)
        return _("Taken back. Those who draft no longer count it.")

    return _take(request, pk, verb)


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    agrees = request.POST.get("agrees") == "yes"

    def verb(opinion: Opinion, by: Employee) -> str:
        speaking.support(opinion, by, agrees=agrees)
        return _("You support this opinion.") if agrees else _("Your support is taken back.")

    return _take(request, pk, verb)


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the text asked about changes, against the words in force today."""
    employee = as_employee(request)
    seen = access.seen(employee, pk)
    consultation = seen.consultation
    before = consultation.revision.policy.revisions.in_force(doors.today()).first()
    if before is None:
        return redirect("consulting:read", pk=pk)
    # Who was asked about the next words may read these, though the policy be restricted.
    comparison = compare(before.outline(), canonical.read(consultation.text))
    return render(
        request,
        "consulting/changes.html",
        {
            "consultation": consultation,
            "revision": consultation.revision,
            "rows": comparing.rows(comparison),
            "summary": comparing.summary(comparison),
            "lede": _("What the text you are asked about changes, against revision %(number)s.")
            % {"number": before.number},
            "back": reverse("consulting:read", args=[pk]),
            "language": rendering.language_of(consultation.revision, before.outline()),
        },
    )


def _take(request: HttpRequest, pk: int, verb: Callable[[Opinion, Employee], str]) -> HttpResponse:
    by = as_employee(request)
    seen, opinion = access.opinion_seen(by, pk)
    try:
        messages.success(request, verb(opinion, by))
    except Refused as refused:
        outline = canonical.read(seen.consultation.text)
        clause = showing.clause_of(outline, opinion.anchor)
        form = _fresh_form(clause)
        return _place(request, seen, outline, clause, form, refused, status_of(refused))
    return redirect(f"{_address(seen.consultation, opinion.anchor)}#opinion-{opinion.pk}")


def _address(consultation: Consultation, anchor: str) -> str:
    if anchor:
        return reverse("consulting:clause", args=[consultation.pk, anchor])
    return reverse("consulting:whole", args=[consultation.pk])


def _fresh_form(clause: Clause | None) -> OpinionForm:
    words = to_text(clause.body) if clause else ""
    return OpinionForm(initial={"proposal": words})


def _place(
    request: HttpRequest,
    seen: Seen,
    outline: Outline,
    clause: Clause | None,
    form: OpinionForm,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    employee = as_employee(request)
    anchor = clause.anchor if clause else ""
    opinions = showing.most_supported_first(seen.opinions_for(employee).filter(anchor=anchor))
    page = Paginator(opinions, PER_PAGE).get_page(request.GET.get("page"))
    if clause is None or clause.deleted:
        del form.fields["proposal"]
    context = _of_all(seen, outline) | {
        "clause": clause,
        "html": as_lists(clause.body) if clause else "",
        "place": showing.name_of(clause),
        "page_obj": page,
        "said": showing.said(list(page), outline, seen, employee),
        "form": form,
        "refused": refused,
        "typed": form.data.get("words", "") if refused else "",
        "typed_proposal": form.data.get("proposal", "") if refused else "",
        "neighbours": _neighbours(outline, anchor),
    }
    return render(request, "consulting/place.html", context, status=status)


def _of_all(seen: Seen, outline: Outline) -> dict[str, Any]:
    consultation, today = seen.consultation, doors.today()
    last_day = consultation.last_day()
    return {
        "consultation": consultation,
        "revision": consultation.revision,
        "seen": seen,
        "may_speak": seen.is_asked and consultation.is_open(today),
        "is_open": consultation.is_open(today),
        "is_under_way": consultation.is_under_way(),
        "last_day": last_day,
        "days_left": (last_day - today).days,
        "conclusion": getattr(consultation, "conclusion", None),
        "title": outline.title,
        "language": rendering.language_of(consultation.revision, outline),
    }


def _neighbours(outline: Outline, anchor: str) -> tuple[str, str]:
    """Anchors of the clauses before and after, to go through the text one by one."""
    anchors = [clause.anchor for clause in outline.all_clauses()]
    if anchor not in anchors:
        return "", anchors[0] if anchors else ""
    at = anchors.index(anchor)
    return (anchors[at - 1] if at else ""), (anchors[at + 1] if at + 1 < len(anchors) else "")
