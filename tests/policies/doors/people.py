"""One of every kind of person, and the groups of them that the tables speak of."""

import datetime as dt

from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import EmployeeFactory
from tests.policies.standing import TODAY

People = dict[str, Employee]
DAY = dt.timedelta(days=1)

WRITERS = frozenset({"author", "co-author", "writing approver"})
OFFICE = frozenset({"legal", "fairness", "approver"})
DECIDERS = OFFICE | {"writing approver"}
PUBLISHERS = WRITERS | {"approver"}
KEEPERS = WRITERS | {"hr"}
KINDS = (
    "author", "co-author", "writing approver", "legal", "fairness", "approver", "hr", "auditor",
    "neighbour", "outsider", "employee", "administrator", "superuser", "leaver",
)  # fmt: skip
EMPLOYED = frozenset(KINDS) - {"leaver"}
# Whom no page can tell from another kind; they try the screen only where they may.
ALIKE = frozenset({"writing approver", "fairness", "employee", "administrator"})


def everybody(cast: Cast) -> People:
    """By kind. The writing approver has every deciding office and writes a clause, as the
    co-author does; the superuser has no office; the leaver wrote until the day before."""

    def another(*groups: PortalGroup, **facts: object) -> Employee:
        made: Employee = EmployeeFactory(
            department=cast.human_resources, site=cast.taiwan, groups=list(groups), **facts
        )
        return made

    editor = PortalGroup.EDITOR
    offices = (PortalGroup.LEGAL_REVIEWER, PortalGroup.FAIRNESS_REVIEWER, PortalGroup.APPROVER)
    return {
        "author": cast.editor, "co-author": another(editor),
        "writing approver": another(editor, *offices), "legal": cast.legal_reviewer,
        "fairness": cast.fairness_reviewer, "approver": cast.approver, "hr": cast.hr,
        "auditor": cast.auditor, "neighbour": cast.neighbour, "outsider": cast.outsider,
        "employee": cast.employee, "administrator": cast.administrator,
        "superuser": another(is_superuser=True),
        "leaver": another(editor, PortalGroup.HR, *offices, left_on=TODAY() - DAY),
    }  # fmt: skip
