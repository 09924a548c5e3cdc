from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.category import Category
from policies.models.worded import in_readers_language
from regs_portal.people.groups import REVIEWING


class Step(StrEnum):
    """The addresses of the preloaded steps; an administrator may add others."""

    LEGAL_BASIS = "legal_basis"
    FAIRNESS = "fairness"
    FINAL_APPROVAL = "final_approval"


class StepWords(models.Model):
    """What a step is called, and what signing it with yes means (21 CFR 11.50)."""

    name = models.CharField(_("name (Traditional Chinese)"), max_length=60)
    name_hans = models.CharField(_("name (Simplified Chinese)"), max_length=60, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=60, blank=True)
    meaning = models.CharField(_("meaning of the signature (Traditional Chinese)"), max_length=100)
    meaning_hans = models.CharField(
        _("meaning of the signature (Simplified Chinese)"), max_length=100, blank=True
    )
    meaning_en = models.CharField(
        _("meaning of the signature (English)"), max_length=100, blank=True
    )

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return in_readers_language(self.name, self.name_hans, self.name_en)

    @property
    def signifies(self) -> str:
        return in_readers_language(self.meaning, self.meaning_hans, self.meaning_en)


class ReviewStepQuerySet(models.QuerySet["ReviewStep"]):
    def asked_of(self, category: Category) -> "ReviewStepQuerySet":
        """The steps that a text of the category has to pass, the first ones first."""
        return self.filter(
            models.Q(categories=category) | models.Q(categories__isnull=True), is_active=True
        ).order_by("position", "slug")


class ReviewStep(StepWords):
    """A step that texts have to pass from now on. What a round asked is copied into its reviews.

    Steps of one position run side by side, lower positions first; exactly one is the last, an
    approver's. ``categories``: the subject areas it is for; none means all.
    """

    slug = models.SlugField(_("address"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("Steps of the same position run side by side, lower ones first.")
    )
    office = models.CharField(_("decided by"), max_length=30, choices=REVIEWING)
    is_final = models.BooleanField(_("last step"), default=False)
    categories = models.ManyToManyField(
        Category, blank=True, related_name="+", verbose_name=_("categories"),
        help_text=_("None chosen: every category."),
    )  # fmt: skip
    is_active = models.BooleanField(_("asked for"), default=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")
        ordering = ("position", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(office__in=list(REVIEWING)), name="review_step_office_known"
            ),
            models.UniqueConstraint(
                fields=("is_final",),
                condition=models.Q(is_final=True),
                name="review_step_one_final",
                violation_error_message=_("There is a last step already."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_final=False) | models.Q(office="approver", is_active=True),
                name="review_step_final_by_an_approver",
                violation_error_message=_(
                    "The last step is always asked for, and decided by an approver."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title
