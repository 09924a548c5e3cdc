"""What is imported, and what becomes of each regulation found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.forms.utils import ErrorDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policies.forms.drafting import TitleField
from policies.importing import Choice, Found
from policies.importing.proposing import next_code
from policies.importing.sentences import LARGEST_MEGABYTES, why_unreadable
from policies.models import Category, Policy
from policies.models.policy import Level, Scheme
from policies.text.decoding import Reason
from policies.text.opening import LARGEST_OPENED
from policies.text.pointer import CODE
from regs_portal.people.models import Department, Employee

ACCEPTED = ".docx,.docm,.dotx,.doc,.odt,.rtf,.wps,.txt,.md,text/plain,text/markdown"


class SourceForm(forms.Form):
    """A file or a paste, one of them."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Word, plain text or Markdown, in any usual encoding."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        help_text=format_lazy(
            _("At most {limit} MB. Several regulations may follow one another."),
            limit=LARGEST_MEGABYTES,
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error(
                "file", _("You chose a file and also pasted a text. Keep only one of them.")
            )
        elif file and file.size > LARGEST_OPENED:
            self.add_error("file", why_unreadable(Reason.OFFICE_TOO_LARGE))
        elif not file and not text.strip() and not self.errors:
            self.add_error("text", _("Choose a file, or paste the text here."))
        return cleaned

    def source(self) -> bytes | str:
        file = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["text"])


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen, fetched once for all forms of a page; by key as a form sends it."""

    categories: dict[str, Category]
    departments: dict[str, Department]

    @classmethod
    def for_editor(cls, by: Employee) -> "Options":
        departments = Department.objects.subtree(by.department)
        return cls(
            {str(row.pk): row for row in Category.objects.all()},
            {str(row.pk): row for row in departments},
        )


class ChoiceForm(forms.Form):
    """One regulation found: whether it is imported, and the facts of the policy it becomes."""

    include = forms.BooleanField(label=_("Import this one"), required=False)
    title = TitleField(label=_("Title"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Proposed: the next free one. It stays the same for ever."),
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
        self, *args: Any, found: Found, by: Employee, options: Options, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        for name, rows in (
            ("category", options.categories),
            ("issuing_department", options.departments),
        ):
            field = cast(forms.TypedChoiceField, self.fields[name])
            field.choices = [("", "---------"), *((key, str(row)) for key, row in rows.items())]
            field.coerce = rows.__getitem__
        self._say_whom_it_binds(by)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.is_included:
            self._errors = ErrorDict()

    def _say_whom_it_binds(self, by: Employee) -> None:
        """The role the text names can be taken as its audience if there is one, or may be made."""
        proposal = self.found.proposal
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

    def choice(self) -> Choice:
        facts = self.cleaned_data
        proposal = self.found.proposal
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
        )


def choice_forms(found: Sequence[Found], by: Employee, data: Any | None = None) -> list[ChoiceForm]:
    """A form for each regulation found, begun with what is proposed."""
    options = Options.for_editor(by)
    forms_made = []
    for each in found:
        proposal = each.proposal
        initial = {
            "include": True,
            "title": proposal.title,
            "code": proposal.code,
            "category": proposal.category.pk if proposal.category else "",
            "level": proposal.level,
            "scheme": proposal.scheme,
            "issuing_department": (
                proposal.issuing_department.pk if proposal.issuing_department else ""
            ),
            "binds_role": False,
        }
        prefix = f"found-{each.number}"
        forms_made.append(
            ChoiceForm(data, prefix=prefix, initial=initial, found=each, by=by, options=options)
        )
    return forms_made


def are_valid(choosing: Sequence[ChoiceForm]) -> bool:
    """Whether those that are ticked can be saved; gives them free codes where none was typed."""
    included = [form for form in choosing if form.is_included]
    validity = [form.is_valid() for form in included]
    if not all(validity):
        return False
    typed = [form.cleaned_data["code"] for form in included if form.cleaned_data["code"]]
    known = set(Policy.objects.filter(code__in=typed).values_list("code", flat=True))
    for form in included:
        code = form.cleaned_data["code"]
        if code in known:
            form.add_error("code", _("There is already a policy with that code. Choose another."))
        elif code and typed.count(code) > 1:
            form.add_error("code", _("Two regulations here have that code. Change one of them."))
        elif not code:
            facts = form.cleaned_data
            facts["code"] = next_code(facts["category"], facts["issuing_department"], typed)
            typed.append(facts["code"])
    return not any(form.errors for form in included)
