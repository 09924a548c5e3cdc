"""Asking about a clause, and the questions about a policy with their answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, questions
from policies.forms.questions import AnswerQuestionForm, AskForm
from policies.models import Policy, Question, Revision
from policies.models.outline import wordings
from policies.places import Places
from policies.refusals import Refused
from policies.views.requests import as_employee

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, number: str, which: str = "") -> HttpResponse:
    by = as_employee(request)
    revision = access.readable_revision(by, code, number)
    outline = revision.outline()
    places = Places(outline)
    if which not in places:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    refused: Refused | None = None
    if form.is_bound and form.is_valid():
        try:
            questions.ask(revision, which, form.cleaned_data["words"], by)
        except Refused as told:
            refused = told
        else:
            messages.success(
                request, _("Your question was sent. You find it and its answer on this page.")
            )
            return redirect("reading:questions", code)
    context = {
        "revision": revision,
        "place": places.name(which),
        "clause": next((each for each in outline.all_clauses() if each.anchor == which), None),
        "form": form,
        "refused": refused,
        "back": f"{reverse('reading:revision', args=[code, number])}#{which}",
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "reading/ask.html", context, status=status)


@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    return _listed(request, access.readable_policy(as_employee(request), code))


@require_POST
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    by = as_employee(request)
    policy = access.readable_policy(by, code)
    question = questions.about(policy, by).filter(pk=pk).first()
    if question is None:
        raise Http404
    form = AnswerQuestionForm(request.POST, auto_id=_ids(pk))
    if not form.is_valid():
        return _listed(request, policy, {pk: form}, status=422)
    try:
        questions.answer(question, by=by, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _listed(request, policy, {pk: form}, status=409)
    messages.success(request, _("Answered. Whoever asked is told."))
    return redirect(f"{reverse('reading:questions', args=[code])}#question-{pk}")


def _listed(
    request: HttpRequest,
    policy: Policy,
    typed: dict[int, AnswerQuestionForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = as_employee(request)
    page = Paginator(questions.about(policy, by), PER_PAGE).get_page(request.GET.get("page"))
    revisions = {each.revision_id: each.revision for each in page}
    places = {pk: Places(text) for pk, text in wordings(list(revisions.values())).items()}
    answers = questions.may_answer(by, policy)
    office = answers or access.sees_the_office(by)

    def row(question: Question) -> dict[str, Any]:
        is_open = not hasattr(question, "answer")
        form = (typed or {}).get(question.pk) or AnswerQuestionForm(auto_id=_ids(question.pk))
        return {
            "question": question,
            "place": places[question.revision_id].name(question.anchor),
            "address": reverse(
                "reading:revision", args=[policy.code, question.revision.number]
            ) + (f"#{question.anchor}" if question.anchor else ""),
            "shows_name": office or question.by_id == by.pk,
            "form": form if is_open and answers and question.by_id != by.pk else None,
        }  # fmt: skip

    context = {
        "policy": policy,
        "newest": _in_force(policy.pk),
        "rows": [row(each) for each in page],
        "page_obj": page,
    }
    return render(request, "reading/questions.html", context, status=status)


def _ids(pk: int) -> str:
    return f"answer-{pk}-%s"


def _in_force(policy_pk: int) -> Revision | None:
    return Revision.objects.in_force(access.today()).filter(policy=policy_pk).first()
