"""What changed between two texts: of two published revisions or two days, or of a draft against
the text it would supersede. One page with the changes in place, one with the table of amended
articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import access, comparing
from policies.forms.comparing import ComparisonForm, DaysForm
from policies.models import Revision
from policies.views.requests import as_employee

LONGEST_SHOWN = 20  # of what somebody wrote for a number, when it is said back to them


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
    """Leads to the comparison that the form asks for; shows the words of two days,
    ``?from=2025-03-01&to=2026-03-01``, in place; shows the forms again if it cannot."""
    revisions = _texts(request, code)
    if "from" in request.GET or "to" in request.GET:
        return _of_days(request, revisions)
    form = ComparisonForm(revisions, request.GET or None)
    if form.is_valid():
        pair = form.cleaned_data["after"], form.cleaned_data["before"]
        return redirect("reading:compare", code, *pair)
    return _choice(request, revisions, form=form, status=422 if request.GET else 200)


@require_safe
def since(request: HttpRequest, code: str) -> HttpResponse:
    """What changed since the reader last took note of the policy, up to what is in force."""
    revisions = _texts(request, code)
    in_force = next((each for each in revisions if each.is_in_force(access.today())), None)
    noted = comparing.noted_by(as_employee(request), revisions[0].policy)
    known = next((each for each in revisions if noted and each.pk == noted.revision_pk), None)
    if in_force is None:
        return _choice(request, revisions, _("No words of this policy are in force today."))
    if known is None:
        return _choice(request, revisions, _("You have not acknowledged any text of this policy."))
    if known.sequence >= in_force.sequence:
        sentence = _("Nothing has changed since you acknowledged revision %(number)s.")
        return _choice(request, revisions, sentence % {"number": known.number})
    return redirect("reading:compare", code, in_force.number, known.number)


@require_safe
def revisions(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """What changed from the older of two published revisions to the newer."""
    every = _texts(request, code)
    pair, unknown = _pair(every, one, other)
    if pair is None:
        return _no_such(request, every, unknown)
    return render(request, "comparing/changes.html", _of_published(request, every, *pair))


@require_safe
def revisions_table(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    """The same as the table of amended articles, 修正條文對照表."""
    every = _texts(request, code)
    pair, unknown = _pair(every, one, other)
    if pair is None:
        return _no_such(request, every, unknown)
    context = _of_published(request, every, *pair, comparing.TABLE)
    return render(request, "comparing/table.html", context)


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What a revision on its way changes in the text it would supersede."""
    return render(request, "comparing/changes.html", _of_draft(request, pk, comparing.CHANGES))


@require_safe
def draft_table(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "comparing/table.html", _of_draft(request, pk, comparing.TABLE))


def readable_pair(
    request: HttpRequest, code: str, one: str, other: str
) -> tuple[Revision, Revision]:
    """The two published revisions, the older first; Http404 where there is no such number."""
    pair, _unknown = _pair(_texts(request, code), one, other)
    if pair is None:
        raise Http404
    return pair


def draft_pair(request: HttpRequest, pk: int) -> tuple[Revision, Revision]:
    """The text that a revision on its way would supersede, and that revision."""
    revision = access.revision_on_the_road(as_employee(request), pk)
    before = comparing.predecessor(revision)
    if before is None:
        raise Http404
    before.policy = revision.policy
    return before, revision


def _texts(request: HttpRequest, code: str) -> list[Revision]:
    """The published texts the reader may read, the newest first."""
    every = access.readable_revisions(as_employee(request), code)
    texts = [revision for revision in every if not revision.is_repeal]
    if not texts:
        raise Http404
    return texts


def _pair(
    texts: Sequence[Revision], one: str, other: str
) -> tuple[tuple[Revision, Revision] | None, str]:
    """The two, the older first; else None and what there is no revision of."""
    found = [comparing.numbered(texts, written) for written in (one, other)]
    if found[0] is None or found[1] is None:
        return None, one if found[0] is None else other
    return comparing.older_first(found[0], found[1]), ""


def _no_such(request: HttpRequest, texts: Sequence[Revision], written: str) -> HttpResponse:
    sentence = _("There is no published revision “%(number)s” of this policy. Choose among these.")
    problem = sentence % {"number": written[:LONGEST_SHOWN]}
    return _choice(request, texts, problem=problem, status=404)


def _choice(
    request: HttpRequest,
    texts: Sequence[Revision],
    notice: str = "",
    *,
    problem: str = "",
    form: ComparisonForm | None = None,
    days: DaysForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "policy": texts[0].policy,
        "newest": texts[0],
        "notice": notice,
        "problem": problem or _first_error(form or days),
        "form": form or ComparisonForm(texts),
        "days": days or DaysForm(texts),
    }
    return render(request, "comparing/choose.html", context, status=status)


def _first_error(form: ComparisonForm | DaysForm | None) -> str:
    return next((str(errors[0]) for errors in form.errors.values()), "") if form else ""


def _of_days(request: HttpRequest, texts: Sequence[Revision]) -> HttpResponse:
    """Without the later day: today."""
    asked = request.GET.copy()
    if not asked.get("to", "").strip():
        asked["to"] = access.today().isoformat()
    days = DaysForm(texts, asked)
    if not days.is_valid():
        return _choice(request, texts, days=days, status=422)
    pair = comparing.older_first(days.found["from"], days.found["to"])
    context = _of_published(request, texts, *pair) | {
        "days": days,
        "from_day": min(days.cleaned_data.values()),
        "to_day": max(days.cleaned_data.values()),
    }
    return render(request, "comparing/changes.html", context)


def _of_published(
    request: HttpRequest,
    texts: Sequence[Revision],
    before: Revision,
    after: Revision,
    template: str = comparing.CHANGES,
) -> dict[str, Any]:
    numbers = (after.policy.code, after.number, before.number)
    return _context(request, before, after, template) | {
        "form": ComparisonForm(texts, initial={"before": before.number, "after": after.number}),
        "days": DaysForm(texts),
        "led": comparing.between(texts, before, after),
        "changes_url": reverse("reading:compare", args=numbers),
        "table_url": reverse("reading:compare_table", args=numbers),
        "word_url": reverse("reading:compare_word", args=numbers),
        "pdf_url": reverse("reading:compare_pdf", args=numbers),
    }


def _of_draft(request: HttpRequest, pk: int, template: str) -> dict[str, Any]:
    before, revision = draft_pair(request, pk)
    return _context(request, before, revision, template) | {
        "form": None,
        "days": None,
        "led": [revision],
        "changes_url": reverse("deciding:changes", args=[pk]),
        "table_url": reverse("deciding:changes_table", args=[pk]),
        "word_url": reverse("deciding:changes_word", args=[pk]),
        # Only words that stand still can be printed by a worker.
        "pdf_url": reverse("deciding:changes_pdf", args=[pk]) if revision.digest else "",
    }


def _context(
    request: HttpRequest, before: Revision, after: Revision, template: str
) -> dict[str, Any]:
    shown = Shown.asked_for(request)
    in_columns = shown.sides and template == comparing.CHANGES
    drawn = comparing.drawn(before, after, template, is_whole=shown.all, in_columns=in_columns)
    return {
        "before": before,
        "after": after,
        "after_url": comparing.text_url(after),
        "shown": shown,
        "summary": comparing.said(drawn.tally),
        "unchanged": comparing.unchanged(drawn.tally),
        "rows": drawn.html,
        "changes": drawn.changes,
        "language": drawn.language,
        "from_day": None,
        "to_day": None,
    }
