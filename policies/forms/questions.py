"""What a reader asks about a text, and what is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = 2000


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Your question"),
        help_text=_("It goes to those who keep this policy, with your name."),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerQuestionForm(forms.Form):
    words = forms.CharField(
        label=_("Your answer"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_shared = forms.BooleanField(
        label=_("Show question and answer to every reader, without the name of who asked"),
        required=False,
    )
