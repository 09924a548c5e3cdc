"""The road of a revision, and the verbs that take it further.

Every refusal comes back on the same page with its sentence and with what was typed.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import (
    access,
    adverse,
    audience,
    citing,
    comparing,
    enclosed,
    rendering,
    revision_numbers,
    waiving,
    workflow,
)
from policies import road as way
from policies.citing import Cite, Finding
from policies.consulting import marking
from policies.forms.deciding import (
    DecisionForm,
    ReturnForm,
    SubmitForm,
    WaiverForm,
    WithdrawForm,
)
from policies.models import Review, Revision, Status, Verdict
from policies.refusals import Refused
from policies.text.outline import Outline
from policies.views import signing
from policies.views.requests import as_employee
from regs_portal.people.models import Employee

# What the person may not do, and what they should type differently; anything else is a
# conflict with how the revision stands by now.
FORBIDDEN = {
    "not_yours", "not_employed", "own_text", "two_steps",
    "decision_not_by_a_writer", "decision_one_step_a_person", "decision_by_the_office",
    "decision_by_a_delegate",
}  # fmt: skip
UNFIT = {
    "incomplete", "no_reason", "date_past", "date_far", "date_before_last", "waiver_has_a_reason",
    "references_dangle", "nothing_corrected", "correction_of_substance",
    "replacement_not_in_force", "revision_correction_is_minor", "wrong_password",
    "not_reauthenticated", "not_proven", "weight_unsaid", "not_later",
    "adverse_judged", "withdrawal_tells_those_asked", *revision_numbers.REFUSALS,
}  # fmt: skip


# Draws a page again: the status, what was refused, and the form that was sent by its verb's name.
Page = Callable[[HttpRequest, Revision, int, Refused | None, dict[str, forms.Form]], HttpResponse]


@require_safe
def road(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.revision_on_the_road(as_employee(request), pk)
    return page(request, revision)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, comment: str) -> str:
        workflow.submit(revision, by, comment)
        return _("Submitted. The text is frozen until it is published or returned.")

    return take(request, pk, "submit", SubmitForm(request.POST), verb)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(
        revision: Revision,
        by: Employee,
        *,
        on_behalf_of: int | None,
        password: str = "",
        **decision: Any,
    ) -> str:
        principals = {each.pk: each for each in access.principals_of(by, access.today())}
        if on_behalf_of and on_behalf_of not in principals:
            raise Refused("decision_by_a_delegate")
        workflow.decide(
            revision,
            by=by,
            on_behalf_of=principals[on_behalf_of] if on_behalf_of else None,
            proof=signing.proof_of(request, by, revision, password),
            **decision,
        )
        if decision["verdict"] == Verdict.RETURNED:
            return _("Returned to the author. Your reason is kept with the revision.")
        return _("Your decision is signed and kept.")

    by = as_employee(request)
    last = Review.objects.filter(revision=pk, step=request.POST.get("step", ""), is_final=True)
    form = DecisionForm(request.POST).of(
        weighs=last.exists(), has_password=by.has_usable_password()
    )
    return take(request, pk, "decide", form, verb)


@require_POST
def return_approved(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, by: Employee, comment: str) -> str:
        workflow.return_approved(revision, by, comment)
        return _("Returned to the author. The decisions on this text are void.")

    return take(request, pk, "return", ReturnForm(request.POST), verb)


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(
        revision: Revision, by: Employee, anchor: str, words: str, reason: str, on: dt.date
    ) -> str:
        waiving.waive(revision, anchor, words, reason, by, on)
        return _("Waived. Your reason is kept with the text.")

    return take(request, pk, "waive", WaiverForm(request.POST), verb)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what will happen; a POST does it."""

    def verb(revision: Revision, by: Employee, comment: str) -> str:
        workflow.withdraw(revision, by, comment)
        return _("Withdrawn. The text and its history are kept.")

    if request.method == "POST":
        return take(request, pk, "withdraw", WithdrawForm(request.POST), verb, _withdrawing_again)
    revision = access.revision_on_the_road(as_employee(request), pk)
    if not way.offers(as_employee(request), revision).withdraw:
        return redirect("deciding:road", pk=revision.pk)
    return _withdrawing(request, revision, WithdrawForm())


def _withdrawing_again(
    request: HttpRequest,
    revision: Revision,
    status: int,
    refused: Refused | None,
    bound: dict[str, forms.Form],
) -> HttpResponse:
    """The page that asks, as long as there is something to withdraw; then the road."""
    if not way.offers(as_employee(request), revision).withdraw:
        return page(request, revision, status, refused, bound)
    return _withdrawing(request, revision, bound["withdraw"], refused, status)


def _withdrawing(
    request: HttpRequest,
    revision: Revision,
    form: forms.Form,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "revision": revision, "form": form, "in_force": _in_force(revision), "refused": refused,
    }  # fmt: skip
    return render(request, "deciding/withdraw.html", context, status=status)


def take(
    request: HttpRequest,
    pk: int,
    name: str,
    form: forms.Form,
    verb: Callable[..., str],
    again: "Page | None" = None,
) -> HttpResponse:
    """One step along the road: check the form, call the verb, say what happened.

    ``again`` draws the page the form came from; without it that is the road.
    """
    again = again or page
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    if not form.is_valid():
        return again(request, revision, 422, None, {name: form})
    try:
        sentence = verb(revision, by, **form.cleaned_data)
    except Refused as refused:
        # The revision may have moved meanwhile: the page shows it as it stands now.
        revision.refresh_from_db()
        return again(request, revision, _status(refused), refused, {name: form})
    messages.success(request, sentence)
    return redirect("deciding:road", pk=pk)


def _status(refused: Refused) -> int:
    if refused.code in FORBIDDEN:
        return 403
    if refused.code == "too_many_attempts":
        return 429
    return 422 if refused.code in UNFIT else 409


def page(
    request: HttpRequest,
    revision: Revision,
    status: int = 200,
    refused: Refused | None = None,
    bound: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    """The road as it stands now; ``bound`` holds the form that was sent, by its verb's name."""
    by, bound = as_employee(request), bound or {}
    outline = revision.outline()
    offers = way.offers(by, revision)
    shown = _forms(offers)
    sent = bound.get("decide")
    decisions = signing.forms_of(by, revision, offers.decide, sent)
    if sent and signing.is_among(sent, offers.decide):
        shown["decide"] = sent
    day = day_in_force(bound) or earliest_day(newest_published(revision))
    cites = citing.cites_of(outline, revision.policy, revision.effective_from or day)
    findings = citing.findings_of(outline, cites, citing.waivers_of(revision))
    references = references_of(findings, offers, day, bound.get("waive"))
    if any(form and form.is_bound for _finding, form in references):
        shown["waive"] = bound["waive"]
    # What was typed for a step that is no longer offered is shown in the notice instead.
    left_over = next((form for name, form in bound.items() if name not in shown), None)
    typed = [left_over.data.get(name, "") for name in ("comment", "reason")] if left_over else []
    shown |= {name: form for name, form in bound.items() if name in shown}
    context: dict[str, Any] = {
        "revision": revision,
        "offers": offers,
        "forms": shown,
        "stages": way.stages(revision),
        "checks": way.checks(revision, outline, findings),
        "happenings": way.happenings(revision),
        "refused": refused,
        "again": next((name for name in bound if name in shown), ""),
        "is_impossible": left_over is not None,
        "typed": "".join(typed),
        "page": _words(revision, outline, cites),
        "references": references,
        "language": rendering.language_of(revision, outline),
        "is_editable": revision.is_draft and offers.submit,
        "is_withdrawn": revision.status == Status.WITHDRAWN,
        "may_start_anew": _may_start_anew(by, revision),
        "changed": (
            None if revision.is_repeal else comparing.against_predecessor(revision, outline)
        ),
        "decisions": decisions,
        "bases": enclosed.bases_of(outline),
        "attachments": enclosed.attachments_of(outline, revision),
        "marks": marking.marks_of(revision.policy),
        "consultations": revision.consultations.select_related("conclusion").defer("text"),
        "signs_by_password": by.has_usable_password(),
        "adverse": adverse.newest_of(revision) if adverse.is_asked(revision) else None,
    } | _consequences(revision)
    return render(request, "deciding/road.html", context, status=status)


def _may_start_anew(by: Employee, revision: Revision) -> bool:
    """A policy whose text was withdrawn can be taken up again, unless somebody has already."""
    return (
        revision.status == Status.WITHDRAWN
        and revision.policy.is_editable_by(by)
        and not revision.policy.revisions.open().exists()
    )


def _forms(offers: way.Offers) -> dict[str, forms.Form]:
    """A fresh form for every step that is offered, by the name of its verb; decisions apart."""
    fresh: dict[str, forms.Form] = {}
    if offers.submit:
        fresh["submit"] = SubmitForm()
    if offers.return_approved:
        fresh["return"] = ReturnForm()
    return fresh


def references_of(
    findings: Sequence[Finding], offers: way.Offers, day: dt.date, sent: forms.Form | None
) -> list[tuple[Finding, forms.Form | None]]:
    """What is wrong with the references, each with the form to waive it where that is offered."""
    listed: list[tuple[Finding, forms.Form | None]] = []
    for number, finding in enumerate(findings):
        form = None
        if offers.waive and finding.blocks:
            is_sent = sent and (sent.data.get("anchor"), sent.data.get("words")) == finding.key
            names = {"anchor": finding.anchor, "words": finding.words, "on": day.isoformat()}
            form = WaiverForm(
                sent.data if sent and is_sent else None, initial=names, auto_id=f"waive-{number}-%s"
            )
        listed.append((finding, form))
    return listed


def day_in_force(bound: dict[str, forms.Form]) -> dt.date | None:
    """The day that was just typed, or on which what was just waived was found."""
    for name, field in (("publish", "effective_from"), ("waive", "on")):
        if name in bound and bound[name].is_valid():
            day: dt.date = bound[name].cleaned_data[field]
            return day
    return None


def _words(revision: Revision, outline: Outline, cites: Sequence[Cite]) -> rendering.Page:
    if revision.status == Status.PUBLISHED:
        return rendering.page_of(revision).for_reader()
    language = rendering.language_of(revision, outline)
    return rendering.render(outline, language, cites, shows_problems=True).for_reader()


def _consequences(revision: Revision) -> dict[str, Any]:
    """Whom publishing binds; for everybody on the road, those who decide above all."""
    policy = revision.policy
    return {
        "audience": audience.in_words(policy),
        "bound": audience.bound_employees(policy, access.today()).count(),
    }


def earliest_day(newest: Revision | None) -> dt.date:
    """The first day from which a text can be in force after the newest one published."""
    if newest is None or newest.effective_from is None:
        return access.today()
    return max(access.today(), newest.effective_from + dt.timedelta(days=1))


def newest_published(revision: Revision) -> Revision | None:
    """What publishing would supersede."""
    return revision.policy.revisions.published().newest_first().first()


def _in_force(revision: Revision) -> Revision | None:
    return revision.policy.revisions.in_force(access.today()).first()
