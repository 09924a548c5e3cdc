"""The list of filings, one filing's page, and what is printed of it."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policies import adverse, drafting
from policies.filing import moving, posting
from policies.models import Filing, FilingStatus
from tests.cast import Cast, publish
from tests.fixtures import SignIn
from tests.policies.filing.filed import AUTHORITY, DAY, NUMBER, filing_of, work_rule
from tests.policies.standing import TODAY

LIST = "/filings/"


def page(filing: Filing) -> str:
    return reverse("filing:filing", args=[filing.pk])


def test_the_list_leads_to_each(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    for person in (cast.hr, cast.editor, cast.auditor):
        words = as_(person).get(LIST).content.decode()
        assert f'href="{page(filing)}"' in words
        assert "HR-001 工作規則 1.0" in words


def test_who_sees_the_list(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    for person in cast.everybody:
        status = 200 if person.is_hr or person.is_auditor or person.is_editor else 403
        assert as_(person).get(LIST).status_code == status
    assert page(filing) not in as_(cast.neighbour).get(LIST).content.decode()


def test_an_empty_list_says_what_to_do(cast: Cast, as_: SignIn) -> None:
    assert "目前沒有需要報核的案件。" in as_(cast.hr).get(LIST).content.decode()
    words = as_(cast.hr).get(LIST + "?status=sent&site=no").content.decode()
    assert 'class="empty"' in words


def test_what_is_done_is_under_all(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast, FilingStatus.DROPPED)
    assert page(filing) not in as_(cast.hr).get(LIST).content.decode()
    for query in ("?show=all", "?status=dropped"):
        assert page(filing) in as_(cast.hr).get(LIST + query).content.decode()


def test_as_many_queries_for_many_as_for_one(
    cast: Cast, as_: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(cast.hr)
    for number in range(1, 5):
        filing_of(cast, revision=work_rule(cast, f"HR-00{number}"))
        with django_assert_max_num_queries(9):
            client.get(LIST)


@pytest.mark.parametrize("status", FilingStatus)
def test_one_filing_in_every_state(cast: Cast, as_: SignIn, status: FilingStatus) -> None:
    filing = filing_of(cast, status)
    answer = as_(cast.hr).get(page(filing))
    words = answer.content.decode()
    assert answer.status_code == 200
    verbs = answer.context["verbs"]
    for verb in ("send", "correct", "approve", "return", "amend", "drop", "reopen"):
        address = reverse("filing:move", args=[filing.pk, verb])
        assert ('class="button' in words and address in words) == (verb in verbs)
    if status == FilingStatus.APPROVED:
        assert NUMBER in words


def test_the_auditor_reads_and_is_offered_nothing(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    words = as_(cast.auditor).get(page(filing)).content.decode()
    assert reverse("filing:move", args=[filing.pk, "send"]) not in words
    assert reverse("filing:keep", args=[filing.pk]) not in words


def test_who_sees_one(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    for name in ("filing", "print"):
        address = reverse(f"filing:{name}", args=[filing.pk])
        for person in cast.everybody:
            seen = as_(person).get(address).status_code
            if person in (cast.hr, cast.editor, cast.auditor):
                assert seen == 200
            else:
                assert seen == (404 if person.is_editor else 403)
        assert as_(cast.hr).get(reverse(f"filing:{name}", args=[filing.pk + 1])).status_code == 404


def test_what_is_printed(cast: Cast, as_: SignIn) -> None:
    first = work_rule(cast)
    draft = drafting.start_revision(first.policy, cast.editor)
    adverse.judge(draft, True, "刪除津貼。", cast.editor)
    draft.refresh_from_db()
    second = publish(cast, draft, TODAY() + DAY)
    filing = filing_of(cast, FilingStatus.SENT, second)
    words = as_(cast.hr).get(reverse("filing:print", args=[filing.pk])).content.decode()
    assert AUTHORITY in words
    assert "刪除津貼。" in words
    table = reverse("reading:compare_table", args=["HR-001", "1.0", second.number])
    assert f'href="{table}"' in words
    assert 'class="table cards heads"' in words


def test_employees_read_the_number_and_the_place(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast, FilingStatus.SENT)
    policy = reverse("reading:policy", args=["HR-001"])
    assert "核備文號" not in as_(cast.employee).get(policy).content.decode()
    moving.move(filing, "approve", cast.hr, number=NUMBER)
    posting.post(filing, cast.taiwan, "一樓公布欄", TODAY(), cast.hr)
    words = as_(cast.employee).get(policy).content.decode()
    assert NUMBER in words
    assert "一樓公布欄" in words
