"""Where a revision stands on its way: the steps, who did what, what is missing, who may go on.

Questions only; the verbs are in ``workflow``, and a test holds ``offers`` to what they refuse.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies import access, adverse, advising, commenting, kinds, reviewing, scheduling, waiving
from policies.access import Action
from policies.citing import Finding
from policies.completeness import missing
from policies.consulting import requiring
from policies.models import Consultation, Decision, Revision, ScheduleVerb, Status, Verdict
from policies.models.revision import OPEN
from policies.refusals import Refused
from policies.reviewing import Seat
from policies.text.outline import Outline
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee

# What a move is called when somebody reads of it later.
WORDS = {
    "consult": gettext_lazy("Opened a consultation on the text"),
    "conclude": gettext_lazy("Concluded the consultation"),
    "submit": gettext_lazy("Submitted the text for review"),
    "return": gettext_lazy("Returned the approved text to the author"),
    "approve": gettext_lazy("Every required step is decided: the text is approved"),
    "publish": gettext_lazy("Published it"),
    "cancel": gettext_lazy("Cancelled it before it took effect"),
    "withdraw": gettext_lazy("Withdrew the revision"),
}

AWAITED = {
    PortalGroup.LEGAL_REVIEWER: gettext_lazy("a legal reviewer who wrote no part of it decides."),
    PortalGroup.FAIRNESS_REVIEWER: gettext_lazy(
        "a fairness reviewer who wrote no part of it decides."
    ),
    PortalGroup.APPROVER: gettext_lazy("an approver who wrote no part of it decides."),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the road; ``notes`` say who did it and when, or who is awaited."""

    name: str
    is_done: bool
    is_current: bool
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done to the revision. ``is_void``: a decision on a text returned since.

    ``meaning`` of the signature and ``weight`` of the change are said of decisions only.
    """

    at: dt.datetime
    by: str
    words: str
    comment: str = ""
    digest: str = ""
    is_void: bool = False
    meaning: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the next step needs, or only ought to have; ``address`` is where to mend it:
    for those who write, or, ``is_for_all``, for whoever sees the road."""

    sentence: str
    is_done: bool = False
    is_warning: bool = False
    address: str = ""
    is_for_all: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """The steps this employee may take now. ``barred`` says why a reviewer may not decide."""

    submit: bool = False
    decide: tuple[Seat, ...] = ()
    barred: str = ""
    return_approved: bool = False
    waive: bool = False
    consult: bool = False
    publish: bool = False
    reschedule: bool = False
    withdraw: bool = False


def offers(employee: Employee, revision: Revision) -> Offers:
    status = Status(revision.status)
    seats: list[Seat] = []
    barred = ""
    if status == Status.IN_REVIEW:
        seats, barred = reviewing.seats(employee, revision, access.today())
    approved = status == Status.APPROVED
    return Offers(
        submit=status == Status.DRAFT and access.can(employee, Action.SUBMIT, revision),
        consult=(
            status == Status.DRAFT
            and not revision.is_repeal
            and access.can(employee, Action.CONSULT, revision)
        ),
        decide=tuple(seats),
        barred=barred,
        return_approved=(
            approved and access.approving(employee, revision, access.today()) is not None
        ),
        waive=status in waiving.FROZEN and access.can(employee, Action.WAIVE, revision),
        publish=approved and access.can(employee, Action.PUBLISH, revision),
        reschedule=(
            status == Status.PUBLISHED
            and access.can(employee, Action.PUBLISH, revision)
            and scheduling.is_movable(revision, access.today())
        ),
        withdraw=status in OPEN and access.can(employee, Action.WITHDRAW, revision),
    )


def stages(revision: Revision) -> list[Stage]:
    """Draft, in consultation where there is or must be one, in review with its steps, approved,
    published; what was done and what is awaited."""
    order = [Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED]
    status = Status(revision.status)
    held = requiring.newest_concluded(revision)
    if held or status == Status.IN_CONSULTATION or requiring.is_required(revision):
        order.insert(1, Status.IN_CONSULTATION)
    place = order.index(status) if status in order else -1
    notes: dict[Status, list[str]] = {
        Status.DRAFT: [_signed(revision.created_by.name, revision.created_at)],
        Status.IN_CONSULTATION: [_concluded(held)] if held else [],
        Status.IN_REVIEW: list(_review_notes(revision)),
        Status.APPROVED: [],
        Status.PUBLISHED: [],
    }
    if revision.published_at and revision.published_by and revision.effective_from:
        notes[Status.PUBLISHED] = [
            _signed(revision.published_by.name, revision.published_at),
            _("In force from %(date)s") % {"date": revision.effective_from.isoformat()},
        ]
    return [
        Stage(
            name=str(stage.label),
            is_done=position < place
            or status == Status.PUBLISHED
            or (stage == Status.IN_CONSULTATION and held is not None and position != place),
            is_current=position == place and status != Status.PUBLISHED,
            notes=notes[stage],
        )
        for position, stage in enumerate(order)
    ]


def _concluded(held: Consultation) -> str:
    return _signed(held.conclusion.by.name, held.conclusion.at)


def _review_notes(revision: Revision) -> Iterator[str]:
    if revision.status == Status.DRAFT or not revision.round:
        # Decisions on a text that was returned are void.
        yield from (step.title for step in reviewing.asked_of(revision.policy))
        return
    for review in reviewing.of_round(revision):
        decision = getattr(review, "decision", None)
        if decision is None:
            yield _("%(step)s: undecided") % {"step": review.title}
        else:
            words = _signed(decision.signature, decision.at)
            yield _("%(name)s: %(words)s") % {"name": review.title, "words": words}


def _signed(name: str, at: dt.datetime) -> str:
    return f"{name} {_day(at)}"


def _day(at: dt.datetime) -> str:
    return timezone.localdate(at).isoformat()


def happenings(revision: Revision) -> list[Happening]:
    """What was done to the revision, newest first."""
    found = [Happening(revision.created_at, revision.created_by.name, _("Started the draft"))]
    returned = set()
    for decision in revision.decisions.select_related("review").order_by("pk"):
        found.append(_decided(decision, revision))
        if decision.verdict == Verdict.RETURNED:
            returned.add(decision.round)
    for move in revision.transitions.select_related("by").order_by("pk"):
        # A no and the return it causes are one happening to whoever reads this.
        if move.verb == "return" and move.round in returned:
            continue
        is_only_consequence = move.verb == "approve"
        found.append(
            Happening(
                at=move.at,
                by="" if is_only_consequence else move.by.name,
                words=str(WORDS[move.verb]),
                comment="" if is_only_consequence else move.comment,
                digest=move.digest if move.verb == "submit" else "",
            )
        )
    for row in revision.schedules.filter(verb=ScheduleVerb.POSTPONE).select_related("by"):
        words = _("Postponed it: in force from %(date)s") % {"date": row.effective_from}
        found.append(Happening(row.at, row.by.name, words, row.reason))
    # Sorting keeps the order of what happened in one moment: decided, then approved.
    return sorted(found, key=lambda happening: happening.at)[::-1]


def _decided(decision: Decision, revision: Revision) -> Happening:
    words = (
        _("Decided “%(step)s”: approved")
        if decision.verdict == Verdict.APPROVED
        else _("Decided “%(step)s”: returned to the author")
    )
    is_void = decision.round < revision.round or revision.status == Status.DRAFT
    return Happening(
        at=decision.at,
        by=decision.signature,
        words=words % {"step": decision.review.title},
        meaning=decision.words,
        weight=_weight(decision),
        comment=decision.comment,
        digest=decision.digest,
        is_void=is_void and decision.verdict == Verdict.APPROVED,
    )


def _weight(decision: Decision) -> str:
    """What the last step said of the change."""
    match decision.is_material:
        case True:
            return _("The change is material.")
        case False:
            return _("The change is minor.")
    return ""


def checks(revision: Revision, outline: Outline, findings: Sequence[Finding]) -> list[Check]:
    """What the next step needs; ``findings`` are the problems of the text's references."""
    of_references = list(_checks_of_references(revision, findings))
    match revision.status:
        case Status.DRAFT:
            of_text = [*_checks_of_text(revision, outline), *_checks_of_kind(revision, outline)]
            of_wording = _checks_of_wording(revision, outline)
            of_facts = [*_checks_of_work_rule(revision, outline), *_checks_of_facts(revision)]
            of_facts += _checks_of_consultation(revision, outline)
            return [*of_text, *of_references, *of_wording, *of_facts]
        case Status.IN_CONSULTATION:
            consultation = revision.consultations.get(round=revision.round)
            address = reverse("consulting:lead", args=[consultation.pk])
            words = _("The staff is being consulted. Answer every opinion, then conclude it.")
            return [Check(words, address=address, is_for_all=True)]
        case Status.IN_REVIEW:
            of_wording = _checks_of_wording(revision, outline)
            return [
                *_checks_of_review(revision), *_checks_of_comments(revision), *of_references,
                *of_wording, *_checks_after_consultation(revision, outline),
            ]  # fmt: skip
        case Status.APPROVED:
            decided = Check(_("Every required step is decided with yes."), is_done=True)
            date = Check(_("Choose the day from which it is in force, then publish it."))
            of_facts = [*_checks_of_facts(revision), *_checks_after_consultation(revision, outline)]
            return [decided, *of_references, date, *of_facts]
    return []


def _checks_of_references(revision: Revision, findings: Sequence[Finding]) -> Iterator[Check]:
    """What points nowhere has to be mended or waived before publication; nothing else has."""
    for finding in findings:
        named: dict[str, Any] = {"place": finding.place, "words": finding.words}
        if finding.waiver:
            sentence = _("%(place)s, reference “%(words)s”: waived by %(name)s.")
            yield Check(sentence % (named | {"name": finding.waiver.by.name}), is_done=True)
            continue
        sentence = _("%(place)s, reference “%(words)s”: %(problem)s")
        yield Check(
            sentence % (named | {"problem": finding.sentence}),
            is_warning=not (finding.blocks and revision.status == Status.APPROVED),
            address=reverse("drafting:draft", args=[revision.pk]) + finding.query,
        )


def _checks_of_comments(revision: Revision) -> Iterator[Check]:
    if count := commenting.unsettled(revision).count():
        yield Check(
            _("Comments still open: %(count)s. The approval waits for them.") % {"count": count},
            address=reverse("deciding:review", args=[revision.pk]),
            is_for_all=True,
        )


def _checks_of_wording(revision: Revision, outline: Outline) -> Iterator[Check]:
    """Advice holds nothing up; why it was not taken stays on record."""
    advice = advising.advice_on(revision, outline)
    for each in advice:
        if each.answer:
            words = _("%(place)s “%(words)s” stays, says %(name)s: %(reason)s")
            named = {
                "place": each.place, "words": each.words or each.reason,
                "name": each.answer.by.name, "reason": each.answer.reason,
            }  # fmt: skip
            yield Check(words % named, is_done=True)
    if count := sum(1 for each in advice if each.answer is None):
        yield Check(
            _("Wording to think about: %(count)s.") % {"count": count},
            is_warning=True,
            address=reverse("deciding:review", args=[revision.pk]),
            is_for_all=True,
        )


def _checks_of_text(revision: Revision, outline: Outline) -> Iterator[Check]:
    page = reverse("drafting:draft", args=[revision.pk])
    gaps = missing(outline)
    for gap in gaps:
        query = f"?{gap.what}={gap.anchor}" if gap.anchor else ""
        yield Check(gap.sentence, address=page + query)
    if not gaps:
        yield Check(_("Title, headings and every clause have their words."), is_done=True)
    if revision.based_on_id and not revision.change_note.strip():
        yield Check(
            _("What changes is not said yet. Employees read that sentence first."),
            is_warning=True,
            address=page,
        )


def _checks_of_kind(revision: Revision, outline: Outline) -> Iterator[Check]:
    """A correction mends slips of the pen and nothing else."""
    try:
        kinds.check_submission(revision, outline)
    except Refused as refused:
        yield Check(str(refused), address=reverse("drafting:draft", args=[revision.pk]))


def _checks_of_consultation(revision: Revision, outline: Outline) -> Iterator[Check]:
    for need in requiring.needs(revision, outline):
        yield Check(need.sentence, need.is_done, need.is_warning, need.address, need.is_for_all)


def _checks_after_consultation(revision: Revision, outline: Outline) -> Iterator[Check]:
    """The same once it is submitted: holds nothing up any more, and is for those who decide."""
    for check in _checks_of_consultation(revision, outline):
        address = check.address if check.is_for_all else ""
        yield replace(check, is_warning=not check.is_done, address=address)


def _checks_of_facts(revision: Revision) -> Iterator[Check]:
    if not (revision.is_repeal or revision.policy.audience_rules.including().exists()):
        yield Check(
            _("Nobody is bound yet. Say whom the policy binds before its text is submitted.")
            if revision.status == Status.DRAFT
            else _("Nobody is bound. Have the text returned, then say whom the policy binds."),
            is_warning=True,
            address=reverse("drafting:facts", args=[revision.policy.code]) + "#audience",
        )


def _checks_of_work_rule(revision: Revision, outline: Outline) -> Iterator[Check]:
    """Before a work rule is changed, somebody says whether it gets worse for the workers."""
    if not adverse.is_asked(revision):
        return
    page = reverse("filing:adverse", args=[revision.pk])
    judgement = adverse.newest_of(revision)
    is_stale = False
    if judgement is None:
        sentence = _("Say whether the change of this work rule is to the workers' disadvantage.")
    elif is_stale := adverse.is_of_other_words(judgement, outline):
        sentence = str(adverse.OTHER_WORDS)
    elif judgement.is_adverse:
        sentence = _("An adverse change, says %(name)s; the reason is on record.")
    else:
        sentence = _("No adverse change, says %(name)s.")
    named = {"name": judgement.by.name} if judgement else {}
    yield Check(sentence % named, is_done=judgement is not None and not is_stale, address=page)


def _checks_of_review(revision: Revision) -> Iterator[Check]:
    for review in reviewing.of_round(revision):
        decision = getattr(review, "decision", None)
        if decision:
            words = _("%(step)s: approved by %(name)s.")
            yield Check(words % {"step": review.title, "name": decision.signature}, is_done=True)
        else:
            awaited = AWAITED[PortalGroup(review.office)]
            yield Check(_("%(name)s: %(words)s") % {"name": review.title, "words": awaited})
