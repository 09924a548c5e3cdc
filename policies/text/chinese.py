"""Chinese as data: what the rest of the portal uses to clean, fold and search words."""

from .cleaning import Cleaned, Removal, clean
from .folding import fold, fold_with_offsets
from .searchtext import highlight, snippet, tokens, tsquery, tsvector

__all__ = [
    "Cleaned",
    "Removal",
    "clean",
    "fold",
    "fold_with_offsets",
    "highlight",
    "snippet",
    "tokens",
    "tsquery",
    "tsvector",
]
