"""Akoma Ntoso 3.0 (OASIS LegalDocML): a revision as XML that parliaments' tools read.

Chapters and clauses are the standard's own elements, down to the paragraphs and items inside a
clause. What the standard has no place for (whom a clause binds, the digest) stands under
``proprietary``, in a namespace of its own. Read back, the same outline.
"""

from .reading import read_akoma_ntoso
from .writing import Cites, write_akoma_ntoso

__all__ = ["Cites", "read_akoma_ntoso", "write_akoma_ntoso"]
