import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.audience import AudienceRule, matching
from policies.models.drafted import Drafted
from policies.models.former_code import FormerCode
from policies.text.pointer import CODE
from regs_portal.people.models import Employee, Jurisdiction

if TYPE_CHECKING:
    from policies.models.revision import Revision


class Level(models.TextChoices):
    """What kind of instrument the policy is; the familiar names, most general first."""

    CHARTER = "charter", _("Charter (章程)")
    REGULATION = "regulation", _("Regulation (制度)")
    CODE_OF_CONDUCT = "code", _("Code (守則)")
    MEASURES = "measures", _("Measures (辦法)")
    STANDARD = "standard", _("Standard (準則)")
    RULES = "rules", _("Detailed rules (細則)")
    PROCEDURE = "procedure", _("Procedure (規程)")
    SOP = "sop", _("Standard operating procedure (SOP)")
    GUIDE = "guide", _("Guide (指引)")
    FORM = "form", _("Form (表單)")


class Scheme(models.TextChoices):
    """How labels of clauses are proposed; what is stored is always the label itself."""

    AS_WRITTEN = "as_written", _("As written")
    ARTICLES_TW = "articles_tw", _("Articles, Taiwan (第N條, 第N條之M)")
    ARTICLES_PRC = "articles_prc", _("Articles, mainland China (第N条)")
    LIST_CHINESE = "list_chinese", _("List (一、二、三、)")
    LIST_ARABIC = "list_arabic", _("List (1. 2. 3.)")
    DECIMAL = "decimal", _("Decimal (1.1, 1.2)")


class Classification(models.TextChoices):
    INTERNAL = "internal", _("Internal: every employee may read it")
    RESTRICTED = "restricted", _("Restricted: only those it binds may read it")


class VitalInterest(models.TextChoices):
    """What rules must be discussed and settled with the staff about (劳动合同法 art. 4)."""

    PAY = "pay", _("Pay (勞動報酬)")
    HOURS = "hours", _("Working hours (工作時間)")
    LEAVE = "leave", _("Rest and leave (休息休假)")
    SAFETY = "safety", _("Safety and health (勞動安全衛生)")
    WELFARE = "welfare", _("Insurance and welfare (保險福利)")
    TRAINING = "training", _("Training (職工培訓)")
    DISCIPLINE = "discipline", _("Discipline (勞動紀律)")
    QUOTAS = "quotas", _("Quotas (勞動定額管理)")


class PolicyQuerySet(models.QuerySet["Policy"]):
    def coded(self, *codes: str) -> Self:
        """Those that bear one of the codes, or once bore it."""
        former = FormerCode.objects.filter(code__in=codes).values("policy")
        return self.filter(models.Q(code__in=codes) | models.Q(pk__in=former))

    def in_force(self, on: dt.date) -> Self:
        from policies.models.revision import Revision

        return self.filter(
            models.Exists(Revision.objects.in_force(on).filter(policy=models.OuterRef("pk")))
        )

    def open_to(self, employee: Employee, on: dt.date) -> Self:
        """Policies whose published words the employee may read: internal ones, and restricted
        ones that bind them or that their office lets them read."""
        if employee.is_hr or employee.is_auditor or employee.is_reviewer:
            return self
        return self.filter(
            models.Q(classification=Classification.INTERNAL)
            | models.Q(owner=employee)
            | bound_by(employee, on)
            | editable_by(employee)
        )

    def editable_by(self, employee: Employee) -> Self:
        return self.filter(editable_by(employee))

    def revisable_by(self, employee: Employee) -> Self:
        """Policies of which the employee may begin a revision now, with their ``newest_title``."""
        from policies.models.revision import Revision

        own = Revision.objects.filter(policy=models.OuterRef("pk"))
        newest = own.words().newest_first().values("title")[:1]
        return (
            self.filter(editable_by(employee))
            .exclude(models.Exists(own.open()))
            .annotate(newest_title=models.Subquery(newest))
            .filter(newest_title__isnull=False)
        )

    def binding(self, employee: Employee, on: dt.date) -> Self:
        """Policies whose audience includes the employee on that day."""
        return self.filter(bound_by(employee, on))


def bound_by(employee: Employee, on: dt.date) -> models.Q:
    """Some rule includes the employee and no rule excludes them."""
    rules = AudienceRule.objects.filter(policy=models.OuterRef("pk")).filter(matching(employee, on))
    return models.Q(models.Exists(rules.including())) & ~models.Q(models.Exists(rules.excluding()))


def editable_by(employee: Employee) -> models.Q:
    """Editors: their own policies and those issued by a department of their subtree.
    See ``Policy.is_editable_by`` for the same rule about one policy."""
    if not employee.is_editor:
        return models.Q(pk__in=())
    return models.Q(owner=employee) | models.Q(
        issuing_department__path__startswith=employee.department.path
    )


class Policy(Drafted):
    """The lasting identity of a regulation. Never holds text: words belong to its revisions."""

    code = models.CharField(
        _("code"), max_length=30, unique=True,
        validators=[
            RegexValidator(
                rf"^{CODE}\Z", _("Use capital letters, digits and hyphens, for example HR-003.")
            )
        ],
    )  # fmt: skip
    category = models.ForeignKey(
        "policies.Category", models.RESTRICT, related_name="policies", verbose_name=_("category")
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.MEASURES)
    scheme = models.CharField(
        _("numbering"), max_length=20, choices=Scheme, default=Scheme.ARTICLES_TW
    )
    jurisdiction = models.CharField(
        _("jurisdiction"), max_length=2, choices=Jurisdiction, default=Jurisdiction.TAIWAN
    )
    classification = models.CharField(
        _("classification"), max_length=20, choices=Classification, default=Classification.INTERNAL
    )
    issuing_department = models.ForeignKey(
        "people.Department", models.RESTRICT, related_name="policies",
        verbose_name=_("issuing department"),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="owned_policies",
        verbose_name=_("owner"),
    )  # fmt: skip
    review_interval_months = models.PositiveSmallIntegerField(
        _("review interval in months"), default=12, validators=[MinValueValidator(1)]
    )
    # 勞動基準法 §70: what is filed with the labour authority, posted and handed out.
    is_work_rule = models.BooleanField(_("work rule (工作規則)"), default=False)
    requires_acknowledgement = models.BooleanField(_("must be acknowledged"), default=True)
    acknowledge_within_days = models.PositiveSmallIntegerField(_("days to acknowledge"), default=14)
    vital_interests: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=12, choices=VitalInterest), default=list, blank=True,
        verbose_name=_("vital interests of the staff"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"))

    history = HistoricalRecords()

    newest_title: str  # of its newest words, where ``revisable_by`` brought it along

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="policy_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(scheme__in=Scheme.values), name="policy_scheme_known"
            ),
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values),
                name="policy_jurisdiction_known",
            ),
            models.CheckConstraint(
                condition=models.Q(classification__in=Classification.values),
                name="policy_classification_known",
            ),
            models.CheckConstraint(
                condition=models.Q(review_interval_months__gte=1),
                name="policy_counts_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=f"^{CODE}$"), name="policy_code_written"
            ),
            models.CheckConstraint(
                condition=models.Q(vital_interests__contained_by=VitalInterest.values),
                name="policy_vital_interests_known",
            ),
            models.CheckConstraint(
                condition=models.Q(is_work_rule=False) | models.Q(jurisdiction=Jurisdiction.TAIWAN),
                name="policy_work_rule_in_taiwan",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def newest_words(self) -> "Revision | None":
        """What a revision of it begins with: the newest words published, else the newest at all."""
        newest = self.revisions.words().newest_first()
        return newest.published().first() or newest.first()

    def repeal(self) -> "Revision | None":
        """The repeal that ends it, in force or scheduled; None while it goes on."""
        newest = self.revisions.published().newest_first().first()
        return newest if newest and newest.is_repeal else None

    def is_editable_by(self, employee: Employee) -> bool:
        return employee.is_editor and (
            self.owner_id == employee.pk
            or self.issuing_department.path.startswith(employee.department.path)
        )
