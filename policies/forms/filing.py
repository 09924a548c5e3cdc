"""What the office types about filing work rules."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.filing import scans
from policies.filing.moving import TRANSITIONS
from policies.models import FilingStatus, Head, Revision
from regs_portal.people.models import Jurisdiction, Site

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS = 4000


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d"],
            **options,
        )


def _words(label: "_StrPromise", help_text: "_StrPromise", required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MoveForm(forms.Form):
    """The fields that one verb of a filing's way asks for."""

    authority = forms.CharField(
        label=_("Authority"),
        help_text=_("The labour authority of the city or county, as on the envelope."),
        max_length=100,
    )
    on = DayField(label=_("On"), help_text=_("The day on the paper; not later than today."))
    number = forms.CharField(label=_("Number of the letter"), max_length=100)
    until = DayField(label=_("To be corrected by"))
    words = _words(_("Reason"), _("It is kept with the filing."), required=True)

    # By verb: its fields, those that may stay empty, and what the words and the number are.
    FIELDS = {
        "send": ("authority", "on", "number", "words"),
        "correct": ("on", "number", "words", "until"),
        "approve": ("on", "number", "words"),
        "return": ("on", "number", "words"),
        "amend": ("on", "number", "words"),
        "drop": ("words",),
        "reopen": ("words",),
    }
    NAMES = {
        "send": {"words": _("Remarks"), "number": _("Number of your letter or receipt")},
        "correct": {"words": _("What is to be corrected"), "number": _("Number of its letter")},
        "approve": {"words": _("Conditions"), "number": _("Number of the approval (核備文號)")},
        "return": {"words": _("Why it was returned"), "number": _("Number of its letter")},
        "amend": {"words": _("Conditions"), "number": _("Number of the approval (核備文號)")},
    }

    def __init__(self, *args: Any, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.FIELDS[verb]
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        self.order_fields(kept)
        needed = TRANSITIONS[verb].needs | {"on"}
        for name, field in self.fields.items():
            field.required = name in needed
            field.label = self.NAMES.get(verb, {}).get(name, field.label)


class PostForm(forms.Form):
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), to_field_name="code", empty_label=None
    )
    place = forms.CharField(
        label=_("Where it hangs"),
        help_text=_("For example: notice board beside the canteen, first floor."),
        max_length=200,
    )
    since = DayField(label=_("Posted since"))
    photo = forms.FileField(
        label=_("Photograph"),
        required=False,
        help_text=_("PNG or JPEG, at most 20 MB. It shows that the rules hang there."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (see above)
        field.queryset = Site.objects.filter(pk__in=[site.pk for site in sites]).order_by("code")

    def given(self) -> scans.Given | None:
        return _given(self.cleaned_data["photo"])


class ScanForm(forms.Form):
    what = forms.CharField(
        label=_("What it is"), help_text=_("For example: letter of approval."), max_length=100
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, PNG or JPEG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def given(self) -> scans.Given:
        given = _given(self.cleaned_data["file"])
        assert given is not None  # noqa: S101  (a required field)
        return given


def _given(file: Any) -> scans.Given | None:
    return scans.Given(str(file.name or ""), file.read()) if file else None


class RevisionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, revision: Revision) -> str:
        return f"{revision.policy.code} {revision.title} {revision.number}"


class FilingForm(forms.Form):
    """A filing made by hand; without a site it is one set for all sites."""

    site = forms.ModelChoiceField(
        Site.objects.filter(jurisdiction=Jurisdiction.TAIWAN).order_by("code"),
        label=_("Site"),
        required=False,
        to_field_name="code",
        empty_label=_("One set for all sites"),
    )
    revisions = RevisionsField(
        Revision.objects.none(), label=_("Work rules"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, revisions: "models.QuerySet[Revision]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["revisions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (see above)
        field.queryset = revisions


class CoverForm(forms.Form):
    """One clause and one head it treats."""

    anchor = forms.ChoiceField(label=_("Clause"))
    head = forms.ChoiceField(label=_("Head"), choices=Head.choices)

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["anchor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (see above)
        field.choices = clauses


class OmissionForm(forms.Form):
    head = forms.ChoiceField(label=_("Head"), choices=Head.choices)
    reason = forms.CharField(
        label=_("Not applicable, because"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AdverseForm(forms.Form):
    is_adverse = forms.TypedChoiceField(
        label=_("Is the change to the workers' disadvantage?"),
        choices=[("no", _("No, nothing gets worse for anybody")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = _words(
        _("Reason"),
        _(
            "If yes: what gets worse for whom, why it is needed, what is given in return, and "
            "whether those concerned were heard."
        ),
        required=False,
    )


class FilingsForm(forms.Form):
    """What the list of filings is narrowed to."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any state")), *FilingStatus.choices],
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, to_field_name="code",
        empty_label=_("Any site"),
    )  # fmt: skip

    def __init__(self, *args: Any, sites: "models.QuerySet[Site]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (see above)
        field.queryset = sites


class HeadsForm(forms.Form):
    """The day and the site that the company's table is about."""

    on = DayField(label=_("In force on"), required=False)
    site = forms.ModelChoiceField(
        Site.objects.filter(jurisdiction=Jurisdiction.TAIWAN).order_by("code"),
        label=_("Site"),
        required=False,
        to_field_name="code",
        empty_label=_("Every site"),
    )
