"""One verb sent from one form: what was typed is kept when a rule says no."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from policies.refusals import Refused

FORBIDDEN = {"not_yours", "not_employed"}
CONFLICTS = {
    "wrong_state", "gone", "posted_when_approved", "filed_once", "filing_scan_once",
    "head_covered_once", "head_omitted_once", "no_work_rule", "revision_frozen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: ``is_done``, or the refusal and the status of the page that shows it."""

    is_done: bool
    status: int = 200
    refused: Refused | None = None


def take(request: HttpRequest, form: forms.Form, verb: Callable[[], str]) -> Taken:
    """Checks the form, calls the verb, says the sentence it returns."""
    if not form.is_valid():
        return Taken(False, 422)
    try:
        sentence = verb()
    except Refused as refused:
        status = 403 if refused.code in FORBIDDEN else 409 if refused.code in CONFLICTS else 422
        return Taken(False, status, refused)
    messages.success(request, sentence)
    return Taken(True)
