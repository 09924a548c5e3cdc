"""Excusing somebody: HR's verb, for a reason, until a day."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from acknowledgements import exempting
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Exemption
from policies.models import Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, published_policy

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def granted(cast: Cast, revision: Revision, days: int = 30) -> Exemption:
    return exempting.grant(
        revision.policy, cast.employee, "長期外派", TODAY(), TODAY() + days * DAY, cast.hr
    )


def test_nothing_is_owed_meanwhile_and_again_when_hr_ends_it(
    cast: Cast, revision: Revision
) -> None:
    exemption = granted(cast, revision)
    assert not revision.assignments.open().filter(employee=cast.employee).exists()
    exempting.end(exemption, cast.hr)
    assert revision.assignments.open().filter(employee=cast.employee).exists()
    verbs = AuditEvent.objects.filter(verb__contains="exempt").order_by("sequence")
    assert [event.verb for event in verbs] == [
        "acknowledgements.exempt", "acknowledgements.end_exemption",
    ]  # fmt: skip


def test_it_ends_once(cast: Cast, revision: Revision) -> None:
    exemption = granted(cast, revision)
    exempting.end(exemption, cast.hr)
    with pytest.raises(Refused, match="已經終止"):
        exempting.end(exemption, cast.hr)


@pytest.mark.parametrize("who", ["employee", "outsider", "editor", "auditor", "administrator"])
def test_only_hr_grants_it(cast: Cast, revision: Revision, who: str) -> None:
    with pytest.raises(PermissionDenied):
        exempting.grant(
            revision.policy, cast.employee, "外派", TODAY(), TODAY(), getattr(cast, who)
        )
    assert not Exemption.objects.exists()


def test_nobody_excuses_themselves(cast: Cast, revision: Revision) -> None:
    with pytest.raises(PermissionDenied):
        exempting.grant(revision.policy, cast.hr, "外派", TODAY(), TODAY(), cast.hr)


@pytest.mark.parametrize(
    ("reason", "starts", "ends", "name"),
    [
        (" ", 0, 1, "exemption_has_a_reason"),
        ("外派", -1, 1, "exemption_in_the_past"),
        ("外派", 2, 1, "exemption_ends_after_it_starts"),
    ],
)
def test_what_cannot_be(
    cast: Cast, revision: Revision, reason: str, starts: int, ends: int, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        exempting.grant(
            revision.policy, cast.employee, reason, TODAY() + starts * DAY, TODAY() + ends * DAY,
            cast.hr,
        )  # fmt: skip
    assert refused.value.code == name


@pytest.mark.parametrize(
    "change",
    [{"reason": "其他"}, {"ends_on": dt.date(2099, 1, 1)}, {"starts_on": dt.date(2020, 1, 1)}],
)
def test_the_database_lets_it_only_end_earlier(
    cast: Cast, revision: Revision, change: dict[str, object]
) -> None:
    exemption = granted(cast, revision)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.filter(pk=exemption.pk).update(**change)
