"""What somebody was asked to read stays open to them, whatever becomes of the audience."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies import access, drafting
from policies.access import Action
from policies.models import AudienceRule, Revision
from policies.models.audience import Effect, RuleKind
from regs_portal.people.models import Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, leave_outline, next_revision, published_policy
from tests.fixtures import SignIn

DAY = dt.timedelta(days=1)
WAYS = ("/policies/HR-003/v1.0/", "/policies/HR-003/v1.0/print/", "/policies/HR-003/v1.0/pdf/")
SIGN_IN_QUERIES = 2


@pytest.fixture
def restricted(cast: Cast) -> Revision:
    """In force since yesterday, for everybody, who all owe it."""
    made = published_policy(cast, classification="restricted", at=timezone.now() - DAY)
    assign_audience(made, at=timezone.now() - DAY)
    return made


def exclude(cast: Cast, revision: Revision, *people: Employee) -> None:
    rules = [AudienceRule(kind=RuleKind.EVERYONE)]
    rules += [
        AudienceRule(kind=RuleKind.PERSON, effect=Effect.EXCLUDE, employee=each) for each in people
    ]
    drafting.set_audience(revision.policy, rules, cast.editor)


def statuses(client: Client) -> list[int]:
    return [client.get(way).status_code for way in WAYS]


def test_what_was_acknowledged_can_be_opened_again(
    cast: Cast, as_: SignIn, restricted: Revision
) -> None:
    accept(restricted, cast.employee)
    exclude(cast, restricted, cast.employee)

    assert statuses(as_(cast.employee)) == [200, 200, 202]
    assert as_(cast.employee).get("/policies/HR-003/").status_code == 200


def test_what_is_owed_can_be_read_and_acknowledged_after_a_move(
    cast: Cast, as_: SignIn, restricted: Revision
) -> None:
    exclude(cast, restricted, cast.employee)

    assert statuses(as_(cast.employee)) == [200, 200, 202]
    assert accept(restricted, cast.employee).digest == restricted.digest


def test_whoever_was_never_asked_learns_nothing(
    cast: Cast, as_: SignIn, restricted: Revision
) -> None:
    exclude(cast, restricted, cast.outsider)
    next_revision(cast, restricted, leave_outline(title="新辦法"))

    client = as_(cast.outsider)

    assert client.get("/policies/HR-003/").status_code == 404
    assert client.get("/policies/HR-003/v1.1/").status_code == 404


def test_only_the_revision_one_was_asked_for_opens(
    cast: Cast, as_: SignIn, restricted: Revision
) -> None:
    accept(restricted, cast.employee)
    exclude(cast, restricted, cast.employee)
    next_revision(cast, restricted, leave_outline(title="機密新辦法"))
    client = as_(cast.employee)

    page = client.get("/policies/HR-003/v1.0/")

    assert page.status_code == 200
    assert "/policies/HR-003/v1.1/" not in page.content.decode()
    assert client.get("/policies/HR-003/v1.1/").status_code == 404
    assert client.get("/policies/HR-003/").status_code == 404


def test_one_and_all_agree_about_it(cast: Cast, restricted: Revision) -> None:
    accept(restricted, cast.employee)
    exclude(cast, restricted, cast.employee, cast.outsider, cast.mainlander)
    newer = next_revision(cast, restricted)
    for person in (cast.employee, cast.outsider, cast.mainlander, cast.neighbour):
        visible = set(access.visible_to(person).values_list("pk", flat=True))
        for revision in (restricted, newer):
            may = access.can(person, Action.READ, revision)
            assert may == (revision.pk in visible), (person, revision)
        assert restricted.pk in visible
        assert (newer.pk in visible) == (person == cast.neighbour)


def test_the_page_stays_within_its_queries(
    cast: Cast, as_: SignIn, restricted: Revision, django_assert_max_num_queries
) -> None:
    exclude(cast, restricted, cast.employee)
    client = as_(cast.employee)

    with django_assert_max_num_queries(SIGN_IN_QUERIES + 3):
        assert client.get(WAYS[0]).status_code == 200
