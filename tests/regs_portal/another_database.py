"""Steps taken in a database that is not the tests' own, each in a process of its own.

Run as ``python -m tests.regs_portal.another_database STEP …`` with DATABASE_URL pointing there:
``prepare`` migrates it, approves a draft and prints its key and its author's number;
``publish KEY NUMBER`` publishes it and prints its status and the links of the audit trail that
are broken.
"""

import sys

import django


def prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)  # wrong passwords are counted there
    from tests.cast import approve, assemble, draft_of

    cast = assemble()
    revision = approve(cast, draft_of(cast))
    print(revision.pk, cast.editor.employee_number)  # noqa: T201


def publish(key: str, number: str) -> None:
    from django.utils import timezone

    from policies import workflow
    from policies.models import Revision
    from regs_portal.audit.verifying import faults
    from regs_portal.people.models import Employee

    revision = Revision.objects.select_related("policy").get(pk=key)
    by = Employee.objects.get(employee_number=number)
    workflow.publish(revision, timezone.localdate(), by=by)
    revision.refresh_from_db()
    print(revision.status, list(faults()))  # noqa: T201


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        publish(sys.argv[2], sys.argv[3])
