"""What reviewers say about the frozen text, what is answered, and how it is settled.

Whoever may sign a step of the round comments; writers and reviewers answer; who commented, or who
decides the same step, settles. The text is not approved while a comment of its round is open.
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import access, reviewing
from policies.models import (
    CommentResolution,
    Review,
    ReviewComment,
    ReviewReply,
    Revision,
    Status,
)
from policies.places import Places
from policies.refusals import Refused, named_constraints, needed
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.outline import Outline
from regs_portal.audit.recording import record
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee

# Answered while it is reviewed, and after it was returned, when the draft is being mended.
ANSWERED = (Status.IN_REVIEW, Status.DRAFT)


def comment(
    revision: Revision, anchor: str, words: str, by: Employee, at: dt.datetime | None = None
) -> ReviewComment:
    """Comments on the clause or heading of that anchor, the introduction, the closing, or (empty)
    the whole of a text under review."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = _locked(revision, by, at)
        if current.status != Status.IN_REVIEW:
            raise Refused("review_comment_names_the_text")
        review = step_of(by, current, timezone.localdate(at))
        if review is None:
            raise _not_a_reviewer(by, current)
        if anchor not in places(current):
            raise Refused("gone", _("There is no such place in this text. Reload the page."))
        made = ReviewComment.objects.create(
            review=review,
            revision=current,
            round=current.round,
            digest=current.digest,
            anchor=anchor,
            words=_said(words),
            by=by,
            at=at,
        )
        record(
            "policies.comment_on_review", current, by, comment=made.pk, anchor=anchor,
            digest=current.digest, words=made.words,
        )  # fmt: skip
    return made


def reply(
    comment: ReviewComment, words: str, by: Employee, at: dt.datetime | None = None
) -> ReviewReply:
    """Answers a comment: the editors of the policy, and whoever reviews."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = _locked(comment.revision, by, at)
        _check_is_answered(comment, current)
        if not may_reply(by, current, timezone.localdate(at)):
            raise Refused("not_yours")
        made = ReviewReply.objects.create(comment=comment, words=_said(words), by=by, at=at)
        record("policies.reply_to_review", current, by, comment=comment.pk, words=made.words)
    return made


def resolve(
    comment: ReviewComment, by: Employee, at: dt.datetime | None = None
) -> CommentResolution:
    """Settles a comment: by who made it, or who decides its step; never who wrote the text."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = _locked(comment.revision, by, at)
        _check_is_answered(comment, current)
        if not may_resolve(by, comment, timezone.localdate(at)):
            raise Refused("not_yours")
        made = CommentResolution.objects.create(comment=comment, by=by, at=at)
        record("policies.resolve_comment", current, by, comment=comment.pk)
    return made


def step_of(employee: Employee, revision: Revision, on: dt.date) -> Review | None:
    """The step of the round for which this person speaks, if they review it."""
    if access.is_writer(employee, revision):
        return None
    reviews = list(reviewing.of_round(revision))
    for signatory in access.signatories(employee, on):
        for review in reviews:
            if signatory.holder.in_group(PortalGroup(review.office)):
                return review
    return None


def may_reply(employee: Employee, revision: Revision, on: dt.date) -> bool:
    return revision.policy.is_editable_by(employee) or bool(access.signatories(employee, on))


def may_resolve(employee: Employee, comment: ReviewComment, on: dt.date) -> bool:
    if access.is_writer(employee, comment.revision):
        return False
    office = PortalGroup(comment.review.office)
    return comment.by_id == employee.pk or any(
        signatory.holder.in_group(office) for signatory in access.signatories(employee, on)
    )


def of_round(revision: Revision) -> models.QuerySet[ReviewComment]:
    """The comments of the newest round, with their answers: five queries however many."""
    return (
        ReviewComment.objects.filter(revision=revision, round=revision.round)
        .select_related("by", "resolution__by", "review", "revision")
        .prefetch_related(models.Prefetch("replies", ReviewReply.objects.select_related("by")))
    )


def in_the_editor(
    revision: Revision, outline: Outline, anchor: str
) -> list[tuple[ReviewComment, str, str, bool]]:
    """The comments with which the text was returned: each with the name of its place, its address
    in the editor, and whether that is the piece of ``anchor``; those first, then in order."""
    if not revision.round:
        return []
    known = Places(outline)
    comments: dict[str, list[ReviewComment]] = {}
    for each in of_round(revision):
        comments.setdefault(each.anchor, []).append(each)
    order = sorted(known.in_order(comments), key=lambda place: place != (anchor or None))
    return [
        (each, known.name(place), known.editor(revision, place), place == anchor != "")
        for place in order
        for each in comments[place]
    ]


def unsettled(revision: Revision) -> models.QuerySet[ReviewComment]:
    return of_round(revision).filter(resolution__isnull=True)


def refuse_unsettled(revision: Revision) -> None:
    """Raises Refused while a comment of the round is open."""
    if count := unsettled(revision).count():
        raise Refused(
            "revision_comments_settled",
            _("Comments still open: %(count)s. Settle each on the review page, then approve.")
            % {"count": count},
        )


def places(revision: Revision) -> set[str]:
    """What can be commented on."""
    nodes = {node.anchor for node in revision.outline().walk()}
    return {"", INTRODUCTION, CLOSING} | nodes


def _said(words: str) -> str:
    return needed(words, "review_comment_has_words")


def _check_is_answered(comment: ReviewComment, current: Revision) -> None:
    if current.status not in ANSWERED or comment.round != current.round:
        raise Refused(
            "comment_over",
            _("This comment belongs to a text that is decided. It is kept as it is."),
        )


def _not_a_reviewer(by: Employee, revision: Revision) -> Refused:
    if access.is_writer(by, revision):
        return Refused(
            reviewing.OWN_TEXT,
            _("You wrote part of this text: answer what others say about it."),
        )
    return Refused("not_yours")


def _locked(revision: Revision, by: Employee, at: dt.datetime) -> Revision:
    """The revision as it stands now, locked; comments and approval take turns."""
    current = Revision.objects.locked().get(pk=revision.pk)
    if not by.is_employed(timezone.localdate(at)):
        raise Refused("not_employed")
    return current
