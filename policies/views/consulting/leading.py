"""What those who drafted the text do: see how it goes, answer, give more time, end it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access as doors
from policies import audience, comparing, rendering
from policies.consulting import access, answering, opening, recording, reporting, showing
from policies.consulting.access import Seen
from policies.forms.consulting import AnswerForm, EndForm, ExtendForm, FilterForm
from policies.models import Answer, AnswerVerdict, Consultation, Opinion, Revision
from policies.models.opinion import OpinionQuerySet
from policies.refusals import Refused
from policies.text import canonical
from policies.text.diff import compare
from policies.text.outline import Outline
from policies.views.consulting import status_of
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

PER_PAGE = 25


@require_safe
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands: who was asked, what was said, what is missing before it can end."""
    consultation = access.examined(as_employee(request), pk)
    return _overview(request, consultation, ExtendForm())


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    consultation, form = access.led(by, pk), ExtendForm(request.POST)
    if not form.is_valid():
        return _overview(request, consultation, form, status=422)
    try:
        opening.extend(consultation, by=by, **form.cleaned_data)
    except Refused as refused:
        access.again(consultation)
        return _overview(request, consultation, form, refused, status_of(refused))
    messages.success(request, _("There is more time now. Everybody asked is written to."))
    return redirect("consulting:lead", pk=pk)


@require_safe
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every opinion with its answer or the form to answer it, by clause."""
    consultation = access.examined(as_employee(request), pk)
    return _opinions(request, consultation)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    opinion = access.opinion_led(by, pk)
    consultation = opinion.consultation
    form = _answer_form(opinion, request.POST)
    if not form.is_valid():
        return _opinions(request, consultation, opinion, form, status=422)
    told = form.cleaned_data
    try:
        answering.answer(opinion, AnswerVerdict(told["verdict"]), told["reason"], by, told["seen"])
    except Refused as refused:
        access.again(consultation)
        return _opinions(request, consultation, opinion, form, refused, status_of(refused))
    messages.success(request, _("Answered. It is published when the consultation is concluded."))
    query = request.POST.get("query", "")
    address = reverse("consulting:opinions", args=[consultation.pk])
    return redirect(f"{address}?{query}#opinion-{opinion.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, summary: str) -> str:
        answering.conclude(revision, by, summary)
        return _("Concluded. The answers are published, and the text is a draft again.")

    return _end(request, pk, "consulting/conclude.html", verb)


@require_http_methods(["GET", "HEAD", "POST"])
def abort(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, summary: str) -> str:
        answering.abort(revision, by, summary)
        return _("Called off. The text is a draft again; this round does not count.")

    return _end(request, pk, "consulting/abort.html", verb)


@require_safe
def since(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed from the text asked about to the one that stands now."""
    consultation = access.examined(as_employee(request), pk)
    now = consultation.revision.outline()
    comparison = compare(canonical.read(consultation.text), now)
    return render(
        request,
        "consulting/changes.html",
        {
            "consultation": consultation,
            "revision": consultation.revision,
            "rows": comparing.rows(comparison),
            "summary": comparing.summary(comparison),
            "lede": _("What was changed in the text since the staff was asked."),
            "back": reverse("consulting:lead", args=[pk]),
            "language": rendering.language_of(consultation.revision, now),
        },
    )


def _overview(
    request: HttpRequest,
    consultation: Consultation,
    extend_form: ExtendForm,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    by, today = as_employee(request), doors.today()
    standing = Opinion.objects.filter(consultation=consultation).standing()
    figures = standing.aggregate(
        opinions=models.Count("pk"), people=models.Count("by", distinct=True)
    )
    leads = doors.can(by, doors.Action.CONSULT, consultation.revision)
    context = {
        "consultation": consultation,
        "revision": consultation.revision,
        "title": canonical.read(consultation.text).title,
        "leads": leads,
        "takes_records": leads and recording.takes_records(consultation),
        "is_open": consultation.is_open(today),
        "is_under_way": consultation.is_under_way(),
        "last_day": consultation.last_day(),
        "extensions": reporting.extensions_of(consultation),
        "conclusion": getattr(consultation, "conclusion", None),
        "audience": audience.lines(audience.Told(**rule) for rule in consultation.audience),
        "figures": figures,
        "unanswered": standing.unanswered().count(),
        "written": consultation.invitations.filter(asked_mailed=True).count(),
        "unwritten": consultation.invitations.filter(asked_at=None).count(),
        "meetings": consultation.meetings.current()
        .select_related("recorded_by")
        .prefetch_related("papers__kept_by"),
        "settlements": consultation.settlements.current()
        .select_related("recorded_by")
        .prefetch_related("papers__kept_by"),
        "extend_form": extend_form,
        "refused": refused,
    }
    return render(request, "consulting/lead.html", context, status=status)


def _opinions(
    request: HttpRequest,
    consultation: Consultation,
    sent: Opinion | None = None,
    sent_form: AnswerForm | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    by = as_employee(request)
    outline = canonical.read(consultation.text)
    seen = Seen(consultation, is_asked=False, examines=True)
    query = request.GET if request.method == "GET" else _query_of(request)
    narrow = FilterForm(query, places=_places(outline))
    narrow.is_valid()
    page = Paginator(_found(consultation, narrow), PER_PAGE).get_page(query.get("page"))
    leads = doors.can(by, doors.Action.CONSULT, consultation.revision)
    may_answer = leads and consultation.is_under_way()
    said = showing.said(list(page), outline, seen, by)
    forms = {each.opinion.pk: _answer_form(each.opinion) for each in said}
    if sent and sent_form:
        forms[sent.pk] = sent_form
        if sent.pk not in {each.opinion.pk for each in said}:
            # It moved to another page meanwhile: what was typed stays before the person.
            again = showing.most_supported_first(Opinion.objects.filter(pk=sent.pk))
            said = [*showing.said(list(again), outline, seen, by), *said]
    context = {
        "consultation": consultation,
        "revision": consultation.revision,
        "title": outline.title,
        "language": rendering.language_of(consultation.revision, outline),
        "page_obj": page,
        "rows": [(each, forms[each.opinion.pk] if may_answer else None) for each in said],
        "narrow": narrow,
        "is_narrowed": any(narrow.cleaned_data.values()),
        "query": _kept(query, "page"),
        "whole_query": _kept(query),
        "may_answer": may_answer,
        "may_speak": False,
        "refused": refused,
        "sent": sent.pk if sent else None,
        "unanswered": Opinion.objects.filter(consultation=consultation).unanswered().count(),
    }
    return render(request, "consulting/opinions.html", context, status=status)


def _found(consultation: Consultation, narrow: FilterForm) -> OpinionQuerySet:
    """Unanswered first, then by clause, the most supported first."""
    opinions = Opinion.objects.filter(consultation=consultation)
    told = narrow.cleaned_data
    if told.get("state") == FilterForm.UNANSWERED:
        opinions = opinions.unanswered()
    elif told.get("state") == FilterForm.ANSWERED:
        opinions = opinions.filter(models.Exists(_answers()))
    if place := told.get("place"):
        opinions = opinions.filter(anchor="" if place == "whole" else place)
    if words := told.get("q"):
        opinions = opinions.filter(
            models.Q(words__icontains=words)
            | models.Q(proposal__icontains=words)
            | models.Q(by__name__icontains=words)
        )
    is_done = models.Exists(_answers()) | models.Q(withdrawal__isnull=False)
    return (
        opinions.with_support()
        .with_answer()
        .select_related("by", "withdrawal")
        .annotate(is_done=models.ExpressionWrapper(is_done, models.BooleanField()))
        .order_by(models.F("is_done"), "position", models.F("support").desc(), "pk")
    )


def _answers() -> "models.QuerySet[Any]":
    return Answer.objects.filter(opinion=models.OuterRef("pk"))


def _answer_form(opinion: Opinion, data: Any = None) -> AnswerForm:
    """Begun with the answer there is, so that correcting it is changing it."""
    verdict = getattr(opinion, "verdict", None)
    initial = {"seen": getattr(opinion, "turns", 0), "verdict": verdict}
    initial["reason"] = getattr(opinion, "answer", None) or ""
    return AnswerForm(data, initial=initial, auto_id=f"answer-{opinion.pk}-%s")


def _places(outline: Outline) -> list[tuple[str, str]]:
    clauses = [(each.anchor, showing.name_of(each)) for each in outline.all_clauses()]
    return [("", _("Everything")), ("whole", _("On the whole")), *clauses]


def _query_of(request: HttpRequest) -> Any:
    return QueryDict(request.POST.get("query", ""))


def _kept(query: Any, *left_out: str) -> str:
    kept = query.copy()
    for name in left_out:
        kept.pop(name, None)
    return str(kept.urlencode())


def _end(
    request: HttpRequest, pk: int, template: str, verb: Callable[[Revision, Employee, str], str]
) -> HttpResponse:
    by = as_employee(request)
    consultation = access.led(by, pk)
    form, refused, status = EndForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                messages.success(
                    request, verb(consultation.revision, by, form.cleaned_data["summary"])
                )
                return redirect("consulting:lead", pk=pk)
            except Refused as told:
                refused, status = told, status_of(told)
    elif not consultation.is_under_way():
        return redirect("consulting:lead", pk=pk)
    opinions = Opinion.objects.filter(consultation=consultation)
    context = {
        "consultation": consultation,
        "revision": consultation.revision,
        "form": form,
        "refused": refused,
        "unanswered": opinions.unanswered().count(),
        "opinions": opinions.standing().count(),
        "is_open": consultation.is_open(doors.today()),
        "last_day": consultation.last_day(),
    }
    return render(request, template, context, status=status)
