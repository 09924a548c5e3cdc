"""The notice of a revision: what it says, and who may print it."""

import pytest
from django.test import Client

from policies import summarising
from policies.exports import qr
from policies.models import AudienceRule
from policies.models.audience import RuleKind
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.telling import SHUT, TODAY, ago, ahead, amended, repealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(cast: Cast, as_: SignIn) -> Client:
    client = as_(cast.employee)
    client.cookies["django_language"] = "en"
    return client


def notice(client: Client, page: str) -> str:
    answer = client.get(f"/policies/{page}/notice/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_changes_for_whom_from_when(cast: Cast, reader: Client) -> None:
    first = published_policy(cast, at=ago(40))
    second = next_revision(
        cast, first, amended(), effective_from=ahead(9), change_note="請假改三日前。"
    )
    summarising.summarise(second)
    words = notice(reader, "HR-003/1.1")
    for said in (second.title, "HR-003 1.1", ahead(9).isoformat(), "1 clause reworded",
                 "請假改三日前。", "Everyone", second.issuing_unit):  # fmt: skip
        assert said in words
    assert "is amended" in words
    assert "is issued" in notice(reader, "HR-003/1.0")


def test_the_code_leads_to_the_lasting_address(cast: Cast, reader: Client) -> None:
    published_policy(cast)
    words = notice(reader, "HR-003/1.0")
    address = "http://testserver/policies/HR-003/"
    assert address in words
    assert qr.drawn(address) in words


def test_a_repeal_has_one(cast: Cast, reader: Client) -> None:
    repealed(cast, published_policy(cast, at=ago(40)).policy)
    words = notice(reader, "HR-003/1.1")
    assert "is repealed" in words
    assert TODAY().isoformat() in words


def test_it_names_no_person(cast: Cast, reader: Client) -> None:
    made = published_policy(cast, binds_everyone=False)
    AudienceRule.objects.create(policy=made.policy, kind=RuleKind.PERSON, employee=cast.mainlander)
    assert cast.mainlander.name not in notice(reader, "HR-003/1.0")


def test_only_of_what_is_published_and_open(cast: Cast, as_: SignIn) -> None:
    published_policy(cast, **SHUT)
    draft_of(cast, "HR-004")
    for person in (cast.employee, cast.neighbour, cast.outsider):
        assert as_(person).get("/policies/HR-003/v1.0/notice/").status_code == 404
    assert as_(cast.hr).get("/policies/HR-003/v1.0/notice/").status_code == 200
    for page in ("HR-003/9.9", "HR-004/1.0", "XX-001/1.0"):
        assert as_(cast.hr).get(f"/policies/{page}/notice/").status_code == 404
    assert as_(None).get("/policies/HR-003/v1.0/notice/").status_code == 302
