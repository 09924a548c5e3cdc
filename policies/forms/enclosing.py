"""Legal bases and attachments, as they are typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.models import Revision


class BasisForm(forms.Form):
    law = forms.CharField(
        label=_("Law"), max_length=200, help_text=_("For example 勞動基準法."),
        widget=forms.TextInput(attrs={"list": "laws", "autocomplete": "off"}),
    )  # fmt: skip
    article = forms.CharField(
        label=_("Article"), max_length=100, required=False, help_text=_("For example 第70條.")
    )
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Where the law can be read; it opens outside the portal."),
    )  # fmt: skip
    anchor = forms.ChoiceField(label=_("Of"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def of(self, revision: Revision) -> "BasisForm":
        """The clauses it may be said of."""
        rows = revision.clauses.filter(is_deleted=False).order_by("chapter__position", "position")
        field = self.fields["anchor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [
            ("", _("The text as a whole")),
            *((row.anchor, f"{row.label} {row.caption}".strip()) for row in rows),
        ]
        return self


class AttachForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For example 附件一 請假申請單.")
    )
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, PNG, JPEG, Word, Excel or OpenDocument, at most 20 MB.")
    )


class RetitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
