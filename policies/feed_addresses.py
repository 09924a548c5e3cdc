"""The private address of somebody's feed and calendar: whoever knows it reads what they may read.

A calendar or a feed reader cannot sign in. The address is a key made from a random seed and the
portal's secret; it is told to nobody but its owner, who may have another, or none, at any moment.
On the day after somebody's last day theirs opens nothing.
"""

import datetime as dt
import re
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from policies.models import FeedAddress
from policies.refusals import Refused
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

SALT = "policies.feed_addresses"
KEY = r"[0-9]{1,18}-[0-9a-f]{64}"


def renew(by: Employee, at: dt.datetime | None = None) -> FeedAddress:
    """A new address; the one before it opens nothing any more. Refused after the last day."""
    if not by.is_employed(timezone.localdate()):
        raise Refused("not_employed")
    with transaction.atomic():
        facts = {"seed": secrets.token_urlsafe(32), "made_at": at or timezone.now()}
        made, _is_new = FeedAddress.objects.update_or_create(employee=by, defaults=facts)
        record("policies.renew_feed_address", by, by, changes_it=False)
    return made


def revoke(by: Employee) -> bool:
    """From now on there is none. False where there was none."""
    with transaction.atomic():
        removed, _each = FeedAddress.objects.filter(employee=by).delete()
        if removed:
            record("policies.revoke_feed_address", by, by, changes_it=False)
    return bool(removed)


def key_of(address: FeedAddress) -> str:
    return _key(address, settings.SECRET_KEY)


def owner_of(key: str, on: dt.date) -> Employee | None:
    """Whose key it is, fetched as a page needs them; None of a wrong or revoked one, and of
    somebody who does not work here that day."""
    if not re.fullmatch(KEY, key):
        return None
    employee: Employee | None = (
        Employee.objects.with_group_names()
        .select_related("department", "site", "feed_address")
        .filter(pk=int(key.partition("-")[0]), feed_address__isnull=False)
        .first()
    )
    if employee is None or not employee.is_employed(on):
        return None
    # An address outlives a change of the secret as long as a session would.
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_right = any(
        constant_time_compare(_key(employee.feed_address, secret), key) for secret in known
    )
    return employee if is_right else None


def _key(address: FeedAddress, secret: str) -> str:
    sealed = salted_hmac(SALT, address.seed, secret=secret, algorithm="sha256")
    return f"{address.employee_id}-{sealed.hexdigest()}"
