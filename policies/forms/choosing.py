"""What becomes of each regulation found in a text: a new policy, or a revision of one there is."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from policies.forms.drafting import TitleField
from policies.importing.advising import Advice
from policies.importing.choosing import Choice
from policies.importing.options import Options
from policies.importing.proposing import next_code
from policies.models import FormerCode, Policy
from policies.models.policy import Level, Scheme
from policies.text.pointer import CODE
from regs_portal.people.models import Employee

NEW, OTHER = "new", "other"
# What only a new policy needs to be told.
FACTS = ("code", "category", "level", "scheme", "issuing_department", "binds_role")


class ChoiceForm(forms.Form):
    """One regulation found: whether it is imported, and what it becomes.

    Each field says beside its value what it began with, so that of two windows only what was
    changed in each is remembered.
    """

    include = forms.BooleanField(label=_("Import this one"), required=False)
    becomes = forms.ChoiceField(label=_("It becomes"), widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("Code of that policy"),
        help_text=_("One that you may revise and that has no open revision."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"list": "revisable", "autocomplete": "off"}),
    )
    title = TitleField(label=_("Title"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Proposed: the next free one."),
        max_length=30,
        required=False,
        validators=[
            RegexValidator(
                rf"^{CODE}\Z", _("Use capital letters, digits and hyphens, for example HR-003.")
            )
        ],
    )
    category = forms.TypedChoiceField(label=_("Category"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    scheme = forms.ChoiceField(label=_("Numbering"), choices=Scheme.choices)
    issuing_department = forms.TypedChoiceField(label=_("Issuing department"))
    binds_role = forms.BooleanField(required=False)

    # What is not ticked may stay unfinished, and a browser must not insist.
    use_required_attribute = False

    def __init__(
        self, *args: Any, advice: Advice, by: Employee, options: Options, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.advice = advice
        self.found = advice.found
        self.options = options
        for name, rows in (
            ("category", options.categories),
            ("issuing_department", options.departments),
        ):
            choice = cast(forms.TypedChoiceField, self.fields[name])
            choice.choices = [("", "---------"), *((key, str(row)) for key, row in rows.items())]
            choice.coerce = rows.get
        self._say_what_it_may_become()
        self._say_whom_it_binds(by)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.is_included:
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.outcome == OTHER and cleaned.get("other", "").upper() not in self.options.revisable:
            sentence = _("You can revise no policy of that code, or its revision is still open.")
            self.add_error("other", sentence)
        if self.outcome != NEW:
            for name in FACTS:
                self.errors.pop(name, None)
        return cleaned

    def _say_what_it_may_become(self) -> None:
        """A new policy, or a revision of one that it resembles, or of any other."""
        if not self.options.revisable:
            del self.fields["becomes"], self.fields["other"]
            return
        likely = [
            (
                policy.code,
                _("A new revision of %(code)s “%(title)s”")
                % {"code": policy.code, "title": policy.newest_title},
            )
            for policy in self.options.likely(self.advice)
        ]
        cast(forms.ChoiceField, self.fields["becomes"]).choices = [
            *likely,
            (NEW, _("A new policy")),
            (OTHER, _("A new revision of another policy")),
        ]

    def _say_whom_it_binds(self, by: Employee) -> None:
        """The role the text names can be taken as its audience if there is one, or may be made."""
        proposal = self.advice.proposal
        if proposal.role is not None:
            words = _("It binds only those who hold the role “%(role)s”")
        elif proposal.role_name and by.is_administrator:
            words = _("Add the role “%(role)s”, and bind only those who hold it")
        else:
            del self.fields["binds_role"]
            return
        name = proposal.role.name if proposal.role else proposal.role_name
        self.fields["binds_role"].label = words % {"role": name}
        self.fields["binds_role"].help_text = _("Otherwise it binds everyone; both can be changed.")

    @property
    def is_included(self) -> bool:
        return bool(self["include"].value())

    @property
    def may_revise(self) -> bool:
        return "becomes" in self.fields

    @property
    def outcome(self) -> str:
        return str(self["becomes"].value()) if self.may_revise else NEW

    @property
    def revises(self) -> Policy | None:
        """The policy it is a revision of; None when it is a new one, or nothing known was typed."""
        if self.outcome == NEW:
            return None
        code = str(self["other"].value() or "").strip() if self.outcome == OTHER else self.outcome
        return self.options.revisable.get(code.upper())

    @property
    def facts(self) -> list[Any]:
        """The fields that only a new policy needs."""
        return [self[name] for name in FACTS if name in self.fields]

    def decided(self) -> dict[str, str]:
        """Of a revision, what the page about its clauses goes by."""
        return {
            "revises": self.revises.code if self.revises else "",
            "title": self.cleaned_data["title"],
        }

    def choice(self) -> Choice:
        facts = self.cleaned_data
        proposal = self.advice.proposal
        role = proposal.role.name if proposal.role else proposal.role_name
        return Choice(
            outline=self.found.outline,
            title=facts["title"],
            code=facts["code"],
            category=facts["category"],
            level=facts["level"],
            scheme=facts["scheme"],
            issuing_department=facts["issuing_department"],
            role_name=role if facts.get("binds_role") else "",
            makes_role=proposal.role is None,
            number=self.found.number,
            line=self.found.line,
        )


def typed(sent: Mapping[str, str], line: int) -> dict[str, str]:
    """What was changed about the regulation since the page was made, as it was typed."""
    prefix = prefix_of(line)
    return {
        name: sent.get(f"{prefix}-{name}", "")
        for name, field in ChoiceForm.base_fields.items()
        if _told(sent.get(f"{prefix}-{name}", ""), field)
        != sent.get(f"initial-{prefix}-{name}", "False" if _is_box(field) else "")
    }


def _told(value: str, field: forms.Field) -> str:
    """As the hidden field beside it would say the same."""
    return str(bool(value)) if _is_box(field) else value


def _is_box(field: forms.Field) -> bool:
    return isinstance(field, forms.BooleanField)


def prefix_of(line: int) -> str:
    return f"found-{line}"


def choice_forms(
    advised: Sequence[Advice],
    by: Employee,
    kept: Mapping[str, Mapping[str, Any]],
    data: Any | None = None,
) -> list[ChoiceForm]:
    """A form for each regulation, begun with what was kept, else with what is proposed."""
    options = Options.for_editor(by)
    claimed: set[str] = set()
    made = []
    for advice in advised:
        initial = _proposed(advice, options, claimed) | _remembered(kept, advice, options)
        claimed.add(initial["becomes"])
        made.append(
            ChoiceForm(
                data, prefix=prefix_of(advice.found.line), initial=initial,
                advice=advice, by=by, options=options,
            )
        )  # fmt: skip
    return made


def _proposed(advice: Advice, options: Options, claimed: set[str]) -> dict[str, Any]:
    proposal = advice.proposal
    titled = [policy.code for policy in options.titled(advice)]
    is_revision = len(titled) == 1 and titled[0] not in claimed
    department = proposal.issuing_department
    return {
        "include": True,
        "becomes": titled[0] if is_revision else NEW,
        "title": proposal.title,
        "code": proposal.code,
        "category": proposal.category.pk if proposal.category else "",
        "level": proposal.level,
        "scheme": proposal.scheme,
        "issuing_department": department.pk if department else "",
        "binds_role": False,
    }


def _remembered(
    kept: Mapping[str, Mapping[str, Any]], advice: Advice, options: Options
) -> dict[str, Any]:
    typed = dict(kept.get(str(advice.found.line), {}))
    becomes = typed.get("becomes")
    if becomes in options.revisable and options.revisable[becomes] not in options.likely(advice):
        typed |= {"becomes": OTHER, "other": becomes}
    elif becomes not in {NEW, OTHER, *options.revisable}:
        typed.pop("becomes", None)
    for name in ("include", "binds_role"):
        if name in typed:
            typed[name] = bool(typed[name])
    return typed


def are_valid(choosing: Sequence[ChoiceForm]) -> bool:
    """Whether those that are ticked can be saved; gives them free codes where none was typed."""
    included = [form for form in choosing if form.is_included]
    validity = [form.is_valid() for form in included]
    if not all(validity):
        return False
    _refuse_two_revisions_of_one(included)
    _give_codes([form for form in included if form.revises is None])
    return not any(form.errors for form in included)


def _refuse_two_revisions_of_one(included: Sequence[ChoiceForm]) -> None:
    revised: set[str] = set()
    for form in included:
        if form.revises and form.revises.code in revised:
            form.add_error("becomes", _("Another regulation here is a revision of that policy."))
        elif form.revises:
            revised.add(form.revises.code)


def _give_codes(new: Sequence[ChoiceForm]) -> None:
    typed = [form.cleaned_data["code"] for form in new if form.cleaned_data["code"]]
    known = {
        code
        for model in (Policy, FormerCode)
        for code in model.objects.filter(code__in=typed).values_list("code", flat=True)
    }
    for form in new:
        code = form.cleaned_data["code"]
        if code in known:
            form.add_error("code", _("There is already a policy with that code. Choose another."))
        elif code and typed.count(code) > 1:
            form.add_error("code", _("Two regulations here have that code. Change one of them."))
        elif not code:
            facts = form.cleaned_data
            facts["code"] = next_code(facts["category"], facts["issuing_department"], typed)
            typed.append(facts["code"])
