"""The row that ends a consultation; the verbs in ``answering`` and ``workflow`` bring it about."""

import datetime as dt

from policies.consulting.jobs import send_results
from policies.models import Conclusion, Consultation, Outcome, Revision
from regs_portal.jobs import enqueue_on_commit
from regs_portal.people.models import Employee


def end(
    consultation: Consultation, outcome: Outcome, summary: str, by: Employee, at: dt.datetime
) -> Conclusion:
    """Says how it ended, while its revision still stands in it; those asked are told by a job."""
    conclusion = Conclusion.objects.create(
        consultation=consultation, outcome=outcome, summary=summary, by=by, at=at
    )
    enqueue_on_commit(send_results, consultation.pk)
    return conclusion


def call_off(revision: Revision, reason: str, by: Employee, at: dt.datetime) -> Consultation:
    """Ends the consultation of a text that is given up during it."""
    consultation = revision.consultations.get(round=revision.round)
    end(consultation, Outcome.ABORTED, reason, by, at)
    return consultation
