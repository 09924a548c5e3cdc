"""Fixtures every test may ask for: the cast, and a browser in somebody's name."""

from collections.abc import Callable

import pytest
from django.test import Client

from regs_portal.people.models import Employee
from tests import cast as casting

SignIn = Callable[[Employee | None], Client]


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.assemble()


@pytest.fixture
def as_(db: None) -> SignIn:
    """``as_(cast.employee).get(…)``: a client signed in as that person; None is a stranger."""

    def client_of(employee: Employee | None) -> Client:
        client = Client()
        if employee is not None:
            client.force_login(employee)
        return client

    return client_of
