"""The reader's side: the bar below the text, acknowledging once, the receipt, looking back."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acknowledgements import terms
from acknowledgements.acknowledging import official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, DepartmentTally
from policies.models import Revision
from tests.cast import Cast, leave_outline, next_revision, published_policy
from tests.factories import PASSWORD
from tests.fixtures import SignIn

DAY = dt.timedelta(days=1)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def accept(client: Client, revision: Revision, **other: str) -> object:
    data = {
        "accept": "yes",
        "digest": revision.digest,
        "sentence": official_sentence(revision),
        "seconds_open": "75",
    } | other
    return client.post(address(revision, "acknowledging:acknowledge"), data, follow=True)


def address(revision: Revision, name: str = "reading:revision") -> str:
    return reverse(name, args=[revision.policy.code, revision.number])


def test_the_sentence_stands_below_the_text(cast: Cast, as_: SignIn, revision: Revision) -> None:
    page = as_(cast.employee).get(address(revision)).content.decode()

    assert official_sentence(revision) in page
    assert revision.digest in page


def test_the_bar_costs_one_query(
    cast: Cast, as_: SignIn, revision: Revision, django_assert_max_num_queries: object
) -> None:
    client = as_(cast.employee)
    client.get(address(revision))

    # Two are sign-in's: the session and the employee.
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get(address(revision))


def test_acknowledging_keeps_the_evidence_and_shows_the_receipt(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    page = accept(as_(cast.employee), revision)

    evidence = Acknowledgement.objects.get(revision=revision, employee=cast.employee)
    assert evidence.digest == revision.digest
    assert evidence.sentence == official_sentence(revision)
    assert evidence.seconds_open == 75
    assert evidence.clauses_shown == 4
    assert evidence.employee_number == "A001"
    assert revision.digest in page.content.decode()  # type: ignore[attr-defined]
    tally = DepartmentTally.objects.get(revision=revision, department=cast.customer_service)
    assert (tally.assigned, tally.settled) == (1, 1)


def test_a_second_time_is_told_and_changes_nothing(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    client = as_(cast.employee)
    accept(client, revision)
    first = Acknowledgement.objects.get()

    page = accept(client, revision, seconds_open="1")

    assert page.status_code == 200  # type: ignore[attr-defined]
    assert page.redirect_chain[-1][0].endswith("/receipt/")  # type: ignore[attr-defined]
    assert Acknowledgement.objects.get().at == first.at


@pytest.mark.parametrize(
    "wrong",
    [{"accept": ""}, {"digest": "0" * 64}, {"sentence": "I accept everything."}],
)
def test_what_is_not_exactly_accepted_is_not_acknowledged(
    cast: Cast, as_: SignIn, revision: Revision, wrong: dict[str, str]
) -> None:
    page = accept(as_(cast.employee), revision, **wrong)

    assert page.status_code == 200  # type: ignore[attr-defined]
    assert list(page.context["messages"])  # type: ignore[attr-defined]
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("measured", ["", "-3", "NaN", "一", "9" * 30])
def test_nonsense_from_the_browser_is_not_a_duration(
    cast: Cast, as_: SignIn, revision: Revision, measured: str
) -> None:
    accept(as_(cast.employee), revision, seconds_open=measured)

    seconds = Acknowledgement.objects.get().seconds_open
    assert seconds is None or seconds == 7 * 24 * 3600


def test_a_page_is_not_an_acknowledgement(cast: Cast, as_: SignIn, revision: Revision) -> None:
    client = as_(cast.employee)

    asked = client.get(address(revision, "acknowledging:acknowledge"))
    assert asked["Location"] == address(revision)  # nothing accepted before: the whole text
    assert not Acknowledgement.objects.exists()


def test_whoever_was_not_asked_cannot(cast: Cast, as_: SignIn) -> None:
    revision = published_policy(cast)  # nobody assigned yet

    page = accept(as_(cast.employee), revision)

    assert list(page.context["messages"])  # type: ignore[attr-defined]
    assert not Acknowledgement.objects.exists()


def test_a_superseded_text_is_no_longer_acknowledged(cast: Cast, as_: SignIn) -> None:
    yesterday = timezone.now() - dt.timedelta(days=1)
    old = published_policy(cast, at=yesterday)
    assign_audience(old, at=yesterday)
    next_revision(cast, old)

    page = accept(as_(cast.employee), old)

    assert list(page.context["messages"])  # type: ignore[attr-defined]
    assert not Acknowledgement.objects.exists()


def test_a_receipt_is_its_owners_and_the_offices(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    accept(as_(cast.employee), revision)
    receipt = reverse("acknowledging:receipt", args=[revision.pk])

    assert as_(cast.employee).get(receipt).status_code == 200
    assert as_(cast.outsider).get(receipt).status_code == 404
    assert as_(cast.outsider).get(receipt, {"employee": "A001"}).status_code == 403
    for office in (cast.hr, cast.auditor):
        assert as_(office).get(receipt, {"employee": "A001"}).status_code == 200
        assert as_(office).get(receipt, {"employee": "NOBODY"}).status_code == 404


def test_my_acknowledgements_tell_owed_done_and_outdated(cast: Cast, as_: SignIn) -> None:
    yesterday = timezone.now() - dt.timedelta(days=1)
    old = published_policy(cast, at=yesterday)
    assign_audience(old, at=yesterday)
    client = as_(cast.employee)
    accept(client, old)
    assign_audience(next_revision(cast, old))

    page = client.get(reverse("acknowledging:mine"))

    assert [revision.number for revision, _due, _late in page.context["owed"]] == ["1.1"]
    assert [(row.revision.number, outdated) for row, outdated in page.context["done"]] == [
        ("1.0", True)
    ]


# --- Whoever accepted an earlier text


def newer(cast: Cast, first: Revision) -> Revision:
    made = next_revision(
        cast, first, replace(leave_outline(), purpose="<p>新目的。</p>"), timezone.localdate() + DAY
    )
    assign_audience(made)
    return made


def test_what_changed_is_shown_to_whoever_accepted_the_text_before(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    client = as_(cast.employee)
    accept(client, revision)
    second = newer(cast, revision)
    place = address(second, "acknowledging:acknowledge")
    page = client.get(place)
    assert page.status_code == 200
    assert "新目的" in page.content.decode()
    assert 'name="since" value="1.0"' in page.content.decode()
    assert place in client.get("/").content.decode()

    accept(client, second, since="1.0", objection="目的過於空泛。")
    kept = Acknowledgement.objects.get(revision=second)
    assert kept.shown is not None
    assert kept.shown.before == revision
    assert kept.objection == "目的過於空泛。"
    assert kept.language == "zh-hant"
    receipt = client.get(reverse("acknowledging:receipt", args=[second.pk])).content.decode()
    assert "目的過於空泛。" in receipt


def test_changes_since_a_text_they_did_not_accept_prove_nothing(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    client = as_(cast.employee)
    accept(client, revision, since="0.9")
    assert not Acknowledgement.objects.exists()


def test_clauses_and_password_are_asked_for_on_the_page(
    cast: Cast, as_: SignIn, revision: Revision
) -> None:
    anchor = next(revision.outline().all_clauses()).anchor
    terms.set_terms(
        revision.policy, cast.hr, confirmed=[anchor], asks_password=True, asks_the_end=True
    )
    client = as_(cast.employee)
    page = client.get(address(revision)).content.decode()
    for part in (f'name="confirmed" value="{anchor}"', 'name="password"', "data-reading-end"):
        assert part in page
    accept(client, revision, confirmed=anchor, reached="yes", password="wrong")
    assert not Acknowledgement.objects.exists()
    accept(client, revision, confirmed=anchor, reached="yes", password=PASSWORD)
    kept = Acknowledgement.objects.get()
    assert (kept.confirmed, kept.proven) == ([anchor], "password")
