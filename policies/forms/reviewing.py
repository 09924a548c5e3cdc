"""What is said on the review page: a comment, an answer, the reason why words stay."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS = 4000


def _words(label: "_StrPromise", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=WORDS, widget=forms.Textarea(attrs={"rows": rows})
    )


class CommentForm(forms.Form):
    """``anchor`` names the place; empty for the whole text."""

    anchor = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=12)
    words = _words(_("Your comment"))


class ReplyForm(forms.Form):
    words = _words(_("Your answer"), rows=2)


class AnswerForm(forms.Form):
    """``problem``, ``anchor`` and ``words`` name what the portal advised against."""

    problem = forms.SlugField(widget=forms.HiddenInput, max_length=30)
    anchor = forms.SlugField(widget=forms.HiddenInput, max_length=12)
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200, strip=False)
    reason = _words(_("Why it stays as it is"), rows=2)
