"""A policy through its revisions, and one clause of it through them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import access, comparing
from policies.comparing import clause_lives
from policies.models import Revision
from policies.rendering import language_of
from policies.text.changes import ClauseChange
from policies.text.outline import Outline
from policies.views.requests import as_employee

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Milestone:
    """A published revision in the line of them; ``before`` is the text it changes, as ``tally``
    counts. A first text changes none, nor does a repeal."""

    revision: Revision
    standing: str
    before: Revision | None = None
    tally: comparing.Tally | None = None
    is_noted: bool = False

    @property
    def sentence(self) -> str:
        return comparing.said(self.tally) if self.tally else ""


@require_safe
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """Every published revision, the newest first: when it was known and in force, what it says it
    changes, and how much it does."""
    by = as_employee(request)
    revisions = access.readable_revisions(by, code)
    owner = revisions[0].policy
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
    noted = comparing.noted_by(by, owner)
    context = {
        "policy": owner,
        "newest": next((each for each in revisions if not each.is_repeal), revisions[0]),
        "milestones": _milestones(list(page), revisions, noted.revision_pk if noted else None),
        "noted": noted,
        "page_obj": page,
        "may_look_back": owner.is_editable_by(by) or access.sees_the_office(by),
    }
    return render(request, "comparing/history.html", context)


def _milestones(shown: list[Revision], every: list[Revision], noted: int | None) -> list[Milestone]:
    texts = [revision for revision in every if not revision.is_repeal]
    before = dict(zip((each.pk for each in texts), texts[1:], strict=False))
    pairs = [(before[each.pk], each) for each in shown if each.pk in before]
    counted = dict(zip((after.pk for _, after in pairs), comparing.tallies(pairs), strict=True))
    return [
        Milestone(
            revision,
            _standing(revision),
            before.get(revision.pk),
            counted.get(revision.pk),
            revision.pk == noted,
        )
        for revision in shown
    ]


def _standing(revision: Revision) -> str:
    on = access.today()
    if revision.is_scheduled(on):
        return "coming"
    if revision.is_superseded(on):
        return "superseded"
    return "repealed" if revision.is_repeal else "in-force"


@require_safe
def clause(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """What one clause said in every revision, each beside the one before; asked for by its anchor
    or by its number."""
    revisions = access.readable_revisions(as_employee(request), code)
    texts = [revision for revision in reversed(revisions) if not revision.is_repeal]
    places = clause_lives.Places(texts)
    in_force = next((each for each in texts if each.is_in_force(access.today())), None)
    anchor = places.anchor_of(which, in_force)
    if anchor is None:
        problem = _("No text of this policy has a clause “%(which)s”. Write its number as 12-1.")
        context = {
            "policy": revisions[0].policy,
            "newest": revisions[0],
            "problem": problem % {"which": which[: clause_lives.LONGEST]},
        }
        return render(request, "comparing/no_clause.html", context, status=404)
    told = clause_lives.lives(anchor, places)
    context = {
        "policy": revisions[0].policy,
        "newest": texts[-1],
        "anchor": anchor,
        "name": told[-1].row.name,
        "language": _language(texts[-1], told[-1]),
        "lives": told[::-1],
    }
    return render(request, "comparing/clause.html", context)


def _language(revision: Revision, life: clause_lives.Life) -> str:
    change = life.row.change
    assert isinstance(change, ClauseChange)  # noqa: S101  (lives are of clauses)
    clause = change.after or change.before
    return language_of(revision, Outline(revision.title, clauses=(clause,) if clause else ()))
