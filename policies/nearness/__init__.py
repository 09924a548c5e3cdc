"""Which clauses in force say nearly what a text says.

Candidates come from an index of marks (``policies.text.likeness``), at most so many for each
mark and each clause, so that the answer costs the same however many policies there are; what is
shown is compared word for word.
"""

from policies.nearness.finding import (
    NearClause,
    Nearness,
    Resemblance,
    near_clauses,
    near_clauses_of_each,
)

__all__ = ["NearClause", "Nearness", "Resemblance", "near_clauses", "near_clauses_of_each"]
