"""Citations: 「第十二條之一第二項第三款」 to an address and back, and to what it points at.

``find`` reads the citations in a text, ``write`` prints an address, ``Index`` knows the parts of
one outline, ``resolve`` says which of them an address means, and ``references`` does all of it
for a whole outline at once.
"""

from .address import Address, Level, Relative, Sentence, Step, Unit
from .citation_index import Index, Place
from .citation_reading import Citation, find
from .citation_resolving import Field, Reference, Target, references, resolve
from .citation_writing import write

__all__ = [
    "Address",
    "Citation",
    "Field",
    "Index",
    "Level",
    "Place",
    "Reference",
    "Relative",
    "Sentence",
    "Step",
    "Target",
    "Unit",
    "find",
    "references",
    "resolve",
    "write",
]
