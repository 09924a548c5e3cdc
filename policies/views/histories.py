"""The history of a clause, a heading or the cover, and earlier words made the present ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies import access, drafting, histories, rendering
from policies.drafting import Conflict
from policies.histories import Piece
from policies.histories.pieces import changes_between
from policies.models import Revision
from policies.refusals import Refused
from policies.text.outline import Clause, Outline
from policies.views.arranging import address_of
from policies.views.requests import as_employee, number_of


@require_safe
def history(request: HttpRequest, pk: int, what: str = "cover", anchor: str = "") -> HttpResponse:
    """Every save with who, when and what; then what it said in earlier revisions.

    For the editors of the policy and the office, who only look.
    """
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    piece = histories.piece_of(revision, what, anchor)
    savings, lives = histories.savings(piece), histories.lives(piece)
    if not (savings or lives):
        return _gone(request, revision)
    outline = revision.outline()
    context = {
        "revision": revision,
        "piece": piece,
        "name": _name(piece, savings, lives),
        "savings": savings,
        "lives": lives,
        "sources": _sources(piece, outline),
        "can_restore": access.can(by, access.Action.EDIT, revision),
        "language": rendering.language_of(revision, outline),
    }
    return render(request, "drafting/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int, what: str = "cover", anchor: str = "") -> HttpResponse:
    """Says what would change, against what is saved now; a POST does it.

    ``?saving=`` names a save of this draft, ``?number=`` an earlier revision.
    """
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    piece = histories.piece_of(revision, what, anchor)
    asked = request.POST if request.method == "POST" else request.GET
    source: dict[str, Any] = {
        "saving": number_of(asked.get("saving")),
        "number": asked.get("number", ""),
    }
    try:
        words = drafting.earlier_words(piece, **source)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(address_of(revision, piece.query))
    if request.method != "POST":
        return _what_would_change(request, piece, words, source)
    version = number_of(request.POST.get("version")) or 0
    try:
        drafting.restore(revision, what, anchor, version, by, **source)
    except Refused as refused:
        fresh = histories.piece_of(revision, what, anchor)
        problem = _("Somebody has changed it since you opened this page, so nothing was restored. "
                    "Below is what would change now.")  # fmt: skip
        said = problem if isinstance(refused, Conflict) else str(refused)
        return _what_would_change(request, fresh, words, source, said)
    messages.success(request, _("The earlier words are back in the draft."))
    return HttpResponseRedirect(address_of(revision, piece.query))


@require_safe
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """What was taken out of the draft: each leads to its history."""
    by = as_employee(request)
    revision = access.revision_on_the_road(by, pk)
    context = {"revision": revision, "pieces": histories.removed_pieces(revision)}
    return render(request, "drafting/removed_pieces.html", context)


def _what_would_change(
    request: HttpRequest, piece: Piece, words: Any, source: dict[str, Any], problem: str = ""
) -> HttpResponse:
    now = _OnlyWords(piece.row, words, piece.kind.words)
    context = {
        "revision": piece.revision,
        "piece": piece,
        "name": getattr(words, "label", "") or str(words),
        "words": words,
        "source": {name: value for name, value in source.items() if value},
        "changes": changes_between(piece.kind, now, words) if piece.row is not None else [],
        "version": piece.row.lock_version if piece.row is not None else 0,
        "body": getattr(words, "body", "") or getattr(words, "lead", ""),
        "problem": problem,
        "language": rendering.language_of(piece.revision, piece.revision.outline()),
    }
    status = 409 if problem else 200
    return render(request, "drafting/restore.html", context, status=status)


class _OnlyWords:
    """What is saved now in the fields that would be restored; in all others, what was then."""

    def __init__(self, now: Any, then: Any, restored: tuple[str, ...]) -> None:
        self._now, self._then, self._restored = now, then, restored

    def __getattr__(self, name: str) -> Any:
        return getattr(self._now if name in self._restored else self._then, name)


def _name(piece: Piece, savings: list[Any], lives: list[Any]) -> str:
    if piece.what == "cover":
        return _("Cover, introduction and supplementary provisions")
    if piece.row is not None:
        return str(piece.row)
    labels = [each.label for each in (*savings, *lives) if each.label]
    return labels[0] if labels else _("A clause without a number")


def _sources(piece: Piece, outline: Outline) -> list[tuple[str, str]]:
    """Anchor and name of the clauses whose words it took over."""
    anchors = getattr(piece.row, "descends_from", ())
    names = {node.anchor: node.label for node in outline.walk() if isinstance(node, Clause)}
    return [(anchor, names.get(anchor, "")) for anchor in anchors]


def _gone(request: HttpRequest, revision: Revision) -> HttpResponse:
    messages.info(request, _("There is no such piece in this draft."))
    return redirect("drafting:removed", pk=revision.pk)
