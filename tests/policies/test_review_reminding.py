"""Letters to the owner of what is due for review: which, to whom, and each once."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from policies import drafting, jobs, review_reminding
from policies.models import Policy, ReviewReminder, Revision
from regs_portal.jobs import unfinished
from regs_portal.people.models import Employee
from tests.cast import Cast, published_policy

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
DUE = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("left", "mark"),
    [(31, None), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-1, 0), (-29, 0), (-30, -30),
     (-65, -60)],
)  # fmt: skip
def test_which_letter_is_the_one(left: int, mark: int | None) -> None:
    assert review_reminding.mark_on(DUE, DUE - left * DAY) == mark


def overdue(cast: Cast) -> Revision:
    return published_policy(cast, at=timezone.now() - 500 * DAY)


def test_the_owner_is_told_once(cast: Cast) -> None:
    revision = overdue(cast)
    today = timezone.localdate()
    assert list(review_reminding.lacking(today)) == [(revision.policy_id, cast.editor.pk)]
    assert review_reminding.remind(revision.policy_id, cast.editor.pk)
    assert not review_reminding.remind(revision.policy_id, cast.editor.pk)
    assert list(review_reminding.lacking(today)) == []
    (letter,) = mail.outbox
    assert letter.to == [cast.editor.email]
    assert "HR-003" in letter.subject
    assert ReviewReminder.objects.count() == 1


def test_a_month_later_again(cast: Cast) -> None:
    revision = overdue(cast)
    review_reminding.remind(revision.policy_id, cast.editor.pk)
    assert list(review_reminding.lacking(timezone.localdate() + 30 * DAY))


def test_not_while_it_is_being_revised(cast: Cast) -> None:
    revision = overdue(cast)
    drafting.start_revision(revision.policy, cast.editor)
    assert list(review_reminding.lacking(timezone.localdate())) == []
    assert not review_reminding.remind(revision.policy_id, cast.editor.pk)


def test_where_the_owner_left_the_editors_are_told(cast: Cast) -> None:
    revision = overdue(cast)
    Policy.objects.filter(pk=revision.policy_id).update(owner=cast.outsider)
    today = timezone.localdate()
    Employee.objects.filter(pk=cast.outsider.pk).update(left_on=today - DAY)
    assert list(review_reminding.lacking(today)) == [(revision.policy_id, cast.editor.pk)]


def test_the_job_asks_for_each(cast: Cast) -> None:
    revision = overdue(cast)
    jobs.remind_of_reviews.func()
    assert unfinished(jobs.remind_of_review) == {(revision.policy_id, cast.editor.pk)}
    jobs.remind_of_review.func(revision.policy_id, cast.editor.pk)
    assert len(mail.outbox) == 1
