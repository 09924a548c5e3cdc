"""Two revisions of a policy side by side: which two, what changed, in words and as rows.

Everything here comes from one comparison, ``policies.text.diff.compare``.
"""

from policies.comparing.figures import Figures
from policies.comparing.revisions import (
    Summary,
    against_predecessor,
    numbered,
    predecessor,
    versions,
)
from policies.comparing.rows import Row, rows
from policies.comparing.sentences import explanations, in_words, summary

__all__ = [
    "Figures",
    "Row",
    "Summary",
    "against_predecessor",
    "explanations",
    "in_words",
    "numbered",
    "predecessor",
    "rows",
    "summary",
    "versions",
]
