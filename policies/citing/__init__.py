"""What the texts cite: where each reference leads, which point nowhere, who cites whom.

Questions, and the rows by which a cited clause knows who cites it. The verbs are in
``policies.drafting.referring`` (insert, reword) and ``policies.waiving``.
"""

from policies.citing.finding import Finding, findings_of, waivers_of
from policies.citing.problems import Problem
from policies.citing.reading import Cite, cites_of
from policies.citing.storing import forget, rebuild, store, sweep, unread

__all__ = [
    "Cite",
    "Finding",
    "Problem",
    "cites_of",
    "findings_of",
    "forget",
    "rebuild",
    "store",
    "sweep",
    "unread",
    "waivers_of",
]
