"""Two revisions of a policy side by side: which two, what changed, in words and as rows.

Everything here comes from one comparison, ``policies.text.diff.compare``.
"""

from policies.comparing.drawing import CHANGES, TABLE, Drawn, draw_ahead, drawn, tallies, text_url
from policies.comparing.revisions import (
    Summary,
    against_predecessor,
    between,
    numbered,
    older_first,
    predecessor,
)
from policies.comparing.rows import Row, rows
from policies.comparing.sentences import explanations, said, summary, unchanged
from policies.comparing.since import Noted, last_noted, noted_by
from policies.comparing.tallies import Tally, tally

__all__ = [
    "CHANGES",
    "TABLE",
    "Drawn",
    "Noted",
    "Row",
    "Summary",
    "Tally",
    "against_predecessor",
    "between",
    "draw_ahead",
    "drawn",
    "explanations",
    "last_noted",
    "noted_by",
    "numbered",
    "older_first",
    "predecessor",
    "rows",
    "said",
    "summary",
    "tallies",
    "tally",
    "text_url",
    "unchanged",
]
