"""What became of a clause, a heading or a cover: save by save in a draft, revision by revision.

The saves come from the history that every save of a draft leaves; the revisions from the anchor,
which stays the same from one to the next.
"""

from policies.histories.lives import Life, lives
from policies.histories.pieces import PIECES, Piece, piece_of
from policies.histories.removed import Removed, removed_pieces
from policies.histories.savings import Saving, savings

__all__ = [
    "PIECES",
    "Life",
    "Piece",
    "Removed",
    "Saving",
    "lives",
    "piece_of",
    "removed_pieces",
    "savings",
]
