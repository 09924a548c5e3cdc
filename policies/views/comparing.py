"""What changed between two texts: of two published revisions, or of a draft against the text it
would supersede. One page with the changes in place, one with the table of amended articles."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies import access, comparing, rendering
from policies.forms.comparing import ComparisonForm
from policies.models import Revision, Status
from policies.text.diff import compare
from policies.views.requests import as_employee


@dataclass(frozen=True, slots=True)
class Shown:
    """How the page is to show the changes, as its address says: ``?all=1&sides=1``."""

    all: bool
    sides: bool

    @classmethod
    def asked_for(cls, request: HttpRequest) -> "Shown":
        return cls("all" in request.GET, "sides" in request.GET)


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Leads to the comparison that the form asks for; shows the form again if it cannot."""
    policy = access.readable_policy(as_employee(request), code)
    published = comparing.versions(policy)
    if not published:
        raise Http404
    form = ComparisonForm(published, request.GET or None)
    if form.is_valid():
        return redirect(
            "reading:compare", code, form.cleaned_data["before"], form.cleaned_data["after"]
        )
    context = {"policy": policy, "newest": published[0], "form": form}
    return render(request, "comparing/choose.html", context, status=422 if request.GET else 200)


@require_safe
def revisions(request: HttpRequest, code: str, before: str, after: str) -> HttpResponse:
    """What changed from one published revision to another."""
    context = _of_published(request, code, before, after)
    return render(request, "comparing/changes.html", context)


@require_safe
def revisions_table(request: HttpRequest, code: str, before: str, after: str) -> HttpResponse:
    """The same as the table of amended articles, 修正條文對照表."""
    context = _of_published(request, code, before, after)
    return render(request, "comparing/table.html", context)


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What a revision on its way changes in the text it would supersede."""
    return render(request, "comparing/changes.html", _of_draft(request, pk))


@require_safe
def draft_table(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "comparing/table.html", _of_draft(request, pk))


def _of_published(request: HttpRequest, code: str, before: str, after: str) -> dict[str, Any]:
    policy = access.readable_policy(as_employee(request), code)
    old, new = comparing.numbered(policy, before), comparing.numbered(policy, after)
    if old is None or new is None:
        raise Http404
    numbers = (code, before, after)
    return _context(request, old, new) | {
        "form": ComparisonForm(
            comparing.versions(policy), initial={"before": before, "after": after}
        ),
        "changes_url": reverse("reading:compare", args=numbers),
        "table_url": reverse("reading:compare_table", args=numbers),
    }


def _of_draft(request: HttpRequest, pk: int) -> dict[str, Any]:
    revision = access.revision_on_the_road(as_employee(request), pk)
    before = comparing.predecessor(revision)
    if before is None:
        raise Http404
    return _context(request, before, revision) | {
        "form": None,
        "changes_url": reverse("deciding:changes", args=[pk]),
        "table_url": reverse("deciding:changes_table", args=[pk]),
    }


def _context(request: HttpRequest, before: Revision, after: Revision) -> dict[str, Any]:
    old, new = before.outline(), after.outline()
    comparison = compare(old, new)
    shown = Shown.asked_for(request)
    rows = comparing.rows(comparison, is_whole=shown.all)
    return {
        "before": before,
        "after": after,
        "before_url": _text_url(before),
        "after_url": _text_url(after),
        "shown": shown,
        "summary": comparing.summary(comparison),
        "rows": rows,
        "changes": max((row.number for row in rows), default=0),
        "language": rendering.language_of(after, new),
    }


def _text_url(revision: Revision) -> str:
    """Where the whole text can be read."""
    if revision.status == Status.PUBLISHED:
        return reverse("reading:revision", args=[revision.policy.code, revision.number])
    return reverse("deciding:road", args=[revision.pk])
