"""Who of the demonstration company has acknowledged what, and when."""

import datetime as dt

from policies.models import Revision
from regs_portal.demo.described import PolicyFacts, RevisionFacts


def sign(
    revision: Revision, policy: PolicyFacts, facts: RevisionFacts, ends: dt.date, today: dt.date
) -> None:
    return
