"""The desk of an editor, a reviewer, an auditor; and who has none."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import desk, drafting, road, workflow
from policies.models import Policy, Revision, Step, Verdict
from regs_portal.people.groups import REVIEWING, PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of, next_revision, published_policy, reviewers
from tests.factories import EmployeeFactory
from tests.fixtures import SignIn
from tests.policies.standing import TODAY, Place, standing_at

OPEN_PLACES = set(Place) - {Place.PUBLISHED, Place.WITHDRAWN}


def desk_of(as_: SignIn, person: Employee, query: str = "") -> Any:
    return as_(person).get(reverse("drafting:workspace") + query)


def on_the_desk(page: Any) -> set[int]:
    return {entry.revision.pk for entry in page.context["entries"]}


def keys(revisions: Any) -> list[int]:
    return [revision.pk for revision in revisions]


def test_who_has_a_desk(cast: Cast, as_: SignIn) -> None:
    with_desk = {
        "editor", "neighbour", "legal_reviewer", "fairness_reviewer", "approver", "hr", "auditor",
    }  # fmt: skip
    for name, person in vars(cast).items():
        if isinstance(person, Employee):
            assert desk_of(as_, person).status_code == (200 if name in with_desk else 403), name


def test_editors_see_the_open_texts_of_their_department(cast: Cast, as_: SignIn) -> None:
    texts = [standing_at(cast, place, f"HR-{n:03}") for n, place in enumerate(Place)]
    open_texts = {text.pk for text, place in zip(texts, Place, strict=True) if place in OPEN_PLACES}
    assert on_the_desk(desk_of(as_, cast.editor)) == open_texts
    assert on_the_desk(desk_of(as_, cast.neighbour)) == set()
    assert on_the_desk(desk_of(as_, cast.auditor)) == open_texts
    assert on_the_desk(desk_of(as_, cast.hr)) == open_texts


def test_every_entry_says_what_comes_next_and_where(cast: Cast, as_: SignIn) -> None:
    texts = {place: standing_at(cast, place, f"HR-{n:03}") for n, place in enumerate(OPEN_PLACES)}
    entries = {e.revision.pk: e for e in desk_of(as_, cast.editor).context["entries"]}
    sentences = {entries[text.pk].next for text in texts.values()}
    assert len(sentences) == len(texts)
    draft = texts[Place.DRAFT]
    assert entries[draft.pk].address == reverse("drafting:draft", args=[draft.pk])
    submitted = texts[Place.SUBMITTED]
    assert entries[submitted.pk].address == reverse("deciding:road", args=[submitted.pk])
    # Onlookers are never led to a page that would turn them away.
    for entry in desk_of(as_, cast.auditor).context["entries"]:
        assert as_(cast.auditor).get(entry.address).status_code == 200


def test_a_returned_text_says_so(cast: Cast, as_: SignIn) -> None:
    fresh, returned = draft_of(cast), standing_at(cast, Place.SUBMITTED, "HR-004")
    signing.decide(returned, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "改")
    entries = {e.revision.pk: e.next for e in desk_of(as_, cast.editor).context["entries"]}
    assert entries[fresh.pk] != entries[returned.pk]


def test_reviewers_see_what_waits_for_them(cast: Cast, as_: SignIn) -> None:
    submitted = standing_at(cast, Place.SUBMITTED)
    last_open = standing_at(cast, Place.LAST_OPEN, "HR-004")
    approved = standing_at(cast, Place.APPROVED, "HR-005")
    legal = desk_of(as_, cast.legal_reviewer).context
    final = desk_of(as_, cast.approver).context
    assert keys(legal["waiting"]) == [submitted.pk]
    assert keys(final["waiting"]) == [last_open.pk]
    assert keys(final["to_publish"]) == [approved.pk]
    assert keys(legal["to_publish"]) == []
    assert desk_of(as_, cast.editor).context["waiting"] is None


people = st.lists(
    st.sets(
        st.sampled_from([*map(PortalGroup, REVIEWING), PortalGroup.EDITOR]),
        min_size=1,
    ),
    min_size=1,
    max_size=3,
)
deeds = st.lists(st.tuples(st.sampled_from(["write", "decide"]), st.integers(0, 2)), max_size=4)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(groups=people, done=deeds)
def test_what_waits_is_what_one_may_decide(
    cast: Cast, groups: list[set[PortalGroup]], done: list[tuple[str, int]]
) -> None:
    """The list of the desk, the offer of the page: the same rule, asked in two ways."""
    from django.db import transaction

    with transaction.atomic():
        colleagues: list[Employee] = [
            EmployeeFactory(department=cast.human_resources, site=cast.taiwan, groups=names)
            for names in groups
        ]
        revision = draft_of(cast)
        for deed, who in done:
            by = colleagues[who % len(colleagues)]
            if deed == "write" and by.is_editor:
                drafting.add_clause(revision, by, body="<p>字</p>")
        workflow.submit(revision, cast.editor)
        for deed, who in done:
            by = colleagues[who % len(colleagues)]
            revision.refresh_from_db()
            seats = road.offers(by, revision).decide
            if deed == "decide" and seats:
                signing.decide(revision, seats[0].review.step, Verdict.APPROVED, by)
        revision.refresh_from_db()
        for person in [*colleagues, *reviewers(cast).values(), cast.editor]:
            offered = bool(road.offers(person, revision).decide)
            assert desk.waiting_for(person).filter(pk=revision.pk).exists() == offered
        transaction.set_rollback(True)


def long_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "months", "where"),
    [(367, 12, "overdue"), (340, 12, "due"), (300, 12, ""), (366, 24, "")],
)
def test_texts_come_up_for_review(
    cast: Cast, as_: SignIn, days: int, months: int, where: str
) -> None:
    text = published_policy(cast, at=long_ago(days))
    Policy.objects.update(review_interval_months=months)
    page = desk_of(as_, cast.editor)
    for name in ("due", "overdue"):
        assert keys(page.context[name]) == ([text.pk] if name == where else [])
    assert keys(desk.due_for_review(cast.neighbour, TODAY())) == []


def test_months_are_months(cast: Cast) -> None:
    """A year from 29 February is the 28th; twelve times thirty days would be the 23rd."""
    text = published_policy(cast, at=dt.datetime(2024, 2, 29, 4, tzinfo=dt.UTC))
    due = desk.due_for_review(cast.editor, dt.date(2025, 2, 1)).get(pk=text.pk)
    assert due.review_due_on == dt.date(2025, 2, 28)  # type: ignore[attr-defined]


def test_what_is_being_revised_is_not_asked_for(cast: Cast) -> None:
    text = published_policy(cast, at=long_ago(400))
    draft = drafting.start_revision(text.policy, cast.editor)
    assert keys(desk.due_for_review(cast.editor, TODAY())) == []
    workflow.withdraw(draft, cast.editor)
    assert keys(desk.due_for_review(cast.editor, TODAY())) == [text.pk]
    next_revision(cast, text, effective_from=TODAY() + dt.timedelta(days=3))
    assert keys(desk.due_for_review(cast.editor, TODAY())) == []


def test_scheduled_texts_are_listed_by_their_day(cast: Cast, as_: SignIn) -> None:
    later = published_policy(cast, "HR-004", effective_from=TODAY() + dt.timedelta(days=20))
    sooner = published_policy(cast, "HR-005", effective_from=TODAY() + dt.timedelta(days=2))
    published_policy(cast, "HR-006")
    assert keys(desk_of(as_, cast.editor).context["scheduled"]) == [sooner.pk, later.pk]


def test_a_desk_has_pages(cast: Cast, as_: SignIn) -> None:
    for n in range(21):
        draft_of(cast, f"HR-{n:03}")
    assert len(desk_of(as_, cast.editor).context["entries"]) == 20
    assert len(desk_of(as_, cast.editor, "?page=2").context["entries"]) == 1
    for page in ("99", "x", "-1"):
        assert desk_of(as_, cast.editor, f"?page={page}").status_code == 200


def test_an_editor_of_the_office_may_look_at_all(cast: Cast, as_: SignIn) -> None:
    both = EmployeeFactory(
        department=cast.operations, site=cast.taiwan, groups=[PortalGroup.EDITOR, PortalGroup.HR]
    )
    draft = draft_of(cast)
    assert on_the_desk(desk_of(as_, both)) == set()
    assert on_the_desk(desk_of(as_, both, "?show=all")) == {draft.pk}
    assert on_the_desk(desk_of(as_, cast.neighbour, "?show=all")) == set()


def test_an_empty_desk_says_what_to_do(cast: Cast, as_: SignIn) -> None:
    for person in (cast.editor, cast.legal_reviewer, cast.auditor):
        assert 'class="empty"' in desk_of(as_, person).content.decode()
    assert not Revision.objects.exists()


def test_the_number_of_queries_does_not_grow(
    cast: Cast, as_: SignIn, django_assert_max_num_queries: Any
) -> None:
    for n, place in enumerate([*OPEN_PLACES, *OPEN_PLACES]):
        standing_at(cast, place, f"HR-{n:03}")
    everything = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan,
        groups=[PortalGroup.EDITOR, PortalGroup.APPROVER, PortalGroup.AUDITOR],
    )  # fmt: skip
    browser = as_(everything)
    with django_assert_max_num_queries(18):
        browser.get(reverse("drafting:workspace"))
