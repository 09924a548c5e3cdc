"""Letters about a consultation: who is written to of more time, and of its end."""

import pytest
from django.core import mail

from policies import workflow
from policies.consulting import jobs, opening
from policies.models import Consultation, ExtensionNotice
from regs_portal.jobs.worker import run_pending
from tests.cast import Cast, draft_of
from tests.policies.attacking import refused as sql_refused
from tests.policies.consulting.rounds import DAY, closed, now, opened, today

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


def asked(cast: Cast) -> Consultation:
    """One whose opening letters are sent."""
    consultation = opened(cast)
    run_pending()
    mail.outbox.clear()
    return consultation


def addresses(cast: Cast) -> list[str]:
    return sorted(person.email for person in cast.everybody if person.email)


def test_more_time_is_told_to_everybody_asked_once(cast: Cast) -> None:
    consultation, day = asked(cast), today() + 20 * DAY
    extension = opening.extend(consultation, day, "有人請假。", cast.editor)
    run_pending()
    assert told() == addresses(cast)
    assert "有人請假。" in mail.outbox[0].body
    assert day.isoformat() in mail.outbox[0].body
    jobs.send_what_is_left.func()
    run_pending()
    assert told() == addresses(cast)
    assert extension.notices.count() == len(cast.everybody)


def test_only_the_newest_day_is_told(cast: Cast) -> None:
    consultation = asked(cast)
    opening.extend(consultation, today() + 20 * DAY, "再等", cast.editor)
    opening.extend(consultation, today() + 30 * DAY, "還要再等", cast.editor)
    run_pending()
    assert told() == addresses(cast)
    assert all("還要再等" in letter.body for letter in mail.outbox)


def test_what_a_dead_worker_left_is_sent(cast: Cast) -> None:
    consultation = asked(cast)
    extension = opening.extend(consultation, today() + 20 * DAY, "再等", cast.editor)
    run_pending()
    other = opening.extend(consultation, today() + 25 * DAY, "再等", cast.editor)
    first = consultation.invitations.order_by("pk")[0]
    ExtensionNotice.objects.create(extension=other, invitation=first, at=now(), mailed=True)
    mail.outbox.clear()
    jobs.send_what_is_left.func()
    run_pending()
    assert other.notices.count() == extension.notices.count() == len(cast.everybody)
    assert len(told()) == len(addresses(cast)) - 1


def test_a_notice_is_to_somebody_asked(cast: Cast) -> None:
    extension = opening.extend(closed(cast), today() + DAY, "再等", cast.editor)
    other = opened(cast, draft_of(cast, "HR-009")).invitations.all()[0]
    with sql_refused("extension_notice_to_somebody_asked"):
        ExtensionNotice.objects.create(extension=extension, invitation=other, at=now(), mailed=True)


def test_a_text_given_up_is_told_with_the_reason(cast: Cast) -> None:
    consultation = asked(cast)
    workflow.withdraw(consultation.revision, cast.editor, "改由另一規章規定。")
    run_pending()
    assert told() == addresses(cast)
    assert "改由另一規章規定。" in mail.outbox[0].body
