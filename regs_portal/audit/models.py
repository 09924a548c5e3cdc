from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from regs_portal.audit.doors import Door


class AuditEvent(models.Model):
    """One row for every verb, append-only. Triggers number, time and hash it.

    ``hash`` is SHA-256 over everything else in the row, so that a changed row gives itself away;
    that none was taken out, put in or moved is held by the ``Seal`` it is under. Writers wait for
    nobody: numbers come from a sequence and may have gaps.

    ``door`` and ``address`` say from where it was done, ``before`` and ``after`` are digests of the
    subject's state. Rows of ``version`` 1 carried the chain themselves, in ``previous``.
    """

    sequence = models.BigIntegerField(primary_key=True)
    version = models.SmallIntegerField(default=1)
    at = models.DateTimeField()
    # Checked by the verifier and not by every writer: employees are never deleted.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    actor_number = models.TextField(blank=True)
    verb = models.TextField()
    subject = models.TextField()
    door = models.TextField(blank=True, default="", choices=Door)
    address = models.TextField(blank=True, default="")
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=("subject", "sequence"), name="audit_by_subject"),
            models.Index(fields=("actor_number", "sequence"), name="audit_by_actor"),
            models.Index(fields=("verb", "sequence"), name="audit_by_verb"),
            models.Index(fields=("at",), name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject}"


class UnsealedEvent(models.Model):
    """An event that no seal covers yet: a queue, written by the event's trigger."""

    event = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event)


class Seal(models.Model):
    """A batch of events, fixed for good. Append-only; its trigger numbers, chains and hashes it.

    ``root`` is SHA-256 over the hashes of ``events`` in that order, ``hash`` over the seal with the
    hash of the one before it: who keeps one seal outside holds every event up to it.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    previous = models.TextField()
    events = ArrayField(models.BigIntegerField())
    root = models.TextField()
    hash = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class SealMailed(models.Model):
    """The newest seal went to the outside address on that day. Append-only."""

    day = models.DateField(primary_key=True)
    seal = models.ForeignKey(Seal, models.RESTRICT, related_name="+", db_index=False)
    address = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day}: {self.seal_id}"


class Verification(models.Model):
    """What the verifier found when it was asked. Append-only.

    ``faults`` are sentences in the portal's language, empty when everything held; at most a hundred
    are kept, ``fault_count`` says how many there were.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+", db_index=False,
        verbose_name=_("asked by"),
    )  # fmt: skip
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    events = models.BigIntegerField()
    seals = models.BigIntegerField()
    unsealed = models.BigIntegerField()
    fault_count = models.BigIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}: {self.fault_count}"
