"""What the tests of HR's pages begin with."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies.models import Revision
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, published_policy
from tests.fixtures import SignIn

DAY = dt.timedelta(days=1)


@pytest.fixture
def half_done(cast: Cast) -> Revision:
    """Due 6 days ago: one in time, one late, eight overdue."""
    past = timezone.now() - 20 * DAY
    made = published_policy(cast, at=past)
    assign_audience(made, at=past)
    accept(made, cast.employee, at=past + DAY)
    accept(made, cast.hr, at=timezone.now() - DAY)
    return made


@pytest.fixture
def hr(cast: Cast, as_: SignIn) -> Client:
    """The page in English, whose words the tests can name."""
    client = as_(cast.hr)
    client.cookies["django_language"] = "en"
    return client
