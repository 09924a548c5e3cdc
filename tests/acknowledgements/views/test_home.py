"""The front page: what I owe, what has changed, where to look."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acknowledgements.models import Assignment, AssignmentGround, Occasion
from policies import summarising
from policies.models import Category, Revision
from regs_portal.people.models import Employee
from tests.cast import Cast, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.telling import SHUT, ago, ahead, amended, repealed

# Session and person; owed, asked, acknowledged; new, coming; how many of what, categories,
# departments.
QUERIES = 10
TODAY = timezone.localdate


def owe(revision: Revision, employee: Employee, days: int) -> None:
    Assignment.objects.create(
        revision=revision,
        employee=employee,
        department=employee.department,
        due_on=TODAY() + dt.timedelta(days=days),
        ground=AssignmentGround.objects.create(
            revision=revision, occasion=Occasion.PUBLICATION, at=timezone.now()
        ),
    )


def home(as_: SignIn, employee: Employee) -> str:
    page = as_(employee).get("/")
    assert page.status_code == 200
    return page.content.decode()


def part(words: str, name: str) -> str:
    """The section of that heading."""
    return words[words.index(f'id="{name}"') :].split("</section>", maxsplit=1)[0]


@pytest.mark.parametrize(("days", "tone"), [(-2, "chip late"), (0, "chip wait"), (5, "chip wait")])
def test_what_i_owe(cast: Cast, as_: SignIn, days: int, tone: str) -> None:
    revision = published_policy(cast)
    owe(revision, cast.employee, days)
    owed = part(home(as_, cast.employee), "owed")
    assert "/policies/HR-003/v1.0/" in owed
    assert tone in owed


def test_the_most_urgent_comes_first(cast: Cast, as_: SignIn) -> None:
    for code, days in (("HR-001", 9), ("HR-002", -1), ("HR-003", 3)):
        owe(published_policy(cast, code), cast.employee, days)
    owed = part(home(as_, cast.employee), "owed")
    assert re.findall(r"/policies/(HR-\d+)/", owed) == ["HR-002", "HR-003", "HR-001"]


def test_not_what_others_owe_nor_what_is_superseded(cast: Cast, as_: SignIn) -> None:
    old = published_policy(cast, at=timezone.now() - dt.timedelta(days=90))
    owe(old, cast.employee, 3)
    owe(published_policy(cast, "HR-004"), cast.outsider, 3)
    next_revision(cast, old)
    owed = part(home(as_, cast.employee), "owed")
    assert "/policies/" not in owed


def test_no_more_than_a_screenful_and_the_way_to_the_rest(
    cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("acknowledgements.views.home.OWED", 2)
    for number in range(1, 4):
        owe(published_policy(cast, f"HR-00{number}"), cast.employee, number)
    owed = part(home(as_, cast.employee), "owed")
    assert owed.count("<li>") == 2
    assert "/acknowledgements/" in owed


def test_what_has_changed_says_what(cast: Cast, as_: SignIn) -> None:
    old = published_policy(cast, at=timezone.now() - dt.timedelta(days=90))
    next_revision(cast, old, change_note="第三條修正請假程序。")
    soon = TODAY() + dt.timedelta(days=9)
    next_revision(cast, old, effective_from=soon, change_note="第四條將刪除。")
    words = home(as_, cast.employee)
    assert "第三條修正請假程序。" in part(words, "changed")
    assert "第四條將刪除。" not in part(words, "changed")
    assert "第四條將刪除。" in part(words, "coming")
    assert soon.isoformat() in part(words, "coming")


def test_where_to_browse(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    words = home(as_, cast.employee)
    assert part(words, "subjects").count("?category=") == 7
    assert "?department=HR" in part(words, "issuers")


def test_restricted_policies_are_nobodys_news(cast: Cast, as_: SignIn) -> None:
    published_policy(cast, classification="restricted", binds_everyone=False)
    soon = TODAY() + dt.timedelta(days=9)
    published_policy(
        cast, "HR-004", classification="restricted", binds_everyone=False, effective_from=soon
    )
    for person in (cast.employee, cast.neighbour, cast.outsider):
        words = home(as_, person)
        assert "/policies/HR-" not in words
        assert "issuers" not in words
    assert "/policies/HR-003/" in home(as_, cast.hr)


def test_an_empty_portal_says_so(cast: Cast, as_: SignIn) -> None:
    words = home(as_, cast.employee)
    assert "empty-title" in words
    for example in re.findall(r'<a href="(/search/\?q=[^"]+)"', words):
        assert as_(cast.employee).get(example).status_code == 200


def test_what_changed_in_figures(cast: Cast, as_: SignIn) -> None:
    old = published_policy(cast, at=ago(90))
    summarising.summarise(next_revision(cast, old, amended(), at=ago(5)))
    client = as_(cast.employee)
    client.cookies["django_language"] = "en"
    changed = part(client.get("/").content.decode(), "changed")
    assert "1 clause reworded, 1 clause added." in changed


def test_what_ended_is_news_with_its_own_address(cast: Cast, as_: SignIn) -> None:
    repealed(cast, published_policy(cast, at=ago(90)).policy)
    changed = part(home(as_, cast.employee), "changed")
    assert "/policies/HR-003/v1.1/" in changed


def test_the_same_few_queries_however_much_there_is(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    conduct = Category.objects.get(slug="conduct")
    client = as_(cast.employee)
    for number in range(1, 9):
        facts = SHUT if number % 2 else {"category": conduct, "by": cast.neighbour}
        first = published_policy(cast, f"HR-00{number}", at=ago(90), **facts)
        summarising.summarise(next_revision(cast, first, amended(), at=ago(number)))
        next_revision(cast, first, effective_from=ahead(number))
        if number in (2, 8):
            with django_assert_num_queries(QUERIES):
                client.get("/")


def test_strangers_sign_in_first(as_: SignIn) -> None:
    page = as_(None).get("/")
    assert page.status_code == 302
