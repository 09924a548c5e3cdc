"""Loads the demonstration company. Nothing is pretended: the verbs do it, with dates in the past.

The people are one transaction, every revision with its acknowledgements another, so a load that
was killed goes on where it stopped, and a second load finds nothing to do.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from policies.models import Revision, Status
from regs_portal.demo import described, filing, living, peopling, signing, writing
from regs_portal.demo.described import PolicyFacts, RevisionFacts
from regs_portal.demo.writers import Writers
from regs_portal.environment import Mode
from regs_portal.people.models import Employee

PASSWORD = "chengyue-demo"
LOCK = "regs_portal.demo.company"


class NotADemoError(Exception):
    """The demonstration company must not be loaded here; the message says why."""


def load() -> None:
    """Brings the database to the demonstration company; what is there already stays as it is."""
    if settings.MODE not in {Mode.DEMO, Mode.TEST}:
        raise NotADemoError(
            "The demonstration company is loaded in demo mode only, never where people work."
        )
    with _one_at_a_time():
        today = timezone.localdate()
        _settle_people(today)
        writers = Writers(PASSWORD)
        for facts, position in _missing():
            with transaction.atomic():
                _write(facts, position, writers, today)
        if not living.is_lived():
            with transaction.atomic():
                living.live(writers, today)


def is_loaded() -> bool:
    """Whether a load would find nothing to do; the people come before the first policy."""
    return not _missing() and living.is_lived()


def accounts() -> list[tuple[str, str, str]]:
    """One account for every kind of person: employee number, name, what to look at."""
    kinds: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for account in described.company().accounts:
        if account.demo_note:
            facts = (account.employee_number, account.name, account.demo_note)
            kinds.setdefault((account.site, *account.groups), facts)
    return list(kinds.values())


def _missing() -> list[tuple[PolicyFacts, int]]:
    """The revisions still to be written, by policy and place among its revisions, oldest first:
    a text refers to what was in force when it was published."""
    written = set(Revision.objects.values_list("policy__code", "sequence"))
    wanted = [
        (facts, position)
        for facts in described.policies()
        for position in range(len(facts.revisions))
        if (facts.code, position + 1) not in written
    ]
    return sorted(wanted, key=lambda entry: -_days(entry[0].revisions[entry[1]]))


def _days(revision: RevisionFacts) -> int:
    """How long ago it became law, or else was begun."""
    published = revision.published_days
    return revision.started_days if published is None else published


def _settle_people(today: dt.date) -> None:
    company = described.company()
    present = set(Employee.objects.values_list("employee_number", flat=True))
    if {account.employee_number for account in company.accounts} <= present:
        return
    if present:
        raise NotADemoError(
            "This database holds other people, so the demonstration company was not loaded. "
            "Nothing was changed. Give the demo a database of its own, see DATABASE_URL."
        )
    peopling.settle(company, PASSWORD, today)


def _write(facts: PolicyFacts, position: int, writers: Writers, today: dt.date) -> None:
    """One revision, and whoever acknowledged it before the next came."""
    revision_facts = facts.revisions[position]
    published = Revision.objects.published().filter(policy__code=facts.code)
    before = published.select_related("policy").newest_first().first()
    draft = writing.begin(facts, revision_facts, before, writers, today)
    revision = writing.decide(draft, revision_facts, writers, today)
    if revision.status == Status.PUBLISHED and facts.is_work_rule:
        filing.file(revision, revision_facts, writers, today)
    if revision.status == Status.PUBLISHED and not revision.is_repeal:
        signing.sign(revision, facts, revision_facts, _ends(facts, position, today), today)


def _ends(facts: PolicyFacts, position: int, today: dt.date) -> dt.date:
    """The first day on which nobody signs the revision any more: its successor's, or tomorrow."""
    tomorrow = today + dt.timedelta(days=1)
    later = (
        today + dt.timedelta(days=successor.effective_in_days)
        for successor in facts.revisions[position + 1 :]
        if successor.published_days is not None
    )
    return min(next(later, tomorrow), tomorrow)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two loads at once take turns; the lock ends with the connection, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [LOCK])
