"""What an editor types: cover, heading, clause, facts of a policy, whom it binds."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies import revision_numbers
from policies.drafting.facts import marks_taken_away
from policies.forms.choices import FoldedChoices
from policies.forms.richtext import RichText
from policies.models import AudienceRule, Chapter, Clause, ClauseAudienceRule, Policy, Revision
from policies.models.audience import CODE_OF, TARGET_OF, TARGETS, Effect, Rule, RuleKind
from policies.models.policy import VitalInterest
from policies.refusals import SENTENCES
from policies.text.cleaning import one_line
from policies.text.outline import AudienceLine
from regs_portal.people.models import Department, Employee, Jurisdiction, Role

MOST_RULES = 200
WHOM = ("kind", *TARGETS)


class TitleField(forms.CharField):
    """One line that says something: marks nobody sees are no title."""

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value) or ""))


class ClauseForm(forms.ModelForm[Clause]):
    """``version`` is the one the page was made from; see ``drafting.edit_clause``."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(label=_("Text"), required=False, widget=RichText)
    roles = forms.ModelMultipleChoiceField(
        Role.objects.all(),
        label=_("Addressed to these roles only"),
        help_text=_("Leave empty when the clause is for everyone the policy binds."),
        required=False,
        to_field_name="code",
        widget=FoldedChoices,
    )

    class Meta:
        model = Clause
        fields = ("label", "caption", "body", "is_deleted")
        labels = {
            "label": _("Number as printed"),
            "caption": _("Caption"),
            "is_deleted": _("Repealed: keep the number, print “(deleted)”"),
        }


class HeadingForm(forms.ModelForm[Chapter]):
    version = forms.IntegerField(widget=forms.HiddenInput)
    lead = forms.CharField(label=_("Words below the heading"), required=False, widget=RichText)

    class Meta:
        model = Chapter
        fields = ("kind", "label", "title", "lead")
        labels = {"label": _("Number as printed"), "title": _("Title")}


class CoverForm(forms.ModelForm[Revision]):
    """Cover, introduction and supplementary provisions."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = TitleField(label=_("Title"), max_length=200)
    background = forms.CharField(label=_("Background"), required=False, widget=RichText)
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=RichText)
    scope = forms.CharField(label=_("Scope"), required=False, widget=RichText)
    supplementary = forms.CharField(
        label=_("Supplementary provisions"), required=False, widget=RichText
    )

    class Meta:
        model = Revision
        fields = (
            "title", "superscription", "number", "issuing_unit", "change_note", "is_material",
            "background", "purpose", "scope", "supplementary",
        )  # fmt: skip
        widgets = {
            "superscription": forms.Textarea(attrs={"rows": 2}),
            "change_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "number": _("For example 2.1. A small change counts the second figure on."),
            "change_note": _("One sentence employees read beside the title: what is different?"),
            "superscription": _("Only if something must be printed above the title."),
        }

    def clean_number(self) -> str:
        return revision_numbers.as_kept(self.cleaned_data["number"])


class EmployeeNumberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An employee by number: a list of everybody would be too long to choose from."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid_choice": _("There is no employee with this number. Check the number.")
    }

    def __init__(self, **options: Any) -> None:
        everybody = Employee.objects.filter(is_active=True)
        super().__init__(queryset=everybody, to_field_name="employee_number", **options)

    def prepare_value(self, value: Any) -> Any:
        """The number, for an initial value that is the row or its key."""
        if isinstance(value, int):
            value = Employee.objects.filter(pk=value).first()
        return value.employee_number if isinstance(value, Employee) else value


class CodeForm(forms.Form):
    """Another code for a policy; ``former`` is the one the page was made from."""

    former = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("New code"), max_length=30,
        validators=Policy._meta.get_field("code").validators,
    )  # fmt: skip


class PolicyForm(forms.ModelForm[Policy]):
    """The facts of a policy, but its code."""

    owner = EmployeeNumberField(label=_("Owner's employee number"))
    vital_interests = forms.MultipleChoiceField(
        label=_("Vital interests of the staff it touches"),
        help_text=_(
            "If any is ticked, the text is submitted only after the staff was consulted; in "
            "mainland China also discussed and settled with the union or the staff (劳动合同法 §4)."
        ),
        choices=VitalInterest.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Policy
        fields = (
            "category", "level", "scheme", "jurisdiction", "classification",
            "issuing_department", "owner", "review_interval_months", "is_work_rule",
            "requires_acknowledgement", "acknowledge_within_days", "vital_interests",
        )  # fmt: skip
        help_texts = {
            "is_work_rule": _(
                "In Taiwan, by 勞動基準法 §70: filed with the labour authority after every change, "
                "posted, and given to each worker."
            )
        }

    def __init__(self, *args: Any, by: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.filter(path__startswith=by.department.path)
        if self.instance.pk:
            # An owner may keep a policy that another department issues.
            departments |= Department.objects.filter(pk=self.instance.issuing_department_id)
        _choose_from(self, "issuing_department", departments)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_in_taiwan = cleaned.get("jurisdiction") == Jurisdiction.TAIWAN
        if cleaned.get("is_work_rule") and not is_in_taiwan:
            self.add_error("is_work_rule", str(SENTENCES["policy_work_rule_in_taiwan"]))
        return cleaned


class FactsForm(PolicyForm):
    """The facts of a policy there is: a mark is taken away for a reason."""

    reason = forms.CharField(
        label=_("Why a mark of vital interests is taken away"),
        help_text=_("Only where you untick one; reviewers read it, and the audit trail keeps it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        gone = marks_taken_away(self.instance, cleaned.get("vital_interests", ()))
        if gone and "vital_interests" in cleaned and not cleaned.get("reason"):
            self.add_error("reason", str(SENTENCES["mark_taken_away_for_a_reason"]))
        return cleaned


class StartPolicyForm(PolicyForm):
    title = TitleField(label=_("Title"), max_length=200)
    from_outline = forms.BooleanField(
        label=_("Begin with the category's outline"),
        required=False,
        help_text=_(
            "The usual chapters, whose gaps 〔…〕 you fill in. Untick it for an empty text."
        ),
    )
    field_order = ("title", "code", "category", "from_outline")

    class Meta(PolicyForm.Meta):
        fields = ("code", *PolicyForm.Meta.fields)  # type: ignore[assignment]
        help_texts = {
            "code": _("For example HR-003. Addresses and citations are made of it."),
            **PolicyForm.Meta.help_texts,
        }
        error_messages = {"code": {"unique": SENTENCES["policies_policy_code_key"]}}


class AudienceRuleForm(forms.ModelForm[AudienceRule]):
    employee = EmployeeNumberField(label=_("employee number"), required=False)

    class Meta:
        model = AudienceRule
        fields = ("effect", "kind", "department", "site", "role", "employee")

    def clean(self) -> dict[str, Any]:
        """Only the target that the kind speaks of counts; the others are let go."""
        cleaned = super().clean() or {}
        wanted = TARGET_OF[cleaned.get("kind") or RuleKind.EVERYONE]
        for target in TARGETS:
            if target != wanted:
                cleaned[target] = None
                self.errors.pop(target, None)
        if wanted and not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, _("Say which one this rule speaks of."))
        return cleaned


class ClauseAudienceRuleForm(AudienceRuleForm):
    kind = forms.ChoiceField(
        label=_("who"),
        choices=[
            ("", "---------"),
            *(choice for choice in RuleKind.choices if choice[0] != RuleKind.EVERYONE),
        ],
    )

    class Meta(AudienceRuleForm.Meta):
        model = ClauseAudienceRule  # type: ignore[assignment]


class RuleFormSet(forms.BaseFormSet[AudienceRuleForm]):
    """All rules of one audience at once."""

    def clean(self) -> None:
        kept = [form for form in self.kept() if form.is_valid()]
        targets = [tuple(str(form.cleaned_data[name]) for name in WHOM) for form in kept]
        if len(set(targets)) < len(targets):
            raise forms.ValidationError(_("Two rules speak of the same people. Keep one."))

    def kept(self) -> list[AudienceRuleForm]:
        """The forms that say something and are not ticked to be removed."""
        return [
            form
            for place, form in enumerate(self.forms)
            if (place < self.initial_form_count() or form.has_changed())
            and not (form.is_valid() and form.cleaned_data.get("DELETE"))
        ]


class AudienceFormSet(RuleFormSet):
    """Those of a policy; at least one must bind somebody."""

    def clean(self) -> None:
        kept = [form for form in self.kept() if form.is_valid()]
        if not any(form.cleaned_data.get("effect") == Effect.INCLUDE for form in kept):
            raise forms.ValidationError(
                _("At least one rule must bind somebody; otherwise nobody would have to read it.")
            )
        super().clean()

    def rules(self) -> list[AudienceRule]:
        return [
            AudienceRule(**{name: form.cleaned_data[name] for name in ("effect", *WHOM)})
            for form in self.kept()
        ]


class ClauseAudienceFormSet(RuleFormSet):
    """Those of a clause; without any it binds everybody the policy binds."""

    def lines(self) -> list[AudienceLine]:
        return [_line(form.cleaned_data) for form in self.kept()]


def _line(rule: Mapping[str, Any]) -> AudienceLine:
    target = str(TARGET_OF[rule["kind"]])
    code = getattr(rule[target], CODE_OF[target])
    return AudienceLine(rule["effect"] == Effect.EXCLUDE, rule["kind"], code)


def _rules(form: type[AudienceRuleForm], formset: type[RuleFormSet]) -> Any:
    return forms.formset_factory(
        form,
        formset=formset,
        extra=2,
        can_delete=True,
        can_delete_extra=False,
        # A request that claims more would keep a process busy for minutes drawing them.
        max_num=MOST_RULES,
        absolute_max=MOST_RULES,
        validate_max=True,
    )


AudienceRules: type[AudienceFormSet] = _rules(AudienceRuleForm, AudienceFormSet)
ClauseAudienceRules: type[ClauseAudienceFormSet] = _rules(
    ClauseAudienceRuleForm, ClauseAudienceFormSet
)


def initial_rules(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """What the forms of these rules begin with."""
    return [
        {
            "effect": rule.effect,
            "kind": rule.kind,
            "department": rule.department_id,
            "site": rule.site_id,
            "role": rule.role_id,
            "employee": rule.employee.employee_number if rule.employee else None,
        }
        for rule in rules
    ]


def _choose_from(form: forms.ModelForm[Any], name: str, rows: "models.QuerySet[Any]") -> None:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
