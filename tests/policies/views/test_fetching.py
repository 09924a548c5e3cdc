"""Feed and calendar: signed in, and by the private address; only what is open at that moment."""

import re
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policies import feed_addresses, scheduling
from policies.models import AudienceRule, FeedAddress, Revision
from policies.models.audience import RuleKind
from regs_portal.people.models import Employee
from tests.cast import Cast, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.telling import DAY, SHUT, TODAY, ago, ahead, amended, repealed

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = ("feed", "calendar")


def private(employee: Employee, kind: str) -> str:
    kept = FeedAddress.objects.filter(employee=employee).first() or feed_addresses.renew(employee)
    return reverse(f"browsing:private_{kind}", args=[feed_addresses.key_of(kept)])


def fetched(employee: Employee, kind: str) -> str:
    """As a program without a session does."""
    answer = Client().get(private(employee, kind))
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


@pytest.fixture
def story(cast: Cast) -> Revision:
    first = published_policy(cast, at=ago(40))
    second = next_revision(cast, first, amended(), effective_from=ahead(9), change_note="改三日。")
    repealed(cast, published_policy(cast, "HR-009", at=ago(40)).policy)
    return second


def entries(words: str) -> list[Xml.Element]:
    return Xml.fromstring(words).findall(f"{ATOM}entry")  # noqa: S314  (our own)


def test_the_feed_tells_the_newest_first(cast: Cast, story: Revision) -> None:
    scheduling.postpone(story, ahead(20), "函釋未到", cast.editor)
    found = entries(fetched(cast.employee, "feed"))
    links = [each.find(f"{ATOM}link").get("href") for each in found]  # type: ignore[union-attr]
    assert links == [
        f"http://testserver/policies/{page}/"
        for page in ("HR-003/v1.1", "HR-009/v1.1", "HR-009/v1.0", "HR-003/v1.1", "HR-003/v1.0")
    ]
    assert "函釋未到" in (found[0].findtext(f"{ATOM}summary") or "")
    assert "改三日。" in (found[3].findtext(f"{ATOM}summary") or "")
    assert len({each.findtext(f"{ATOM}id") for each in found}) == 5


def test_what_was_called_off_leads_to_a_page_that_is_there(
    cast: Cast, as_: SignIn, story: Revision
) -> None:
    scheduling.cancel(story, "改採其他作法", cast.editor)
    for each in entries(fetched(cast.employee, "feed")):
        link = each.find(f"{ATOM}link")
        assert link is not None
        page = as_(cast.employee).get(str(link.get("href")).removeprefix("http://testserver"))
        assert page.status_code == 200
        assert "HR-003/v1.1" not in str(link.get("href"))


def test_an_identity_stays_through_time_and_hosts(cast: Cast, story: Revision) -> None:
    def identities(host: str) -> list[str | None]:
        words = Client(HTTP_HOST=host).get(private(cast.employee, "feed")).content.decode()
        return [each.findtext(f"{ATOM}id") for each in entries(words)]

    assert identities("testserver") == identities("localhost")


def test_the_calendar_has_the_days(cast: Cast, story: Revision) -> None:
    words = fetched(cast.employee, "calendar")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", words)
    assert f"{ahead(9):%Y%m%d}" in days
    assert len(days) == 4
    assert "URL:http://testserver/policies/HR-003/v1.1/" in words


def test_a_day_that_moves_is_the_same_event(cast: Cast, story: Revision) -> None:
    def event() -> tuple[str, str, str]:
        for part in fetched(cast.employee, "calendar").split("BEGIN:VEVENT")[1:]:
            if "HR-003/v1.1/" in part or "CANCELLED" in part:
                values = dict(re.findall(r"^([A-Z-]+)[^:\r\n]*:(.*?)\r$", part, re.MULTILINE))
                return values["UID"], values["SEQUENCE"], values["DTSTART"]
        raise AssertionError

    uid, sequence, _day = event()
    assert sequence == "0"
    scheduling.postpone(story, ahead(20), "函釋未到", cast.editor)
    assert event() == (uid, "1", f"{ahead(20):%Y%m%d}")
    scheduling.cancel(story, "改採其他作法", cast.editor)
    assert event() == (uid, "2", f"{ahead(20):%Y%m%d}")


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_open_at_that_moment(cast: Cast, kind: str) -> None:
    made = published_policy(cast, at=ago(9), **SHUT)
    for person in (cast.employee, cast.neighbour, cast.outsider):
        assert "HR-003" not in fetched(person, kind)
    assert "HR-003" in fetched(cast.hr, kind)
    rule = AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    assert "HR-003" in fetched(cast.employee, kind)
    assert "HR-003" not in fetched(cast.outsider, kind)
    rule.delete()
    assert "HR-003" not in fetched(cast.employee, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_private_address_dies_with_the_last_day(cast: Cast, story: Revision, kind: str) -> None:
    address = private(cast.employee, kind)
    cast.employee.left_on = TODAY() - DAY
    cast.employee.save()
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "HR-003" not in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_key_is_no_page(cast: Cast, as_: SignIn, kind: str) -> None:
    for key in ("x", f"{cast.employee.pk}-{'0' * 64}"):
        for client in (Client(), as_(cast.employee)):
            address = reverse(f"browsing:private_{kind}", args=[key])
            assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_signed_in_it_is_the_same_and_a_stranger_signs_in_first(
    cast: Cast, as_: SignIn, story: Revision, kind: str
) -> None:
    address = reverse(f"browsing:{kind}")
    assert as_(None).get(address).status_code == 302
    words = as_(cast.employee).get(address).content.decode()
    assert words.replace("\r\n ", "").count("HR-003") == fetched(cast.employee, kind).count(
        "HR-003"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_asked_again_it_answers_in_a_word(cast: Cast, story: Revision, kind: str) -> None:
    client, address = Client(), private(cast.employee, kind)
    answer = client.get(address)
    etag = answer.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in answer.headers["Cache-Control"]
    assert not answer.cookies
    next_revision(cast, published_policy(cast, "HR-004", at=ago(9)))
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_in_the_language_of_its_owner(cast: Cast, story: Revision) -> None:
    assert Client().get(private(cast.employee, "feed")).headers["Content-Language"] == "zh-hant"
    assert Client().get(private(cast.mainlander, "feed")).headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(("kind", "queries"), [("feed", 2), ("calendar", 3)])
def test_few_queries_however_much_there_is(
    cast: Cast, kind: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 5):
        published_policy(cast, f"HR-00{number}", at=ago(9))
    address = private(cast.employee, kind)
    with django_assert_num_queries(queries):
        Client().get(address)


def test_nothing_but_getting(cast: Cast) -> None:
    for kind in KINDS:
        assert Client().post(private(cast.employee, kind)).status_code == 405
