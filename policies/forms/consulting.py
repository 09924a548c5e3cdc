"""What is typed in a consultation: whom to ask until when, opinions, answers, what was held."""

import datetime as dt
import re
import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from policies import papers
from policies.consulting.opening import USUAL_DAYS
from policies.consulting.speaking import LONGEST
from policies.models import (
    Agreement,
    AnswerVerdict,
    MeetingKind,
    PaperKind,
    Party,
    Visibility,
)
from policies.refusals import Refused
from regs_portal.people.models import Employee

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BOUND, CHOSEN = "bound", "chosen"
MOST_NUMBERS = 2_000


def _words(
    label: "_StrPromise",
    help_text: "_StrPromise | str" = "",
    *,
    rows: int = 4,
    required: bool = True,
    most: int = 4000,
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _day(label: "_StrPromise", help_text: "_StrPromise | str" = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
    )


class OpenForm(forms.Form):
    """``is_short`` has to be ticked for a window shorter than a week."""

    words = _words(
        _("What you ask"), _("Those asked read it first: what is new, what you want to know.")
    )
    closes_on = _day(_("Last day to answer"), _("Open until the end of that day."))
    is_short = forms.BooleanField(
        label=_("Fewer than seven days are enough here"),
        required=False,
        help_text=_("A week or more is usual, so that shifts and leave leave time to answer."),
    )
    shows = forms.ChoiceField(
        label=_("Who reads the opinions"),
        choices=Visibility.choices,
        initial=Visibility.WORDS,
        widget=forms.RadioSelect,
        help_text=_("It is said on the form, and cannot be changed later."),
    )
    whom = forms.ChoiceField(
        label=_("Who is asked"),
        choices=[
            (BOUND, _("Everybody whom the policy binds")),
            (CHOSEN, _("Those whom the rules below include")),
        ],
        initial=BOUND,
        widget=forms.RadioSelect,
    )

    def check_window(self, today: dt.date) -> None:
        """Adds an error to a short window that nobody said is meant."""
        closes_on = self.cleaned_data.get("closes_on")
        is_short = closes_on and today < closes_on < today + dt.timedelta(days=USUAL_DAYS)
        if is_short and not self.cleaned_data.get("is_short"):
            self.add_error(
                "closes_on", _("That is less than a week. Choose a later day, or tick the box.")
            )


class ExtendForm(forms.Form):
    closes_on = _day(_("New last day"))
    reason = _words(_("Why there is more time"), rows=2)


class OpinionForm(forms.Form):
    """``key`` keeps a form that is sent twice from being two opinions."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = _words(_("Your opinion"), rows=5, required=False, most=LONGEST)
    proposal = _words(
        _("Wording you propose"),
        _("Change the words as you would have them; what differs is marked for the drafters."),
        rows=8,
        required=False,
        most=LONGEST,
    )


class AnswerForm(forms.Form):
    """``seen`` is how many answers there were on the page the form came with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    verdict = forms.ChoiceField(
        label=_("Answer"), choices=AnswerVerdict.choices, widget=forms.RadioSelect
    )
    reason = _words(_("Reason"), _("Whoever said it reads it, and the record keeps it."), rows=3)


class EndForm(forms.Form):
    summary = _words(_("In short"), _("Those asked read it first."))


class PapersField(forms.FileField):
    """Several files at once, taken in one after the other."""

    widget = type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > papers.MOST_AT_ONCE:
            raise forms.ValidationError(
                _("At most %(most)d files at once.") % {"most": papers.MOST_AT_ONCE}
            )
        return [super(PapersField, self).clean(each, initial) for each in files]


class PapersForm(forms.Form):
    """``papers()`` checks the files and stores them; what is refused becomes an error."""

    paper_kind = forms.ChoiceField(
        label=_("What the files are"), choices=PaperKind.choices, initial=PaperKind.SIGN_IN
    )
    files = PapersField(  # type: ignore[assignment]
        label=_("Files"),
        required=False,
        help_text=_("PDF, PNG, JPEG, Word or Excel, at most 20 MB each. More can be added later."),
    )

    def papers(self) -> list[tuple[PaperKind, papers.Given]] | None:
        """None, with an error on the field, when one of them is refused."""
        kind = PaperKind(self.cleaned_data["paper_kind"])
        try:
            return [
                (kind, papers.take_in(file.name or "", file.read()))
                for file in self.cleaned_data["files"]
            ]
        except Refused as refused:
            self.add_error("files", str(refused))
            return None

    def facts(self) -> dict[str, Any]:
        """What was typed, apart from the files."""
        own = ("paper_kind", "files")
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


class AddPapersForm(PapersForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True

    def clean_files(self) -> Any:
        if not self.cleaned_data["files"]:
            raise forms.ValidationError(_("Choose at least one file."))
        return self.cleaned_data["files"]


class MeetingForm(PapersForm):
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingKind.choices)
    held_on = _day(_("Held on"))
    place = forms.CharField(label=_("Where it was held"), max_length=200)
    chair = forms.CharField(label=_("Chair"), max_length=100)
    topic = forms.CharField(label=_("Topic"), max_length=200)
    attended = forms.IntegerField(
        label=_("How many attended"), help_text=_("By the sign-in sheet."), required=False,
        min_value=1, max_value=1_000_000,
    )  # fmt: skip
    attendees = _words(
        _("Employee numbers of those who attended"),
        _("Where you know them; with a space or a new line between."),
        rows=3,
        required=False,
        most=60_000,
    )
    minutes = _words(_("Minutes"), rows=6, required=False, most=100_000)
    field_order = (
        "kind", "held_on", "place", "chair", "topic", "attended", "attendees", "minutes",
        "paper_kind", "files",
    )  # fmt: skip

    def clean_attended(self) -> int:
        return self.cleaned_data["attended"] or 0

    def clean_attendees(self) -> list[Employee]:
        typed = list(dict.fromkeys(re.split(r"[\s,，、;；]+", self.cleaned_data["attendees"])))
        numbers = [number for number in typed if number]
        if len(numbers) > MOST_NUMBERS:
            raise forms.ValidationError(_("Too many numbers. Give the count, and the sheet."))
        found = {
            each.employee_number: each
            for each in Employee.objects.filter(employee_number__in=numbers)
        }
        if unknown := [number for number in numbers if number not in found]:
            sentence = ngettext(
                "There is no employee with this number: %(numbers)s",
                "There are no employees with these numbers: %(numbers)s",
                len(unknown),
            )
            raise forms.ValidationError(sentence % {"numbers": ", ".join(unknown[:20])})
        return [found[number] for number in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_told = cleaned.get("attended") or cleaned.get("attendees")
        if not is_told and not self.errors.keys() & {"attended", "attendees"}:
            self.add_error("attended", _("Say how many attended, or name those who did."))
        return cleaned


class SettlementForm(PapersForm):
    party = forms.ChoiceField(label=_("Settled with"), choices=Party.choices)
    names = forms.CharField(label=_("Names of those who spoke for them"), max_length=500)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Agreement.choices, widget=forms.RadioSelect
    )
    held_on = _day(_("Date"))
    statement = _words(_("What was agreed, or why not"), most=20_000)
    field_order = ("party", "names", "outcome", "held_on", "statement", "paper_kind", "files")


class FilterForm(forms.Form):
    """Which opinions are listed for answering."""

    UNANSWERED, ANSWERED = "unanswered", "answered"
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All, unanswered first")), (UNANSWERED, _("Unanswered")),
            (ANSWERED, _("Answered")),
        ],
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Which clause"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = places
