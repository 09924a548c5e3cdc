"""Earlier words made the present ones again: of this draft, or of an earlier revision."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.addressing import address
from policies.drafting.editing import CLAUSE_FIELDS, COVER_FIELDS, HEADING_FIELDS, write
from policies.drafting.enclosing import next_place
from policies.drafting.keeping import create
from policies.drafting.locking import GONE, locked_draft
from policies.drafting.nesting import check_below
from policies.drafting.positions import insert, save
from policies.drafting.removing import former_heading
from policies.histories.lives import earlier_rows
from policies.histories.pieces import Piece, piece_of
from policies.histories.savings import Happening
from policies.models import Chapter, Clause, ClauseAudienceRule, ClauseRole, LegalBasis, Revision
from policies.models.audience import RULE_FIELDS
from policies.refusals import Refused, named_constraints
from policies.text.outline import Kind
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Role

_FIELDS = {"clause": CLAUSE_FIELDS, "heading": HEADING_FIELDS, "cover": COVER_FIELDS}
_VERBS = {
    "clause": "policies.restore_clause",
    "heading": "policies.restore_heading",
    "cover": "policies.restore_cover",
}


def earlier_words(piece: Piece, *, saving: int | None = None, number: str = "") -> Any:
    """The row that holds them: the save of that key in this draft, or the piece as it was in the
    published revision of that number. Refuses what is not of this very piece."""
    if number:
        rows = (row for row in earlier_rows(piece) if _number_of(row) == number)
        found = next(rows, None)
    else:
        found = piece.past.filter(history_id=saving).first()
    if found is None:
        raise Refused(GONE, _("There are no such earlier words. Choose them from the history."))
    return found


def restore(
    revision: Revision,
    what: str,
    anchor: str,
    version: int,
    by: Employee,
    *,
    saving: int | None = None,
    number: str = "",
) -> Any:
    """Saves earlier words (see ``earlier_words``) as the newest; numbers, kind and place stay.

    Refuses, as any save does, when somebody has saved since ``version``. A clause or heading that
    was removed is put back under its own anchor, where it stood, for those it was for.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        piece = piece_of(draft, what, anchor)
        words = earlier_words(piece, saving=saving, number=number)
        row = piece.row
        source = {"revision": number} if number else {"saving": saving}
        if row is None:
            row = _put_back(draft, piece, words, by)
            record(_VERBS[what], draft, by, anchor=anchor, put_back=True, **source)
            return row
        row._change_reason = Happening.RESTORED.value
        typed = {name: getattr(words, name) for name in piece.kind.words}
        if write(row, version, by, _FIELDS[what], typed):
            told = {"anchor": anchor} if anchor else {}
            record(_VERBS[what], draft, by, **told, **source)
    return row


def _put_back(draft: Revision, piece: Piece, words: Any, by: Employee) -> Clause | Chapter:
    above = draft.chapters.filter(anchor=former_heading(draft, piece.anchor)).first()
    row: Any
    if piece.what == "clause":
        row = Clause(
            revision=draft, chapter=above, anchor=piece.anchor, label=words.label,
            caption=words.caption, body=words.body, is_deleted=words.is_deleted,
            descends_from=words.descends_from,
        )  # fmt: skip
        siblings: list[Any] = list(draft.clauses.filter(chapter=above).order_by("position"))
    else:
        check_below(Kind(words.kind), above)
        row = Chapter(
            revision=draft, parent=above, anchor=piece.anchor, kind=words.kind, label=words.label,
            title=words.title, lead=words.lead,
        )  # fmt: skip
        siblings = list(draft.chapters.filter(parent=above).order_by("position"))
    row._change_reason = Happening.RESTORED.value
    insert(row, siblings, words.position, by)
    if piece.what == "clause":
        roles = Role.objects.filter(pk__in=_went_along(piece, ClauseRole).values("role_id"))
        address(row, {role.code: role for role in roles}, by)
        said = _went_along(piece, ClauseAudienceRule).values(*RULE_FIELDS)
        create([ClauseAudienceRule(clause=row, **fields) for fields in said], by)
        _rest_on_what_it_did(draft, piece, by)
    return row  # type: ignore[no-any-return]


def _went_along(piece: Piece, model: Any) -> Any:
    """What of the model went with the clause when it was removed: after its last save, and nothing
    else, for a change of whom it is for is followed by a save."""
    gone = piece.past.filter(history_type="-").last()
    if gone is None:
        return model.history.none()
    saved = piece.past.filter(id=gone.id).exclude(history_type="-").last()
    rows = model.history.filter(clause_id=gone.id, history_type="-")
    return rows.filter(history_date__gte=saved.history_date) if saved else rows


def _rest_on_what_it_did(draft: Revision, piece: Piece, by: Employee) -> None:
    """Puts back the legal bases that were taken out along with the clause, after the others."""
    gone = piece.past.filter(history_type="-").last()
    if gone is None:
        return
    lost = LegalBasis.history.filter(
        revision_id=draft.pk, anchor=piece.anchor, history_type="-",
        history_date__gte=gone.history_date,
    ).order_by("position")  # fmt: skip
    for basis in lost.values("anchor", "law", "article", "link"):
        save(LegalBasis(revision=draft, position=next_place(draft.legal_bases.all()), **basis), by)


def _number_of(row: Any) -> str:
    revision = row if isinstance(row, Revision) else row.revision
    return revision.number
