"""Accepting a text as a reader does who saw exactly its words."""

import datetime as dt

from acknowledgements.acknowledging import acknowledge, official_sentence
from acknowledgements.models import Acknowledgement
from policies.models import Revision
from regs_portal.people.models import Employee


def accept(
    revision: Revision, by: Employee, at: dt.datetime | None = None, seconds_open: int | None = 60
) -> Acknowledgement:
    return acknowledge(
        revision,
        by,
        digest=revision.digest,
        sentence=official_sentence(revision),
        clauses_shown=4,
        seconds_open=seconds_open,
        at=at,
    )
