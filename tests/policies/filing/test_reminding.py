"""Letters before and after the last day of a filing: who, when, once."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from policies.filing import moving, reminding
from policies.jobs import remind_of_filings
from policies.models import Filing, FilingReminder, FilingStatus
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.policies.filing.filed import DAY, TOLD, filing_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("left", "mark"),
    [
        (31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, 1),
        (-1, -1), (-7, -1), (-8, -8), (-14, -8), (-15, -15),
    ],
)  # fmt: skip
def test_which_letter_is_due(left: int, mark: int | None) -> None:
    assert reminding.mark_on(LAST, LAST - left * DAY) == mark


def at(days: int) -> dt.datetime:
    return timezone.now() + days * DAY


def send_all(days: int) -> list[str]:
    """Everything that should have gone by that day; to whom."""
    mail.outbox.clear()
    for filing, _mark, employee in list(reminding.lacking(TODAY() + days * DAY)):
        reminding.remind(filing.pk, employee.pk, at(days))
    return sorted(address for letter in mail.outbox for address in letter.to)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return filing_of(cast)


def addresses(*people: Employee) -> list[str]:
    return sorted(person.email for person in people)


def test_the_owner_and_hr_are_written_to_once_for_each_mark(cast: Cast, filing: Filing) -> None:
    both = addresses(cast.editor, cast.hr)
    assert send_all(0) == both
    assert send_all(0) == []
    assert send_all(10) == []
    assert send_all(16) == both
    assert send_all(23) == both
    assert send_all(29) == both
    assert send_all(30) == []
    assert send_all(31) == both
    assert send_all(37) == []
    assert send_all(38) == both


def test_a_letter_missed_is_not_made_up_for(cast: Cast, filing: Filing) -> None:
    assert send_all(29) == addresses(cast.editor, cast.hr)
    marks = set(FilingReminder.objects.values_list("mark", flat=True))
    assert marks == {1}


@pytest.mark.parametrize("status", [FilingStatus.SENT, FilingStatus.APPROVED, FilingStatus.DROPPED])
def test_nobody_is_reminded_of_what_is_not_theirs_to_do(cast: Cast, status: FilingStatus) -> None:
    filing_of(cast, status)
    assert send_all(40) == []


def test_a_correction_is_reminded_of_by_its_own_day(cast: Cast, filing: Filing) -> None:
    send_all(0)
    moving.move(filing, "send", cast.hr, **TOLD["send"])
    moving.move(filing, "correct", cast.hr, **TOLD["correct"])
    assert send_all(0) == addresses(cast.editor, cast.hr)
    assert send_all(0) == []


def test_the_letter_says_what_and_when(cast: Cast, filing: Filing) -> None:
    send_all(0)
    letter = mail.outbox[0]
    assert filing.due_on.isoformat() in letter.subject
    assert "HR-001 工作規則 1.0" in letter.body
    assert "新北總公司" in letter.body
    send_all(31)
    assert "逾期" in mail.outbox[0].subject


def test_a_worker_that_dies_before_sending_leaves_no_row(
    cast: Cast, filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: Any, **_told: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "write_to", dies)
        with pytest.raises(SystemExit):
            reminding.remind(filing.pk, cast.hr.pk)
    assert not FilingReminder.objects.exists()
    assert reminding.remind(filing.pk, cast.hr.pk)
    assert not reminding.remind(filing.pk, cast.hr.pk)
    assert len(mail.outbox) == 1


def test_whoever_has_no_address_is_noted_once(cast: Cast, filing: Filing) -> None:
    Employee.objects.filter(pk=cast.hr.pk).update(email="")
    assert not reminding.remind(filing.pk, cast.hr.pk)
    assert FilingReminder.objects.get().was_mailed is False
    assert not reminding.remind(filing.pk, cast.hr.pk)


def test_who_has_left_is_not_written_to(cast: Cast, filing: Filing) -> None:
    Employee.objects.filter(pk=cast.editor.pk).update(left_on=TODAY() - DAY)
    assert send_all(0) == addresses(cast.hr)


def test_what_moved_meanwhile_is_not_written_about(cast: Cast, filing: Filing) -> None:
    moving.move(filing, "send", cast.hr, **TOLD["send"])
    assert not reminding.remind(filing.pk, cast.hr.pk)
    assert mail.outbox == []


def test_the_sweep_puts_one_job_for_each_letter(cast: Cast, filing: Filing) -> None:
    from django_tasks_db.models import DBTaskResult

    remind_of_filings.func()
    remind_of_filings.func()
    arguments = [row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("pk")]
    wanted = {(filing.pk, cast.editor.pk), (filing.pk, cast.hr.pk)}
    assert [entry for entry in map(tuple, arguments) if entry in wanted].__len__() == 2
