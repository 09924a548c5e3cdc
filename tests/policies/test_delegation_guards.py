"""Delegations as PostgreSQL keeps them: no more by SQL than by the verb."""

import pytest

from policies.models import Delegation
from tests.cast import Cast
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql

pytestmark = pytest.mark.django_db

INSERT = """
INSERT INTO policies_delegation (principal_id, delegate_id, first_day, last_day, reason, by_id, at)
VALUES (%s, %s, current_date + %s, current_date + %s, 'x', %s, now())
"""


def test_sql_delegates_no_more_than_the_verb(cast: Cast) -> None:
    principal, other, administrator = (
        cast.approver.pk, cast.outsider.pk, cast.administrator.pk,
    )  # fmt: skip
    with sql_refused("delegation_to_somebody_else"):
        sql(INSERT, principal, principal, 0, 1, administrator)
    with sql_refused("delegation_ends_after_it_starts"):
        sql(INSERT, principal, other, 1, 0, principal)
    with sql_refused("delegation_by_the_principal"):
        sql(INSERT, principal, cast.hr.pk, 0, 1, other)
    with sql_refused("delegation_not_to_oneself"):
        sql(INSERT, principal, administrator, 0, 1, administrator)
    assert sql(INSERT, principal, other, 0, 1, administrator) == 1
    with sql_refused("evidence_append_only"):
        sql("UPDATE policies_delegation SET last_day = last_day + 1")
    with sql_refused("evidence_append_only"):
        sql("DELETE FROM policies_delegation")
    made = Delegation.objects.get()
    with sql_refused("delegation_by_the_principal"):
        sql(
            "INSERT INTO policies_delegationend (delegation_id, by_id, at) VALUES (%s, %s, now())",
            made.pk, other,
        )  # fmt: skip
