"""A hostile harness: what a careful reviewer would object to fails the test instead.

Undefined template variables, warnings (unordered pages among them), repeated queries in a
request, a GET that writes, and sockets to the outside all fail.
"""

import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from zeal import zeal_ignore

from tests import database

pytest_plugins = ["tests.fixtures"]
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# Signing in and the cache are not the portal's records.
BOOKKEEPING = {"django_session", "django_cache"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares something dear goes to one process: the browser, the demonstration company.

    First, for pytest-xdist reads the groups in the same hook."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "demo_database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        database.template() as template,
    ):
        former = connection.settings_dict["NAME"]
        name = database.own_copy(template)
        database.use(name)

        def fresh_copy(case: TransactionTestCase) -> None:
            database.use(name)
            database.own_copy(template)

        patch.setattr(TransactionTestCase, "_fixture_teardown", fresh_copy)
        yield
        database.use(former)
        database.drop(name)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect
    look_up = socket.getaddrinfo

    def is_local(host: object) -> bool:
        return str(host) in {"localhost", "::1", ""} or str(host).startswith("127.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not is_local(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not is_local(host):
            raise AssertionError(f"A test tried to look up {host}.")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True, scope="session")
def get_never_writes() -> Iterator[None]:
    """A page that is fetched, prefetched or reloaded changes no record."""
    perform: Callable[..., Any] = Client.request

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and found[2] not in BOOKKEEPING:
            raise AssertionError(f"A GET request wrote to {found[2]}: {sql[:200]}")
        return execute(sql, params, many, context)

    def request(self: Client, **environment: Any) -> Any:
        if environment.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return perform(self, **environment)
        with connection.execute_wrapper(refuse):
            return perform(self, **environment)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", request)
        yield


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def n_plus_one_on_purpose(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("allow_n_plus_one"):
        with zeal_ignore():
            yield
    else:
        yield
