from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regs_portal.people.models import Employee


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> Self:
        return self.filter(answer__isnull=True)

    def shown_to(self, employee: Employee) -> Self:
        """Their own, and those whose answer is for everybody."""
        return self.filter(models.Q(by=employee) | models.Q(answer__is_shared=True))


class Question(models.Model):
    """What a reader asks about a clause, or the whole, of a published text. Append-only.

    ``anchor`` is that of a clause or heading; empty for the whole.
    """

    policy = models.ForeignKey("policies.Policy", models.RESTRICT, related_name="questions")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="questions", db_index=False
    )
    anchor = models.CharField(max_length=12, blank=True)
    words = models.TextField(_("question"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="questions")
    at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"), name="question_has_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}"


class QuestionAnswer(models.Model):
    """What those who keep the policy answer, once. Append-only. ``is_shared``: every reader of the
    policy finds question and answer beside it, without the name of who asked."""

    question = models.OneToOneField(Question, models.RESTRICT, related_name="answer")
    words = models.TextField(_("answer"))
    is_shared = models.BooleanField(_("every reader may see it"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"), name="question_answer_has_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id}"


class QuestionLetter(models.Model):
    """A letter that a question came, or was answered, written in the transaction in which it goes:
    nobody is told twice. Append-only."""

    question = models.ForeignKey(Question, models.RESTRICT, related_name="letters", db_index=False)
    is_of_answer = models.BooleanField()
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False
    )
    was_mailed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "is_of_answer", "employee"), name="question_letter_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id}: {self.employee_id}"
