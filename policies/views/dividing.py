"""Dividing a clause, and merging two: first what would become of them, then a button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, citing, drafting, rendering
from policies.audience import clause_rules, lines, targets_of
from policies.citing.finding import place_name
from policies.drafting.addressing import audiences_of, codes_of, merged_audience
from policies.drafting.arranging import CHANGED
from policies.drafting.dividing import merged_roles
from policies.models import Clause, Revision
from policies.refusals import Refused
from policies.text import dividing
from policies.text.outline import Outline
from policies.views.arranging import address_of
from policies.views.requests import as_employee, number_of
from regs_portal.people.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    """``?at=`` shows both halves; a POST makes them."""
    revision = access.editable_draft(as_employee(request), pk)
    clause = revision.clauses.filter(anchor=anchor).first()
    if back := _unfit(request, revision, clause):
        return back
    assert clause is not None  # noqa: S101  (or it would have led back)
    if request.method != "POST":
        return _halves(request, revision, clause, request.GET.get("at", ""))
    point = request.POST.get("at", "")
    version = number_of(request.POST.get("version")) or 0
    try:
        added = drafting.split_clause(revision, anchor, version, as_employee(request), point=point)
    except Refused as refused:
        return _halves(request, revision, _fresh(clause), point, refused)
    messages.success(
        request,
        _(
            "Divided. The new clause is %(label)s; look at its number and caption, and renumber "
            "when the text is complete."
        )
        % {"label": added.label or _("a clause without a number")},
    )
    return HttpResponseRedirect(address_of(revision, f"?clause={added.anchor}"))


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
    """``?with=`` another clause of the same heading, else the next one; a POST merges them."""
    revision = access.editable_draft(as_employee(request), pk)
    clause = revision.clauses.filter(anchor=anchor).first()
    if back := _unfit(request, revision, clause):
        return back
    assert clause is not None  # noqa: S101  (or it would have led back)
    asked = request.POST if request.method == "POST" else request.GET
    other = asked.get("with", "")
    if request.method != "POST":
        return _joined(request, revision, clause, other)
    versions = [number_of(request.POST.get(name)) or 0 for name in ("version", "other_version")]
    try:
        kept = drafting.merge_clauses(
            revision, anchor, versions[0], other, versions[1], as_employee(request)
        )
    except Refused as refused:
        return _joined(request, revision, _fresh(clause), other, refused)
    messages.success(
        request,
        _("Merged into %(label)s. The other clause can be restored from what was removed.")
        % {"label": kept.label or _("a clause without a number")},
    )
    return HttpResponseRedirect(address_of(revision, f"?clause={kept.anchor}"))


def _unfit(request: HttpRequest, revision: Revision, clause: Clause | None) -> HttpResponse | None:
    """The way back where there is nothing to divide or merge."""
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    if clause is None:
        messages.info(request, _("It has already been removed."))
        return HttpResponseRedirect(address_of(revision))
    if clause.is_deleted:
        messages.info(request, _("A deleted clause has no words to divide or merge."))
        return HttpResponseRedirect(address_of(revision, f"?clause={clause.anchor}"))
    return None


def _fresh(clause: Clause) -> Clause:
    """As it is saved now; what was removed meanwhile stays as it was seen."""
    return Clause.objects.filter(pk=clause.pk).first() or clause


def _halves(
    request: HttpRequest,
    revision: Revision,
    clause: Clause,
    at: str,
    refused: Refused | None = None,
) -> HttpResponse:
    points = dividing.points(clause.body)
    point = next((each for each in points if each.key == at), None)
    context = {
        "revision": revision,
        "clause": clause,
        "points": points,
        "point": point,
        "halves": dividing.divide(clause.body, point) if point else None,
        "refused": refused,
        "language": rendering.language_of(revision, revision.outline()),
    }
    return render(request, "drafting/split.html", context, status=_status(refused))


def _joined(
    request: HttpRequest,
    revision: Revision,
    clause: Clause,
    other: str,
    refused: Refused | None = None,
) -> HttpResponse:
    outline = revision.outline()
    siblings = list(revision.clauses.filter(chapter=clause.chapter_id).order_by("position"))
    others = [each for each in siblings if each.pk != clause.pk and not each.is_deleted]
    chosen = _chosen(clause, others, other)
    context: dict[str, Any] = {
        "revision": revision,
        "clause": clause,
        "others": others,
        "chosen": chosen,
        "refused": refused,
        "language": rendering.language_of(revision, outline),
    }
    if chosen:
        first, second = sorted((clause, chosen), key=lambda each: each.position)
        context |= _preview(first, second)
        context["citing"] = _citing(revision, outline, second)
    return render(request, "drafting/merge.html", context, status=_status(refused))


def _chosen(clause: Clause, others: list[Clause], other: str) -> Clause | None:
    """The one asked for, else the next, else the one before."""
    asked = next((each for each in others if each.anchor == other), None)
    following = (each for each in others if each.position > clause.position)
    return asked or next(following, others[-1] if others else None)


def _preview(first: Clause, second: Clause) -> dict[str, Any]:
    codes = list(codes_of([first, second]).values())
    roles = Role.objects.filter(code__in=merged_roles(*codes)).order_by("code")
    audiences = list(audiences_of([first, second]).values())
    audience = merged_audience(*audiences)
    rules = clause_rules(sorted(audience), targets_of(audience))
    return {
        "first": first,
        "second": second,
        "body": dividing.join(first.body, second.body),
        "addresses_others": codes[0] != codes[1],
        "roles": list(roles),
        "binds_others": audiences[0] != audiences[1],
        "binds": lines(rule.told for rule in rules),
    }


def _citing(revision: Revision, outline: Outline, clause: Clause) -> list[tuple[str, str]]:
    """Where in this draft the clause is cited, and in which words."""
    nodes = tuple(outline.walk())
    return [
        (place_name(None if cite.node is None else nodes[cite.node], cite.field), cite.words)
        for cite in citing.cites_of(outline, revision.policy, access.today())
        if any(nodes[target].anchor == clause.anchor for target in cite.targets)
    ]


def _status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 409 if refused.code == CHANGED else 422
