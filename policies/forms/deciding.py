"""What is typed on the road of a revision: a comment, a decision, a day."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.days import DayField
from policies.models import Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

COMMENT = 4000


def _comment(
    label: "_StrPromise", help_text: "_StrPromise", *, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SubmitForm(forms.Form):
    comment = _comment(_("Words to the reviewers"), _("What should they look at?"))


class DecisionForm(forms.Form):
    """``digest`` is that of the text on the page the form came with; ``step`` and
    ``on_behalf_of`` name the seat: the step, and the key of whose place is taken."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    step = forms.SlugField(widget=forms.HiddenInput, max_length=20)
    on_behalf_of = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (Verdict.APPROVED, _("I approve this text as it stands")),
            (Verdict.RETURNED, _("I return it to the author, for the reason below")),
        ],
        widget=forms.RadioSelect,
    )
    is_material = forms.TypedChoiceField(
        label=_("Weight of the change"),
        help_text=_("The author proposes it; you decide it when you approve."),
        choices=[
            ("True", _("Material: it changes what somebody may or must do")),
            ("False", _("Minor: it only says the same more clearly")),
        ],
        coerce=lambda typed: typed == "True",
        widget=forms.RadioSelect,
    )
    comment = _comment(_("Reason"), _("Needed when you return it, so that it can be mended."))
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Given again, so that it is certain who signs."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def of(self, *, weighs: bool, has_password: bool) -> "DecisionForm":
        """Without what is not asked: how much weight, unless it is the last step; a password, of
        people who have none here."""
        if not weighs:
            del self.fields["is_material"]
        if not has_password:
            del self.fields["password"]
        return self

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        returned = cleaned.get("verdict") == Verdict.RETURNED
        if returned and "comment" in cleaned and not cleaned["comment"].strip():
            self.add_error("comment", _("Say why you return it, so that the author can mend it."))
        return cleaned


class ReturnForm(forms.Form):
    comment = _comment(_("Reason"), _("The author reads it first."), required=True)


class WithdrawForm(forms.Form):
    comment = _comment(_("Reason"), _("It is kept with the revision."))


class WaiverForm(forms.Form):
    """``anchor`` and ``words`` name the reference; ``on`` is the day it was found to dangle."""

    anchor = forms.CharField(widget=forms.HiddenInput, max_length=12)
    words = forms.CharField(widget=forms.HiddenInput, max_length=200, strip=False)
    on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    reason = _comment(_("Why it may stand as it is"), _("It is kept with the text."), required=True)


class PublishForm(forms.Form):
    effective_from = DayField(
        label=_("In force from"),
        help_text=_("Today or a later day; a regulation cannot bind the past."),
    )

    def from_day(self, earliest: dt.date) -> "PublishForm":
        """The browser's calendar offers no day before ``earliest``; the verb decides."""
        self.fields["effective_from"].widget.attrs["min"] = earliest.isoformat()
        return self


class PostponeForm(forms.Form):
    to = DayField(label=_("In force from"), help_text=_("A later day than the one it has now."))
    reason = _comment(_("Reason"), _("Whoever was told of the day reads it."), required=True)

    def from_day(self, earliest: dt.date) -> "PostponeForm":
        self.fields["to"].widget.attrs["min"] = earliest.isoformat()
        return self


class CancelForm(forms.Form):
    reason = _comment(_("Reason"), _("Whoever was told of the day reads it."), required=True)


class ClocksForm(forms.Form):
    on = DayField(label=_("In force on"), help_text=_("The day whose words are asked for."))
    known = DayField(
        label=_("As known on"),
        help_text=_("What the portal knew by the end of that day; today for what it knows now."),
    )
