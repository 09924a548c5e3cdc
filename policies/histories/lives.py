"""What a piece said in the revisions before this one, as far back as its anchor goes."""

from dataclasses import dataclass
from typing import Any

from policies.histories.pieces import FieldChange, Piece, changes_between
from policies.models import Revision


@dataclass(frozen=True, slots=True)
class Life:
    """The piece in a published revision: what it changed there, against the revision before.
    ``is_first`` where its anchor begins; ``is_current`` where it says what the draft says now."""

    revision: Revision
    row: Any
    changes: list[FieldChange]
    is_first: bool
    is_current: bool

    @property
    def label(self) -> str:
        return getattr(self.row, "label", "")


def lives(piece: Piece) -> list[Life]:
    """The newest first."""
    found: list[Life] = []
    before: Any = None
    for row in earlier_rows(piece):
        found.append(
            Life(
                revision=row if piece.what == "cover" else row.revision,
                row=row,
                changes=changes_between(piece.kind, before, row) if before is not None else [],
                is_first=before is None,
                is_current=piece.says(row),
            )
        )
        before = row
    return found[::-1]


def earlier_rows(piece: Piece) -> list[Any]:
    """Its rows of the published revisions before this one, the oldest first."""
    revisions = piece.revision.policy.revisions.published().words()
    revisions = revisions.filter(sequence__lt=piece.revision.sequence)
    if piece.what == "cover":
        return list(revisions.order_by("sequence"))
    rows = piece.kind.model.objects.filter(revision__in=revisions, anchor=piece.anchor)
    return list(rows.select_related("revision").order_by("revision__sequence"))
