"""What was said about a frozen draft, who agreed, and what it was answered."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from policies.models.consultation import Consultation


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def standing(self) -> Self:
        """Those not taken back."""
        return self.filter(withdrawal__isnull=True)

    def unanswered(self) -> Self:
        return self.standing().filter(answers__isnull=True)

    def with_support(self) -> Self:
        """Annotated with ``support``: how many others agree by now."""
        agreed = (
            Support.objects.filter(opinion=models.OuterRef("pk"))
            .order_by()
            .values("opinion")
            .annotate(total=models.Sum("weight"))
            .values("total")
        )
        return self.annotate(support=Coalesce(models.Subquery(agreed), 0))

    def with_answer(self) -> Self:
        """Annotated with ``verdict``, ``answer`` (its reason), ``answered_by`` and ``answered_at``
        of the newest, None without one, and with ``turns``: how many there were."""
        newest = Answer.objects.filter(opinion=models.OuterRef("pk")).order_by("-turn")
        return self.annotate(
            verdict=models.Subquery(newest.values("verdict")[:1]),
            answer=models.Subquery(newest.values("reason")[:1]),
            answered_by=models.Subquery(newest.values("by__name")[:1]),
            answered_at=models.Subquery(newest.values("at")[:1]),
            turns=Coalesce(models.Subquery(newest.values("turn")[:1]), 0),
        )


class Opinion(models.Model):
    """One employee's comment on one clause, or on the whole where ``anchor`` is empty.

    ``proposal`` is another wording of the clause, as plain text. ``key`` comes with the form, so
    that sending it twice says it once. Append-only; ``position`` is that of the clause in the text,
    0 for the whole.
    """

    consultation = models.ForeignKey(
        Consultation, models.RESTRICT, related_name="opinions", db_index=False
    )
    anchor = models.CharField(max_length=12, blank=True)
    position = models.PositiveIntegerField(default=0)
    words = models.TextField(_("your opinion"), blank=True)
    proposal = models.TextField(_("wording you propose"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()
    key = models.UUIDField()

    # Where ``with_support`` and ``with_answer`` brought them along.
    support: int
    verdict: str | None
    answer: str | None
    answered_by: str | None
    answered_at: dt.datetime | None
    turns: int

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "by", "key"), name="opinion_once"),
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S") | models.Q(proposal__regex=r"\S"),
                name="opinion_says_something",
            ),
        )
        indexes = (
            models.Index(fields=("consultation", "position", "id"), name="opinion_in_order"),
        )

    def __str__(self) -> str:
        return (self.words or self.proposal)[:60]

    @property
    def is_taken_back(self) -> bool:
        return hasattr(self, "withdrawal")


class OpinionWithdrawal(models.Model):
    """Its author took an opinion back while the window was open; the words are kept."""

    opinion = models.OneToOneField(
        Opinion, models.RESTRICT, primary_key=True, related_name="withdrawal"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.opinion_id}"


class Support(models.Model):
    """Agreeing with somebody else's opinion, or taking that back: odd turns add one, even ones
    take it away, so that the sum of ``weight`` is the number who agree. Append-only."""

    opinion = models.ForeignKey(Opinion, models.RESTRICT, related_name="supports", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    weight = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("opinion", "by", "turn"), name="support_once"),
            models.CheckConstraint(
                condition=models.Q(weight=2 * models.F("turn") % 4 - 1) & models.Q(turn__gte=1),
                name="support_by_turns",
            ),
        )

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.by_id} {self.weight:+}"


class AnswerVerdict(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Adopted in part")
    NOT = "not", _("Not adopted")


class Answer(models.Model):
    """What becomes of an opinion, and why. The newest turn counts. Append-only."""

    opinion = models.ForeignKey(Opinion, models.RESTRICT, related_name="answers", db_index=False)
    turn = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("answer"), max_length=8, choices=AnswerVerdict)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("opinion", "turn"), name="answer_in_turn"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=AnswerVerdict.values), name="answer_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"), name="answer_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.verdict}"
