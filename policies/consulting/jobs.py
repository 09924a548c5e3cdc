"""Letters about a consultation, in a worker: one to everybody asked, one for each time there is
more time, one with how it ended.

Each letter and the row that says it went are one transaction, so a worker that dies has either
done both or neither; only one that dies between the mail server's yes and the next instant could
leave a letter that is sent again. Several workers take different people.
"""

import datetime as dt
import smtplib
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from policies.models import (
    Conclusion,
    Consultation,
    Extension,
    ExtensionNotice,
    Invitation,
    Outcome,
)
from regs_portal.jobs import Job, enqueue_on_commit, every, job, unfinished
from regs_portal.letters import write_to

# So many at a time: a job stays short, and the next one goes on.
BATCH = 500
SWEEP = 200


@job
def send_questions(consultation_id: int) -> None:
    """Writes to those asked whom nobody has written to yet."""
    consultation = _read(consultation_id)
    if consultation.is_open(timezone.localdate()):
        _send(consultation, "asked", "letters/consultation_opened.txt", send_questions)


@job
def send_results(consultation_id: int) -> None:
    """Writes to those asked how it ended, and where the answers are."""
    consultation = _read(consultation_id)
    if consultation.is_ended():
        _send(consultation, "told", "letters/consultation_ended.txt", send_results)


@job
def send_extension(extension_id: int) -> None:
    """Writes to those asked that there is more time; not when that was said anew meanwhile."""
    extension = Extension.objects.get(pk=extension_id)
    consultation = _read(extension.consultation_id)
    newest = consultation.extensions.order_by("-pk").first()
    if extension != newest or not consultation.is_open(timezone.localdate()):
        return
    for _turn in range(BATCH):
        if not _send_one_extension(extension, consultation):
            return
    enqueue_on_commit(send_extension, extension.pk)


@every(seconds=60)
@job
def send_what_is_left() -> None:
    """Makes certain what opening, extending and concluding make prompt."""
    _enqueue_left(send_questions, _open(timezone.localdate()), "asked_at")
    _enqueue_left_extensions(timezone.localdate())
    _enqueue_left(send_results, _ended(), "told_at")


def _open(on: dt.date) -> "models.QuerySet[Consultation]":
    return Consultation.objects.open(on)


def _ended() -> "models.QuerySet[Consultation]":
    return Consultation.objects.filter(conclusion__isnull=False)


def _enqueue_left(work: Job, consultations: "models.QuerySet[Consultation]", column: str) -> None:
    left = Invitation.objects.filter(
        consultation=models.OuterRef("pk"), **{f"{column}__isnull": True}
    )
    known = [pk for (pk,) in unfinished(work)]
    found = consultations.filter(models.Exists(left)).exclude(pk__in=known).order_by("pk")
    for pk in found.values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(work, pk)


def _enqueue_left_extensions(on: dt.date) -> None:
    """Of the newest extension of each that is open."""
    newer = Extension.objects.filter(
        consultation=models.OuterRef("consultation"), pk__gt=models.OuterRef("pk")
    )
    told = ExtensionNotice.objects.filter(
        extension=models.OuterRef(models.OuterRef("pk")), invitation=models.OuterRef("pk")
    )
    left = Invitation.objects.filter(
        ~models.Exists(told), consultation=models.OuterRef("consultation")
    )
    known = [pk for (pk,) in unfinished(send_extension)]
    found = Extension.objects.filter(
        ~models.Exists(newer), models.Exists(left), consultation__in=_open(on).values("pk")
    )
    for pk in found.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(send_extension, pk)


def _read(consultation_id: int) -> Consultation:
    return (
        Consultation.objects.with_last_day()
        .select_related("revision__policy", "conclusion")
        .get(pk=consultation_id)
    )


def _send(consultation: Consultation, which: str, letter: str, work: Job) -> None:
    for _turn in range(BATCH):
        if not _send_one(consultation, which, letter):
            return
    enqueue_on_commit(work, consultation.pk)


def _send_one(consultation: Consultation, which: str, letter: str) -> bool:
    """One letter and its row; False when nobody is left whom no other worker has in hand."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
            .select_related("employee__site")
            .filter(consultation=consultation, **{f"{which}_at__isnull": True})
            .order_by("pk")
            .first()
        )
        if invitation is None:
            return False
        setattr(invitation, f"{which}_mailed", _mailed(invitation, consultation, letter))
        setattr(invitation, f"{which}_at", timezone.now())
        invitation.save(update_fields=[f"{which}_at", f"{which}_mailed"])
    return True


def _send_one_extension(extension: Extension, consultation: Consultation) -> bool:
    """One letter and its row, as above."""
    told = ExtensionNotice.objects.filter(extension=extension, invitation=models.OuterRef("pk"))
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
            .select_related("employee__site")
            .filter(~models.Exists(told), consultation=consultation)
            .order_by("pk")
            .first()
        )
        if invitation is None:
            return False
        # The row is not changed by being told, so another worker may have done it just before.
        if ExtensionNotice.objects.filter(extension=extension, invitation=invitation).exists():
            return True
        letter = "letters/consultation_extended.txt"
        mailed = _mailed(invitation, consultation, letter, reason=extension.reason)
        ExtensionNotice.objects.create(
            extension=extension, invitation=invitation, at=timezone.now(), mailed=mailed
        )
    return True


def _mailed(invitation: Invitation, consultation: Consultation, letter: str, **told: Any) -> bool:
    ended: Conclusion | None = getattr(consultation, "conclusion", None)
    try:
        return write_to(
            invitation.employee,
            letter,
            consultation=consultation,
            revision=consultation.revision,
            last_day=consultation.last_day(),
            summary=ended.summary if ended else "",
            is_aborted=bool(ended and ended.outcome == Outcome.ABORTED),
            **told,
        )
    except smtplib.SMTPRecipientsRefused:
        return False  # This address takes no mail; the others are not to wait for it.
