"""Two revisions of a policy side by side: which two, what changed, in words and as rows.

Everything here comes from one comparison, ``policies.text.diff.compare``.
"""

from policies.comparing.revisions import (
    Summary,
    against_predecessor,
    numbered,
    predecessor,
    versions,
)
from policies.comparing.rows import Row, rows
from policies.comparing.sentences import explanations, summary

__all__ = [
    "Row",
    "Summary",
    "against_predecessor",
    "explanations",
    "numbered",
    "predecessor",
    "rows",
    "summary",
    "versions",
]
