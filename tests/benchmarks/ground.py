"""What is measured on: a database of its own on the demo's server, people, published policies.

The settings are the demo's, so that what is measured is what is run: real durability, compressed
static files, connections that stay. Nothing of the demo's own data is touched.
"""

import contextlib
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.benchmarks.generating import Writer

if TYPE_CHECKING:
    from policies.models import Policy, Revision
    from policies.text.outline import Outline
    from regs_portal.people.models import Department, Employee

PREFIX = "bench_regs_"
PEOPLE = 10_000
CLAUSES = 20_000
CLAUSES_A_POLICY = 160
DEPARTMENTS = 40


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Django set up on a migrated database that is dropped at the end."""
    from regs_portal import embedded

    server = os.environ.get("DATABASE_URL") or embedded.database_url()
    name = f"{PREFIX}{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="regs-bench-") as var, _database(server, name) as url:
        os.environ.update(
            REGS_PORTAL_MODE="demo",
            DATABASE_URL=url,
            REGS_PORTAL_VAR_DIR=var,
            REGS_PORTAL_LOG_LEVEL="WARNING",
            DJANGO_SETTINGS_MODULE="tests.benchmarks.settings",
        )
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        try:
            yield
        finally:
            connections.close_all()


@contextlib.contextmanager
def _database(server: str, name: str) -> Iterator[str]:
    link = psycopg2.connect(urlunsplit(urlsplit(server)._replace(path="/postgres")))
    link.autocommit = True
    with contextlib.closing(link), link.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        for (left,) in cursor.fetchall():  # by a run that was killed
            if not Path(f"/proc/{left.removeprefix(PREFIX)}").exists():
                cursor.execute(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Ground:
    """Who writes, decides and reads, and what there is to read."""

    writer: Writer
    department: "Department"
    author: "Employee"
    reviewer: "Employee"
    fairness_reviewer: "Employee"
    approver: "Employee"
    reader: "Employee"
    page: "Revision | None" = None

    def draft(self, code: str, outline: "Outline") -> "Revision":
        from policies import drafting
        from policies.models import Category

        return drafting.start_policy(
            title=outline.title,
            by=self.author,
            outline=outline,
            code=code,
            category=Category.objects.earliest("position"),
            issuing_department=self.department,
        )

    def approved(self, draft: "Revision", at: dt.datetime | None = None) -> "Revision":
        from policies import workflow
        from policies.models import Step, Verdict
        from tests import signing

        workflow.submit(draft, by=self.author, at=at)
        for step, by in (
            (Step.LEGAL_BASIS, self.reviewer),
            (Step.FAIRNESS, self.fairness_reviewer),
            (Step.FINAL_APPROVAL, self.approver),
        ):
            signing.decide(draft, step, Verdict.APPROVED, by, at=at)
        draft.refresh_from_db()
        return draft

    def published(self, code: str, clauses: int, sentences: int = 2) -> "Revision":
        """A policy in force for a month."""
        outline = self.writer.outline(self.writer.title(clauses), clauses, sentences)
        return self.in_force(code, outline)

    def in_force(self, code: str, outline: "Outline") -> "Revision":
        """That text, in force for a month."""
        from django.utils import timezone

        from policies import workflow

        at = timezone.now() - dt.timedelta(days=30)
        revision = self.approved(self.draft(code, outline), at)
        published = workflow.publish(revision, timezone.localdate(at), by=self.author, at=at)
        published.refresh_from_db()
        return published

    def next_draft(self, policy: "Policy") -> "Revision":
        from policies import drafting

        return drafting.start_revision(policy, by=self.author)


def people(few: bool = False) -> Ground:
    """A company of ``PEOPLE`` in ``DEPARTMENTS`` departments, and those with a part to play; of
    ``few``, where only the parts matter."""
    from django.contrib.auth.models import Group

    from regs_portal.people.groups import PortalGroup
    from regs_portal.people.models import Department, Employee, Jurisdiction, Site
    from tests.factories import PASSWORD

    site = Site.objects.create(code="HQ", name="總公司", jurisdiction=Jurisdiction.TAIWAN)
    root = Department.objects.create(code="HQ", name="總公司")
    departments = [
        Department.objects.create(code=f"D{number:02}", name=f"第{number}部", parent=root)
        for number in range(DEPARTMENTS)
    ]
    facts: dict[str, Any] = {"site": site, "hired_on": dt.date(2020, 1, 1), "password": "!"}
    Employee.objects.bulk_create(
        Employee(
            employee_number=f"E{number:06}",
            name=f"員工{number}",
            department=departments[number % DEPARTMENTS],
            **facts,
        )
        for number in range(20 if few else PEOPLE - 4)
    )

    def person(number: str, group: PortalGroup) -> Employee:
        made = Employee.objects.create(
            employee_number=number, name=number, department=root, **facts
        )
        made.set_password(PASSWORD)
        made.save(update_fields=["password"])
        made.groups.add(Group.objects.get(name=group))
        return known(number)

    def known(number: str) -> Employee:
        people = Employee.objects.with_group_names().select_related("department", "site")
        return people.get(employee_number=number)

    return Ground(
        writer=Writer(),
        department=root,
        author=person("AUTHOR", PortalGroup.EDITOR),
        reviewer=person("REVIEWER", PortalGroup.LEGAL_REVIEWER),
        fairness_reviewer=person("FAIRNESS", PortalGroup.FAIRNESS_REVIEWER),
        approver=person("APPROVER", PortalGroup.APPROVER),
        reader=known("E000007"),
    )


def publish_policies(ground: Ground) -> None:
    """``CLAUSES`` clauses in force, and the statistics a server would have of them."""
    from django.db import connection

    for number in range(CLAUSES // CLAUSES_A_POLICY - 1):
        ground.published(f"BENCH-{number:03}", CLAUSES_A_POLICY)
    ground.page = ground.published("BENCH-PAGE", 60)
    ground.published("BENCH-REST", CLAUSES_A_POLICY - 60)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
