"""The review page: the text with what is said about each place beside it.

Every form is a plain one: the link beside a clause opens the form there, and a refused form comes
back with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from policies import access, advising, citing, commenting, comparing, rendering
from policies.citing import Finding
from policies.consulting import marking, requiring
from policies.forms.reviewing import AnswerForm, CommentForm, ReplyForm
from policies.models import ReviewComment, Revision, Status
from policies.places import Places
from policies.refusals import Refused
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.items import as_lists
from policies.text.outline import Outline
from policies.views.requests import as_employee

FORBIDDEN = {"not_yours", "not_employed", "own_text", "decision_not_by_a_writer"}
NONE = SafeString("")
UNFIT = {"review_comment_has_words", "review_reply_has_words", "advice_answer_has_a_reason", "gone"}


@dataclass(slots=True)
class Remark:
    """A comment with what this reader may do about it, and their answer as typed."""

    comment: ReviewComment
    may_resolve: bool
    form: forms.Form | None


@dataclass(slots=True)
class Passage:
    """One place of the text with everything said about it."""

    anchor: str
    name: str
    title: str = ""
    html: SafeString = NONE
    level: int = 0  # of its HTML heading; 0 for a clause
    remarks: list[Remark] = field(default_factory=list)
    advice: list[tuple[advising.Advice, forms.Form | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    form: forms.Form | None = None

    def holds(self, sent: forms.Form) -> bool:
        """Whether what was sent is shown again here."""
        shown = [
            self.form,
            *(each.form for each in self.remarks),
            *(form for _, form in self.advice),
        ]
        return any(form is sent for form in shown)


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    return _page(request, revision)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    form = CommentForm(request.POST)

    def verb(anchor: str, words: str) -> str:
        commenting.comment(revision, anchor, words, as_employee(request))
        return _("Your comment is kept. The approval waits until it is settled.")

    return _take(request, revision, form, verb, form.data.get("anchor", ""))


@require_POST
def reply(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    about = _comment_of(revision, key)

    def verb(words: str) -> str:
        commenting.reply(about, words, as_employee(request))
        return _("Your answer is kept.")

    return _take(request, revision, ReplyForm(request.POST), verb, about.anchor, about)


@require_POST
def resolve(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    about = _comment_of(revision, key)

    def verb() -> str:
        commenting.resolve(about, as_employee(request))
        return _("Settled.")

    return _take(request, revision, forms.Form(request.POST), verb, about.anchor)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    form = AnswerForm(request.POST)

    def verb(problem: str, anchor: str, words: str, reason: str) -> str:
        advising.answer(revision, problem, anchor, words, reason, as_employee(request))
        return _("Your reason is kept with the words.")

    return _take(request, revision, form, verb, form.data.get("anchor", ""))


def _comment_of(revision: Revision, key: int) -> ReviewComment:
    return get_object_or_404(
        ReviewComment.objects.select_related("revision__policy", "review"),
        pk=key,
        revision=revision,
    )


def _take(
    request: HttpRequest,
    revision: Revision,
    form: forms.Form,
    verb: Callable[..., str],
    anchor: str,
    about: ReviewComment | None = None,
) -> HttpResponse:
    """Check the form, call the verb, say what happened; back to the place it was about."""
    if not form.is_valid():
        return _page(request, revision, 422, sent=form, about=about)
    try:
        sentence = verb(**form.cleaned_data)
    except Refused as refused:
        revision.refresh_from_db()
        status = 403 if refused.code in FORBIDDEN else 422 if refused.code in UNFIT else 409
        return _page(request, revision, status, refused, form, about)
    messages.success(request, sentence)
    page = reverse("deciding:review", args=[revision.pk])
    return HttpResponseRedirect(f"{page}#{anchor or 'whole'}")


def _page(
    request: HttpRequest,
    revision: Revision,
    status: int = 200,
    refused: Refused | None = None,
    sent: forms.Form | None = None,
    about: ReviewComment | None = None,
) -> HttpResponse:
    by, on = as_employee(request), access.today()
    outline = revision.outline()
    cites = citing.cites_of(outline, revision.policy, revision.effective_from or on)
    findings = citing.findings_of(outline, cites, citing.waivers_of(revision))
    in_review = revision.status == Status.IN_REVIEW
    is_answered = revision.status in commenting.ANSWERED
    may_comment = in_review and commenting.step_of(by, revision, on) is not None
    passages = _passages(revision, outline, cites)
    remarks = [
        Remark(
            each,
            is_answered and not each.settled and commenting.may_resolve(by, each, on),
            _reply_form(each, sent, about)
            if is_answered and not each.settled and commenting.may_reply(by, revision, on)
            else None,
        )
        for each in commenting.of_round(revision)
    ]
    for remark in remarks:
        _at(passages, remark.comment.anchor).remarks.append(remark)
    may_answer = advising.may_answer(by, revision, on)
    advice = advising.advice_on(revision, outline)
    for number, each_advice in enumerate(advice):
        answer_form = _answer_form(each_advice, number, sent) if may_answer else None
        _at(passages, each_advice.anchor).advice.append((each_advice, answer_form))
    for finding in findings:
        _at(passages, finding.anchor).findings.append(finding)
    asked = request.GET.get("on") if sent is None else sent.data.get("anchor")
    if may_comment and asked is not None:
        is_sent = isinstance(sent, CommentForm)
        shown = sent if is_sent else CommentForm(initial={"anchor": asked})
        _at(passages, asked).form = shown
    left_over = sent is not None and not any(each.holds(sent) for each in passages.values())
    typed = _typed(sent) if sent is not None and (refused or left_over) else ""
    context: dict[str, Any] = {
        "revision": revision,
        "passages": list(passages.values()),
        "may_comment": may_comment,
        "open_count": sum(1 for remark in remarks if not remark.comment.settled),
        "comment_count": len(remarks),
        "advice_count": sum(1 for each in advice if each.answer is None),
        "before": comparing.predecessor(revision),
        "marks": marking.marks_of(revision.policy),
        "needs": [need for need in requiring.needs(revision, outline) if not need.is_done],
        "earlier": _earlier(revision, outline),
        "refused": refused,
        "is_impossible": left_over and refused is None,
        "typed": typed,
        "language": rendering.language_of(revision, outline),
    }
    return render(request, "reviewing/review.html", context, status=status)


def _typed(sent: forms.Form) -> str:
    """What somebody wrote, as against what the form names."""
    return str(sent.data.get("reason" if isinstance(sent, AnswerForm) else "words", ""))


def _passages(
    revision: Revision, outline: Outline, cites: tuple[citing.Cite, ...]
) -> dict[str, Passage]:
    """Every place of the text by its anchor, the whole first."""
    places = Places(outline)
    found = {"": Passage("", places.name(""))}
    introduction = "".join(
        as_lists(part) for part in (outline.background, outline.purpose, outline.scope)
    )
    if introduction:
        html = mark_safe(introduction)  # noqa: S308  (made safe by as_lists)
        found[INTRODUCTION] = Passage(INTRODUCTION, places.name(INTRODUCTION), html=html, level=2)
    for block in rendering.blocks_of(outline, cites):
        found[block.anchor] = Passage(
            block.anchor,
            block.label or "§",
            block.title,
            block.html or (format_html("<p>{}</p>", _("(Deleted)")) if block.is_deleted else NONE),
            0 if block.is_clause else block.level,
        )
    closing = mark_safe(as_lists(outline.supplementary))  # noqa: S308  (made safe by as_lists)
    found[CLOSING] = Passage(CLOSING, places.name(CLOSING), html=closing, level=2)
    return found


def _at(passages: dict[str, Passage], anchor: str) -> Passage:
    """The place; of what was said about one that is gone since, the whole text."""
    return passages.get(anchor) or passages[""]


def _reply_form(
    comment: ReviewComment, sent: forms.Form | None, about: ReviewComment | None
) -> forms.Form:
    if isinstance(sent, ReplyForm) and about is not None and about.pk == comment.pk:
        return sent
    return ReplyForm(auto_id=f"reply-{comment.pk}-%s")


def _answer_form(advice: advising.Advice, number: int, sent: forms.Form | None) -> forms.Form:
    names = {"problem": advice.problem.value, "anchor": advice.anchor, "words": advice.words}
    if isinstance(sent, AnswerForm) and all(sent.data.get(n) == v for n, v in names.items()):
        return sent
    return AnswerForm(initial=names, auto_id=f"advice-{number}-%s")


def _earlier(revision: Revision, outline: Outline) -> list[tuple[ReviewComment, str]]:
    """What was said in earlier rounds, with what its place is called now."""
    places = Places(outline)
    comments = (
        ReviewComment.objects.filter(revision=revision, round__lt=revision.round)
        .select_related("by", "resolution__by")
        .order_by("-round", "pk")
    )
    return [(each, places.name(each.anchor)) for each in comments]
