"""A process that takes one step of a verb and then hangs, waiting to be killed.

Run as ``python -m tests.regs_portal.killed DATABASE WHERE VERB KEY EMPLOYEE``: hangs in the middle
of the verb's transaction, where ``WHERE`` says, after printing ``hanging``.
"""

import sys
import time
from typing import Any

import django


def hang(*args: Any, **options: Any) -> None:
    print("hanging", flush=True)  # noqa: T201
    time.sleep(60)


def main(name: str, where: str, verb: str, key: int, number: str) -> None:
    from tests import database

    database.use(name)
    from django.utils import timezone

    from acknowledgements import acknowledging
    from policies import searching, workflow
    from policies.announcements import revision_published
    from policies.models import Revision
    from regs_portal.people.models import Employee

    revision = Revision.objects.select_related("policy").get(pk=key)
    by = Employee.objects.get(employee_number=number)
    if where == "before search":
        searching.index = hang
    elif where == "before audit":
        for module, name in ((workflow, "record"), (acknowledging, "record_and_run")):
            setattr(module, name, hang)
    else:
        revision_published.connect(hang)
    if verb == "publish":
        workflow.publish(revision, timezone.localdate(), by=by)
    else:
        acknowledging.acknowledge(
            revision,
            by=by,
            digest=revision.digest,
            sentence=acknowledging.official_sentence(revision),
            clauses_shown=1,
            seconds_open=1,
        )


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
