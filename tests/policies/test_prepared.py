"""Questions planned once a connection."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoAssertNumQueries

from policies.prepared import Prepared

pytestmark = pytest.mark.django_db

SQL = "SELECT %(word)s || %(number)s || %(word)s"


@pytest.fixture
def question() -> Iterator[Prepared]:
    yield Prepared("test_question", SQL, word="text", number="integer")
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    vars(connections["default"]).pop("prepared", None)


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'test%'")
        return [name for (name,) in cursor.fetchall()]


def test_is_one_query_each_time_and_planned_once(
    question: Prepared, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert question.row({"word": "a", "number": 1}) == ("a1a",)
        assert question.row({"word": "b'%", "number": None}) == (None,)
    assert plans() == ["test_question"]


def test_stays_planned_when_the_transaction_is_undone(question: Prepared) -> None:
    with transaction.atomic():
        question.row({"word": "a", "number": 1})
        transaction.set_rollback(True)
    assert question.row({"word": "a", "number": 2}) == ("a2a",)


@pytest.mark.django_db(transaction=True)
def test_each_thread_plans_for_its_own_connection(question: Prepared) -> None:
    def ask(number: int) -> tuple[object, ...] | None:
        try:
            return question.row({"word": "a", "number": number})
        finally:
            connection.close()

    question.row({"word": "a", "number": 0})
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ask, range(3))) == [("a0a",), ("a1a",), ("a2a",)]
    assert question.row({"word": "a", "number": 3}) == ("a3a",)


def test_is_planned_each_time_behind_a_pooler(
    question: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    assert question.row({"word": "a", "number": 1}) == ("a1a",)
    assert plans() == []
