"""What is known of a work rule (工作規則) apart from its words: which heads of the law its clauses
treat, and whether a change is to the workers' disadvantage."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Head(models.TextChoices):
    """The twelve heads of 勞動基準法 §70, in its order; ``text.work_rule_heads`` has the same."""

    HOURS = "hours", _("Working hours, rest, leave and shifts")
    WAGES = "wages", _("Wages")
    OVERTIME = "overtime", _("Overtime")
    ALLOWANCES = "allowances", _("Allowances and bonuses")
    DISCIPLINE = "discipline", _("Discipline")
    CONDUCT = "conduct", _("Attendance, reward and punishment, promotion")
    EMPLOYMENT = "employment", _("Hiring, dismissal, severance and retirement")
    ACCIDENTS = "accidents", _("Accidents and compensation")
    WELFARE = "welfare", _("Welfare")
    SAFETY = "safety", _("Safety and health")
    COMMUNICATION = "communication", _("Labour-management communication")
    OTHER = "other", _("Other")


class HeadCoverage(models.Model):
    """A clause treats a head, as somebody confirmed. Kept by the clause's anchor, so it holds for
    every revision that has the clause; given and taken by verbs, each with its audit event."""

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="head_coverages", db_index=False
    )
    anchor = models.CharField(max_length=12)
    head = models.CharField(_("head"), max_length=16, choices=Head)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("policy", "anchor", "head"), name="head_covered_once"),
            models.CheckConstraint(
                condition=models.Q(head__in=Head.values), name="head_covered_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.anchor} {self.head}"


class HeadOmission(models.Model):
    """A policy treats a head nowhere, for a reason: “not applicable, because…”."""

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="head_omissions", db_index=False
    )
    head = models.CharField(_("head"), max_length=16, choices=Head)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("policy", "head"), name="head_omitted_once"),
            models.CheckConstraint(
                condition=models.Q(head__in=Head.values), name="head_omitted_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"), name="head_omitted_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.head}"


class AdverseChange(models.Model):
    """One judgement whether a revision changes a work rule to the workers' disadvantage
    (不利益變更), and why. Append-only; the newest one counts."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="adverse_changes", db_index=False
    )
    # Of the words that were judged; empty where that was not kept yet.
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    is_adverse = models.BooleanField(_("adverse change"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("revision", "id"), name="adverse_by_revision"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_adverse=False) | models.Q(reason__regex=r"\S"),
                name="adverse_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.is_adverse}"
