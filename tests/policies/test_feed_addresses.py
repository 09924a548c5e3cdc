"""The private address: one at a time, guessed by nobody, dead the moment it is taken back."""

import pytest
from django.conf import settings
from django.test import override_settings

from policies import feed_addresses
from policies.feed_addresses import key_of, owner_of, renew, revoke
from policies.models import FeedAddress
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast
from tests.policies.telling import DAY, TODAY

pytestmark = pytest.mark.django_db


def test_it_leads_to_its_owner(cast: Cast) -> None:
    keys = {person: key_of(renew(person)) for person in (cast.employee, cast.neighbour)}
    for person, key in keys.items():
        assert owner_of(key, TODAY()) == person
    assert len(set(keys.values())) == 2


def test_another_one_kills_the_first(cast: Cast) -> None:
    first = key_of(renew(cast.employee))
    second = key_of(renew(cast.employee))
    assert owner_of(first, TODAY()) is None
    assert owner_of(second, TODAY()) == cast.employee
    assert FeedAddress.objects.count() == 1


def test_revoked_there_is_none(cast: Cast) -> None:
    key = key_of(renew(cast.employee))
    assert revoke(cast.employee)
    assert owner_of(key, TODAY()) is None
    assert not revoke(cast.employee)
    verbs = AuditEvent.objects.filter(verb__contains="feed_address").order_by("pk")
    assert [event.verb for event in verbs] == [
        "policies.renew_feed_address", "policies.revoke_feed_address",
    ]  # fmt: skip


def test_it_dies_on_the_day_after_the_last(cast: Cast) -> None:
    key = key_of(renew(cast.employee))
    cast.employee.left_on = TODAY()
    cast.employee.save()
    assert owner_of(key, TODAY()) == cast.employee
    assert owner_of(key, TODAY() + DAY) is None


def test_after_the_last_day_none_is_made(cast: Cast) -> None:
    cast.employee.left_on = TODAY() - DAY
    with pytest.raises(Refused):
        renew(cast.employee)


def test_it_dies_with_the_account(cast: Cast) -> None:
    key = key_of(renew(cast.employee))
    cast.employee.is_active = False
    cast.employee.save()
    assert owner_of(key, TODAY()) is None


def test_no_key_of_another_opens_it(cast: Cast) -> None:
    own, other = (key_of(renew(person)) for person in (cast.employee, cast.neighbour))
    sealed = own.partition("-")[2]
    wrong = f"{'1' if sealed[0] != '1' else '2'}{sealed[1:]}"
    for key in (
        f"{cast.employee.pk}-{other.partition('-')[2]}", f"{cast.employee.pk}-{wrong}",
        f"{cast.employee.pk}-", str(cast.employee.pk), f"0{own}", own.upper(), own + "\n", "",
        f"{'9' * 18}-{sealed}", f"{'9' * 30}-{sealed}", "é" * 65, "a-" + "0" * 64,
    ):  # fmt: skip
        assert owner_of(key, TODAY()) is None, key


def test_the_table_alone_opens_nothing(cast: Cast) -> None:
    kept = renew(cast.employee)
    key = key_of(kept)
    assert kept.seed not in key
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert owner_of(key, TODAY()) is None
        assert key_of(kept) != key


def test_it_outlives_a_change_of_the_secret_with_the_former_one_named(cast: Cast) -> None:
    key = key_of(renew(cast.employee))
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert feed_addresses.owner_of(key, TODAY()) == cast.employee
