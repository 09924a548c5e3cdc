"""The table of heads and clauses: of one work rule, where it is kept, and of all of them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies import access
from policies.filing import access as filing_access
from policies.filing import heads as keeping
from policies.filing import matrix
from policies.forms.filing import CoverForm, HeadsForm, OmissionForm
from policies.models import Head, Policy, Revision
from policies.refusals import Refused
from policies.text.outline import Outline
from policies.views.filing.taking import take
from policies.views.requests import as_employee


@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """Over all work rules in force on a day, at one site or at all."""
    employee = as_employee(request)
    if not filing_access.sees_filings(employee):
        raise PermissionDenied
    form = HeadsForm(request.GET)
    form.is_valid()
    on = form.cleaned_data.get("on") or access.today()
    site = form.cleaned_data.get("site")
    revisions = matrix.work_rules(employee, on, site)
    rows = matrix.of_company(revisions)
    context = {
        "form": form,
        "on": on,
        "site": site,
        "revisions": revisions,
        "rows": rows,
        "gaps": matrix.gaps(rows),
    }
    return render(request, "filing/company_heads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def heads(request: HttpRequest, code: str) -> HttpResponse:
    """One work rule's table; those who keep it confirm, add, take out and leave out."""
    by = as_employee(request)
    policy = filing_access.work_rule(by, code)
    revision = _shown(policy, request.GET.get("number", ""))
    if revision is None:
        return render(request, "filing/heads.html", {"policy": policy, "revision": None})
    may = filing_access.keeps(by, [policy])
    outline = revision.outline()
    which = request.POST.get("which", "") if request.method == "POST" else ""
    sent = request.POST if which else None
    bound = {
        "cover": CoverForm(sent if which == "cover" else None, clauses=_clauses(outline)),
        "omit": OmissionForm(sent if which == "omit" else None),
    }
    refused: Refused | None = None
    status = 200
    if which:
        if not may:
            raise PermissionDenied
        form = bound.get(which, forms.Form({}))
        taken = take(request, form, _verb(request, policy, which, form))
        if taken.is_done:
            return redirect(request.get_full_path())
        refused, status = taken.refused, taken.status
    rows = matrix.of_revision(revision, outline)
    context: dict[str, Any] = {
        "policy": policy,
        "revision": revision,
        "versions": _versions(policy),
        "rows": rows,
        "gaps": matrix.gaps(rows),
        "has_proposals": any(row.proposals for row in rows),
        "may": may,
        "cover_form": bound["cover"],
        "omission_form": bound["omit"],
        "refused": refused,
    }
    return render(request, "filing/heads.html", context, status=status)


def _verb(request: HttpRequest, policy: Policy, which: str, form: forms.Form) -> Callable[[], str]:
    """The verb that a form of the page asks for."""
    by = as_employee(request)

    def confirm() -> str:
        pairs = [_pair(written) for written in request.POST.getlist("pair")]
        made = keeping.cover(policy, pairs, by)
        return _("Confirmed: %(count)s.") % {"count": len(made)}

    def cover() -> str:
        keeping.cover(policy, [(form.cleaned_data["anchor"], form.cleaned_data["head"])], by)
        return _("Noted under that head.")

    def uncover() -> str:
        keeping.uncover(policy, *_pair(request.POST.get("pair", "")), by)
        return _("Taken out.")

    def omit() -> str:
        keeping.omit(policy, Head(form.cleaned_data["head"]), form.cleaned_data["reason"], by)
        return _("Left out, and the reason is kept.")

    def take_back() -> str:
        keeping.take_omission_back(policy, _head(request.POST.get("head", "")), by)
        return _("The head applies again.")

    def nothing() -> str:
        raise Refused("gone", _("Reload the page and try again."))

    verbs = {
        "confirm": confirm, "cover": cover, "uncover": uncover, "omit": omit,
        "take_back": take_back,
    }  # fmt: skip
    return verbs.get(which, nothing)


def _pair(written: str) -> tuple[str, Head]:
    anchor, _colon, head = written.partition(":")
    return anchor, _head(head)


def _head(written: str) -> Head:
    try:
        return Head(written)
    except ValueError:
        raise Refused("gone", _("Reload the page and try again.")) from None


def _versions(policy: Policy) -> list[Revision]:
    """The words in force, those to come, and those on their way, oldest first."""
    today = access.today()
    mine = policy.revisions.all()
    keys = [
        *mine.in_force(today).values_list("pk", flat=True),
        *mine.scheduled(today).values_list("pk", flat=True),
        *mine.open().values_list("pk", flat=True),
    ]
    return list(mine.filter(pk__in=keys).words().select_related("policy").order_by("sequence"))


def _shown(policy: Policy, number: str) -> Revision | None:
    """The version of that number, else the first: what is in force, if anything is."""
    versions = _versions(policy)
    named = [version for version in versions if version.number == number]
    return next(iter([*named, *versions]), None)


def _clauses(outline: Outline) -> list[tuple[str, str]]:
    return [
        (one.anchor, " ".join(filter(None, (one.label, one.caption))) or one.anchor)
        for one in outline.all_clauses()
        if not one.deleted
    ]
