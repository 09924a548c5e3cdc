"""What keeps the trail proved: sealing each minute, the newest seal by mail each day."""

from regs_portal.audit import asking, mailing, sealing
from regs_portal.jobs import Priority, every, job
from regs_portal.people.models import Employee

# A million events take well under a minute; the evidence beside them may be larger.
VERIFY_SECONDS = 3600


@every(seconds=60)
@job(priority=Priority.URGENT)
def seal_events() -> None:
    sealing.seal()


@every(seconds=3600)
@job
def mail_newest_seal() -> None:
    """Hourly, so that a day on which a worker was down still gets its letter."""
    mailing.mail_newest()


@job(priority=Priority.PATIENT, seconds=VERIFY_SECONDS)
def verify_for(employee_id: int) -> None:
    asking.verify(Employee.objects.get(pk=employee_id))
