"""Fixtures every test may ask for: the cast, a browser in somebody's name, the shared texts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from regs_portal.people.models import Employee
from tests import cast as casting

SignIn = Callable[[Employee | None], Client]
# Texts to try the portal on lie beside the repository, if anywhere.
SHARED = Path(__file__).resolve().parents[2] / "shared"


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


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """A file or folder beside the repository; the test is skipped where it is not there."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"needs ../shared/{name}, which is not on this machine")
        return path

    return find
