"""HR's pages: figures, names, files; for HR and auditors, nobody else."""

import datetime as dt
import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies.models import Revision
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.factories import EmployeeFactory
from tests.fixtures import SignIn

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)
POLICY = "/hr/policies/HR-003/v1.0/"
PAGES = ["/hr/", "/hr/policies/HR-003/", POLICY, f"{POLICY}names/"]


@pytest.fixture
def revision(half_done: Revision) -> Revision:
    """Due 6 days ago: one in time, one late, eight overdue."""
    return half_done


def words(response: Any) -> str:
    """What a person reads, without tags."""
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def listed(response: Any) -> list[str]:
    """The employee numbers of the table, in order."""
    assert response.status_code == 200
    return re.findall(r'<td data-label="Number">([^<]+)</td>', response.content.decode())


# Who may


@pytest.mark.parametrize("who", ["hr", "auditor"])
@pytest.mark.parametrize("address", PAGES)
def test_hr_and_auditors_see_it(
    cast: Cast, as_: SignIn, revision: Revision, who: str, address: str
) -> None:
    assert as_(getattr(cast, who)).get(address, follow=True).status_code == 200


@pytest.mark.parametrize(
    "who",
    ["employee", "editor", "neighbour", "legal_reviewer", "approver", "administrator", "outsider"],
)
@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_does(
    cast: Cast, as_: SignIn, revision: Revision, who: str, address: str
) -> None:
    assert as_(getattr(cast, who)).get(address).status_code == 403


def test_a_superuser_of_no_office_is_nobody(cast: Cast, as_: SignIn, revision: Revision) -> None:
    Employee.objects.filter(pk=cast.outsider.pk).update(is_superuser=True)
    assert as_(cast.outsider).get("/hr/").status_code == 403


# What is not there, and what was mistyped


@pytest.mark.parametrize(
    "address",
    ["/hr/policies/HR-999/", "/hr/policies/HR-999/v1.0/", "/hr/policies/HR-003/v9.9/names/"],
)
def test_what_is_not_there(hr: Client, revision: Revision, address: str) -> None:
    assert hr.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES[1:])
def test_a_draft_is_not_there(cast: Cast, hr: Client, address: str) -> None:
    draft_of(cast)
    assert hr.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES[:1] + PAGES[2:])
def test_a_page_takes_no_post(hr: Client, revision: Revision, address: str) -> None:
    assert hr.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/hr/", POLICY, f"{POLICY}names/"])
@pytest.mark.parametrize(
    "query", ["department=NOWHERE", "department=%00", "state=late", "page=x&q=%00", "page=9999"]
)
def test_nonsense_is_named_and_ignored(
    hr: Client, revision: Revision, address: str, query: str
) -> None:
    page = words(hr.get(f"{address}?{query}"))
    if query == "department=NOWHERE":
        assert "There is no such department. The whole company is shown." in page


# The dashboard


def test_the_dashboard_in_figures(cast: Cast, hr: Client, revision: Revision) -> None:
    page = words(hr.get("/hr/"))
    for figure in (
        "Acknowledged 18% 2 of 11",
        "People who still owe 9 9 acknowledgements outstanding",
        "Still in time 0",
        "Overdue 9",
        "總公司 18 %, 9 overdue",
        "營運部 50 %, 1 overdue",
        "客戶服務課 100 %",
    ):
        assert figure in page


def test_a_cell_leads_to_its_names(cast: Cast, hr: Client, revision: Revision) -> None:
    page = hr.get("/hr/").content.decode()
    links = [
        unescape(link) for link in re.findall(r'href="(/hr/policies/[^"]+/names/[^"]*)"', page)
    ]
    assert f"{POLICY}names/?department=OPS&state=overdue" in links
    assert f"{POLICY}names/?department=CS" in links
    assert listed(hr.get(f"{POLICY}names/?department=OPS&state=overdue")) == ["A003"]


def test_a_framed_cell_has_somebody_overdue(cast: Cast, hr: Client, revision: Revision) -> None:
    page = hr.get("/hr/").content.decode()
    cells = dict(re.findall(r'<td class="([^"]+)"><a href="[^"]+department=(\w+)', page))
    by_department = {department: classes for classes, department in cells.items()}
    assert by_department["OPS"] == "heat-5 has-late"
    assert by_department["CS"] == "heat-10"


def test_a_coming_revision_stands_beside_the_one_in_force(
    cast: Cast, hr: Client, revision: Revision
) -> None:
    assign_audience(next_revision(cast, revision, effective_from=TODAY() + 9 * DAY))
    page = words(hr.get("/hr/"))
    assert "1.1, coming" in page
    assert "Still in time 11" in page


def test_one_department(cast: Cast, hr: Client, revision: Revision) -> None:
    page = words(hr.get("/hr/?department=OPS"))
    assert "Acknowledged 50% 1 of 2" in page
    assert "法務處" not in page.split("Departments and regulations")[-1].split("Show all")[1]


@pytest.mark.parametrize(("asked", "is_found"), [("hr-0", True), ("出勤", True), ("XX", False)])
def test_policies_by_code_or_title(
    hr: Client, revision: Revision, asked: str, is_found: bool
) -> None:
    page = words(hr.get("/hr/", {"q": asked}))
    assert ("18 %, 9 overdue" in page) is is_found
    assert ("Nobody here was asked" in page) is not is_found


def test_more_policies_than_a_page(cast: Cast, hr: Client) -> None:
    for number in range(21):
        assign_audience(published_policy(cast, f"IT-{number:03}"))
    first, second = (hr.get(f"/hr/?page={number}").content.decode() for number in (1, 2))
    assert "/hr/policies/IT-019/v1.0/" in first
    assert "/hr/policies/IT-020/v1.0/" not in first
    assert "/hr/policies/IT-020/v1.0/" in second


def test_what_is_still_being_assigned_is_said(cast: Cast, hr: Client) -> None:
    published_policy(cast)
    page = words(hr.get("/hr/"))
    assert "1 published revision is still being assigned" in page
    assert "Nobody has been asked to acknowledge anything yet" in page


def test_an_empty_dashboard_says_what_comes(hr: Client) -> None:
    page = words(hr.get("/hr/"))
    assert "Acknowledged 0% 0 of 0" in page
    assert "As soon as a regulation that must be acknowledged is published" in page


# One policy


def test_a_policy_goes_to_the_revision_in_force(cast: Cast, hr: Client, revision: Revision) -> None:
    next_revision(cast, revision, effective_from=TODAY() + 9 * DAY)
    assert hr.get("/hr/policies/HR-003/").url == POLICY  # type: ignore[attr-defined]
    published_policy(cast, "HR-004", effective_from=TODAY() + 9 * DAY)
    assert hr.get("/hr/policies/HR-004/").url == "/hr/policies/HR-004/v1.0/"  # type: ignore[attr-defined]


def test_the_course_and_the_departments(cast: Cast, hr: Client, revision: Revision) -> None:
    response = hr.get(POLICY)
    page = words(response)
    for figure in (
        "Were asked 11",
        "Acknowledged 18% 2 of 11",
        "Not yet 9",
        "Overdue 9",
        f"{TODAY() - 19 * DAY} 1 1 9%",
        f"{TODAY() - DAY} 1 2 18%",
        "營運部 1 / 2",
        "客戶服務課 1 / 1",
    ):
        assert figure in page
    assert '<svg class="plot"' in response.content.decode()


def test_a_superseded_revision_stays_as_it_was(cast: Cast, hr: Client, revision: Revision) -> None:
    next_revision(cast, revision)
    page = words(hr.get(POLICY))
    assert "nobody owes it any more" in page
    assert "Overdue 9" in page


@pytest.mark.parametrize(
    ("facts", "is_assigned", "sentence"),
    [
        ({}, False, "People are being asked just now"),
        ({"requires_acknowledgement": False}, True, "Nobody has to acknowledge this regulation"),
        ({}, True, "Nobody was asked to acknowledge this revision"),
    ],
)
def test_a_policy_with_nobody_says_why(
    cast: Cast, hr: Client, facts: dict[str, Any], is_assigned: bool, sentence: str
) -> None:
    made = published_policy(cast, **facts)
    made.policy.audience_rules.all().delete()
    if is_assigned:
        assign_audience(made)
    assert sentence in words(hr.get(POLICY))
    assert "Nobody was asked" in words(hr.get(f"{POLICY}names/"))


def test_a_department_nobody_was_asked_in(cast: Cast, hr: Client) -> None:
    made = published_policy(cast)
    made.policy.audience_rules.all().delete()
    made.policy.audience_rules.create(kind="person", employee=cast.outsider)
    assign_audience(made)
    assert "Nobody in this department was asked" in words(hr.get(f"{POLICY}?department=OPS"))


# The names


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [f"A{number:03}" for number in range(1, 12)]),
        ("state=done", ["A001", "A006"]),
        ("department=OPS", ["A001", "A003"]),
        ("department=OPS&state=open", ["A003"]),
        ("q=何總", ["A006"]),
        ("q=a010", ["A010"]),
        ("q=nobody", []),
    ],
)
def test_the_names(hr: Client, revision: Revision, query: str, numbers: list[str]) -> None:
    assert listed(hr.get(f"{POLICY}names/?{query}")) == numbers


def test_how_each_stands(cast: Cast, hr: Client, revision: Revision) -> None:
    page = words(hr.get(f"{POLICY}names/"))
    due = TODAY() - 6 * DAY
    assert f"林客服 A001 客戶服務課 {due} Acknowledged {TODAY() - 19 * DAY}" in page
    assert re.search(rf"何總務 A006 人力資源處 {due} Acknowledged {TODAY() - DAY} .*? 5 ", page)
    assert f"趙營運 A003 營運部 {due} Overdue 6" in page


def test_a_leaver_is_marked(cast: Cast, hr: Client, revision: Revision) -> None:
    Employee.objects.filter(pk=cast.outsider.pk).update(left_on=TODAY() - DAY)
    assert f"吳外人 left on {TODAY() - DAY}" in words(hr.get(f"{POLICY}names/"))


def test_a_name_leads_to_the_receipt(cast: Cast, hr: Client, revision: Revision) -> None:
    page = hr.get(f"{POLICY}names/?q=A001").content.decode()
    link = re.search(r'href="([^"]*/receipt/[^"]*)"', page)
    assert link is not None
    receipt = words(hr.get(urljoin(POLICY, unescape(link[1]))))
    assert "林客服" in receipt
    assert revision.digest in receipt


def test_more_names_than_a_page(cast: Cast, hr: Client) -> None:
    EmployeeFactory.create_batch(60, department=cast.operations)
    assign_audience(published_policy(cast))
    first = hr.get(f"{POLICY}names/?state=open").content.decode()
    assert "71 people" in first
    assert "?state=open&amp;page=2" in first
    assert len(listed(hr.get(f"{POLICY}names/?page=2"))) == 21


# As many queries for many people as for few


@pytest.mark.parametrize("address", ["/hr/", POLICY, f"{POLICY}names/"])
def test_queries_do_not_grow(
    cast: Cast, hr: Client, address: str, django_assert_num_queries: Any
) -> None:
    assign_audience(published_policy(cast))
    hr.get(address)
    queries = {"/hr/": 13, POLICY: 12, f"{POLICY}names/": 7}[address]
    with django_assert_num_queries(queries):
        hr.get(address)
    EmployeeFactory.create_batch(40, department=cast.operations)
    for number in range(5):
        assign_audience(published_policy(cast, f"IT-{number:03}"))
    with django_assert_num_queries(queries):
        hr.get(address)
