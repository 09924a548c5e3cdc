"""Filings as the office finds them."""

import pytest
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from policies.filing import listing, moving, posting
from policies.models import Filing, FilingStatus
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.policies.filing.filed import DAY, NUMBER, TOLD, filing_of, work_rule
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db
S = FilingStatus


def one_of_each(cast: Cast) -> dict[FilingStatus, Filing]:
    return {
        status: filing_of(cast, status, work_rule(cast, f"HR-10{number}"))
        for number, status in enumerate(S)
    }


def statuses(filings: object) -> list[str]:
    return [filing.status for filing in filings]  # type: ignore[attr-defined]


def test_what_waits_for_the_company_comes_first(cast: Cast) -> None:
    one_of_each(cast)
    assert statuses(listing.listed(cast.hr)) == [
        S.TO_CORRECT, S.TO_SEND, S.RETURNED, S.APPROVED, S.SENT, S.DROPPED,
    ]  # fmt: skip
    assert set(statuses(listing.listed(cast.hr, open_only=True))) == set(S) - {S.DROPPED}


def test_what_is_approved_and_posted_is_done(cast: Cast) -> None:
    filing = filing_of(cast, S.APPROVED)
    posting.post(filing, cast.taiwan, "公布欄", TODAY(), cast.hr)
    assert list(listing.listed(cast.hr, open_only=True)) == []
    assert list(listing.listed(cast.hr)) == [filing]


def test_narrowed_to_a_state_or_a_site(cast: Cast) -> None:
    made = one_of_each(cast)
    assert list(listing.listed(cast.hr, S.SENT)) == [made[S.SENT]]
    assert list(listing.listed(cast.hr, site="KSH")) == []
    assert listing.listed(cast.hr, site="NTP").count() == len(S)
    assert list(listing.filed_sites(cast.hr)) == [cast.taiwan]


def test_who_sees_which(cast: Cast) -> None:
    filing_of(cast)
    for person in cast.everybody:
        sees = person in (cast.editor, cast.hr, cast.auditor)
        assert listing.listed(person).exists() == sees


def test_who_has_something_to_do(cast: Cast) -> None:
    one_of_each(cast)
    expected = [S.TO_CORRECT, S.TO_SEND, S.RETURNED, S.APPROVED]
    assert statuses(listing.to_do_of(cast.hr, TODAY())) == expected
    assert statuses(listing.to_do_of(cast.editor, TODAY())) == expected
    for person in (cast.auditor, cast.neighbour, cast.employee):
        assert not listing.to_do_of(person, TODAY()).exists()


@pytest.mark.parametrize(
    ("status", "verb", "words"),
    [
        (S.TO_SEND, "send", "Send it to the authority by"),
        (S.TO_CORRECT, "send", "Correct it and send it again by"),
        (S.RETURNED, "send", "The authority returned it"),
        (S.SENT, "", "The authority has it"),
    ],
)
def test_what_comes_next(cast: Cast, status: FilingStatus, verb: str, words: str) -> None:
    filing = filing_of(cast, status)
    with translation.override("en"):
        (to_do,) = listing.next_of(filing, cast.hr, TODAY())
    assert to_do.sentence.startswith(words)
    assert to_do.address == (f"/filings/{filing.pk}/{verb}/" if verb else "")
    (of_auditor,) = listing.next_of(filing, cast.auditor, TODAY())
    assert of_auditor.address == ""


def test_what_is_overdue_says_so(cast: Cast) -> None:
    filing = filing_of(cast)
    late = filing.due_on + DAY
    with translation.override("en"):
        (to_do,) = listing.next_of(filing, cast.hr, late)
    assert (filing.is_overdue(late), filing.is_overdue(filing.due_on)) == (True, False)
    assert to_do.is_urgent
    assert "it was due on" in to_do.sentence


def test_what_is_approved_is_posted_next(cast: Cast) -> None:
    filing = filing_of(cast, S.APPROVED)
    (to_do,) = listing.next_of(filing, cast.hr, TODAY())
    assert to_do.address == f"/filings/{filing.pk}/post/?site=NTP"
    posting.post(filing, cast.taiwan, "公布欄", TODAY(), cast.hr)
    assert listing.next_of(filing, cast.hr, TODAY()) == []


def test_what_employees_read_of_it(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filing = filing_of(cast, S.APPROVED)
    revision = filing.revisions.get()
    posting.post(filing, cast.taiwan, "公布欄", TODAY(), cast.hr)
    with django_assert_num_queries(3):
        (approval,) = listing.approvals_of(revision)
    assert (approval.where, approval.number, approval.on) == ("新北總公司", NUMBER, TODAY())
    assert [one.place for one in approval.postings] == ["公布欄"]
    moving.move(filing, "amend", cast.hr, **TOLD["amend"])
    assert listing.approvals_of(revision)[0].number == NUMBER + "之一"


def test_what_is_not_approved_is_not_told(cast: Cast) -> None:
    filing = filing_of(cast, S.SENT)
    assert listing.approvals_of(filing.revisions.get()) == []


def test_an_employee_who_moved_department_sees_no_more(cast: Cast) -> None:
    filing_of(cast)
    cast.editor.department = cast.operations
    Employee.objects.filter(pk=cast.editor.pk).update(department=cast.operations)
    other = cast.editor
    # The owner keeps it; somebody else of the former department would not.
    assert listing.listed(other).exists()
    assert not listing.listed(cast.neighbour).exists()
