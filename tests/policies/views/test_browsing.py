"""The pages of the map and of the news."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policies import summarising
from policies.models import Level
from tests.cast import Cast, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.telling import SHUT, ago, ahead, amended, repealed, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(cast: Cast, as_: SignIn) -> Client:
    """The pages in English, whose words the tests can name."""
    client = as_(cast.employee)
    client.cookies["django_language"] = "en"
    return client


def codes(words: str) -> list[str]:
    return re.findall(r'<a href="/policies/([A-Z]+-\d+)/', words)


class TestMap:
    def test_a_tree_that_folds_without_script(self, cast: Cast, reader: Client) -> None:
        published_policy(cast, "HR-001", text("工作規則", "<p>甲。</p>"), level=Level.REGULATION)
        published_policy(cast, "HR-002", text("請假辦法", "<p>依「工作規則」訂定之。</p>"))
        words = reader.get("/map/").content.decode()
        assert codes(words) == ["HR-001", "HR-002"]
        assert "1 stands under it" in words
        assert words.index("<details open>") < words.index('<a href="/policies/HR-002/"')
        assert 'href="?level=regulation"' in words

    def test_the_levels_keep_what_the_map_is_narrowed_to(self, cast: Cast, reader: Client) -> None:
        published_policy(cast, "HR-001")
        words = reader.get("/map/?category=working-time&level=measures").content.decode()
        assert 'href="?category=working-time&amp;level=measures"' in words
        assert codes(words) == ["HR-001"]

    @pytest.mark.parametrize("query", ["", "?level=guide", "?level=x&category='--&role=%00"])
    def test_nothing_and_bad_input(self, cast: Cast, reader: Client, query: str) -> None:
        page = reader.get(f"/map/{query}")
        assert page.status_code == 200
        assert "empty-title" in page.content.decode()

    def test_not_what_is_shut(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, **SHUT)
        for person in (cast.employee, cast.neighbour, cast.outsider):
            assert codes(as_(person).get("/map/").content.decode()) == []
        assert codes(as_(cast.hr).get("/map/").content.decode()) == ["HR-003"]


class TestNews:
    def test_one_line_on_what_changed(self, cast: Cast, reader: Client) -> None:
        first = published_policy(cast, at=ago(80))
        second = next_revision(cast, first, amended(), at=ago(5), change_note="請假改三日前。")
        summarising.summarise(second)
        words = reader.get("/changes/").content.decode()
        assert "1 clause reworded, 1 clause added." in words
        assert "請假改三日前。" in words
        assert "Issued for the first time." in words

    def test_by_period(self, cast: Cast, reader: Client) -> None:
        for days in (2, 20, 80, 300, 700):
            published_policy(cast, f"HR-{days:03}", at=ago(days))
        for query, found in (
            ("", ["HR-002", "HR-020", "HR-080"]),
            ("?period=week", ["HR-002"]),
            ("?period=month", ["HR-002", "HR-020"]),
            ("?period=year", ["HR-002", "HR-020", "HR-080", "HR-300"]),
            ("?period=all", ["HR-002", "HR-020", "HR-080", "HR-300", "HR-700"]),
            (f"?since={ahead(-90)}&until={ahead(-10)}", ["HR-020", "HR-080"]),
            (f"?until={ahead(-100)}", ["HR-300", "HR-700"]),
            ("?period=all&department=OPS", []),
            ("?period=all&category=conduct", []),
        ):
            assert codes(reader.get(f"/changes/{query}").content.decode()) == found, query

    def test_what_is_coming_stands_above(self, cast: Cast, reader: Client) -> None:
        published_policy(cast, "HR-001")
        published_policy(cast, "HR-002", effective_from=ahead(9))
        repealed(cast, published_policy(cast, "HR-004", at=ago(9)).policy, on=ahead(30))
        words = reader.get("/changes/").content.decode()
        assert codes(words) == ["HR-002", "HR-004", "HR-001", "HR-004"]
        for address in re.findall(r'<a href="(/policies/[^"?]+)"', words):
            assert reader.get(address).status_code == 200

    @pytest.mark.parametrize(
        "query",
        ["period=x", "since=31-12-2026", "until=%00", "since=2026-05-01&until=2026-01-01",
         "page=x", "category=none&department='--"],
    )  # fmt: skip
    def test_bad_input_is_no_error(self, cast: Cast, reader: Client, query: str) -> None:
        assert reader.get(f"/changes/?{query}").status_code == 200

    def test_page_by_page(
        self, cast: Cast, reader: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("policies.views.browsing.PER_PAGE", 2)
        for number in range(1, 4):
            published_policy(cast, f"HR-00{number}", at=ago(number))
        published_policy(cast, "HR-009", effective_from=ahead(9))
        words = reader.get("/changes/?period=all&page=2").content.decode()
        assert codes(words) == ["HR-003"]
        assert "?period=all&amp;page=1" in words

    def test_not_what_is_shut(self, cast: Cast, as_: SignIn) -> None:
        next_revision(cast, published_policy(cast, at=ago(9), **SHUT), effective_from=ahead(9))
        for person in (cast.employee, cast.neighbour, cast.outsider):
            words = as_(person).get("/changes/?period=all").content.decode()
            assert codes(words) == []
            assert "empty-title" in words
        words = as_(cast.hr).get("/changes/").content.decode()
        assert codes(words) == ["HR-003", "HR-003"]


def test_no_more_queries_for_more_policies(
    cast: Cast, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 6):
        summarising.summarise(published_policy(cast, f"HR-00{number}", at=ago(9)))
    for address, queries in (("/map/", 8), ("/changes/", 7)):
        with django_assert_num_queries(queries):
            reader.get(address)


@pytest.mark.parametrize("address", ["/map/", "/changes/", "/following/", "/feeds/"])
def test_strangers_sign_in_first(as_: SignIn, address: str) -> None:
    assert as_(None).get(address).status_code == 302
