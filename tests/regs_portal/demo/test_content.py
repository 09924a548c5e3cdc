"""What the author of the demonstration wrote holds together, before anything is loaded."""

import pytest

from policies.text.parsing import parse
from regs_portal.demo import company as demo
from regs_portal.demo import described
from regs_portal.people.groups import PortalGroup
from tests.policies.text.interchange.records import check_akoma_ntoso, check_json, record

REVISIONS = [
    pytest.param(policy, before, revision, id=f"{policy.code} {revision.number}")
    for policy in described.policies()
    for before, revision in zip((None, *policy.revisions), policy.revisions, strict=False)
    if revision.kind != "repeal"
]


def labels(revision: described.RevisionFacts) -> list[str]:
    return [clause.label for clause in parse(revision.text).documents[0].outline.all_clauses()]


@pytest.mark.parametrize(("policy", "before", "revision"), REVISIONS)
def test_every_text_can_be_taken_away_and_brought_back(policy, before, revision):
    outline = parse(revision.text).documents[0].outline
    check_akoma_ntoso(record(outline))
    check_json(record(outline))


def test_the_company_has_the_size_that_was_promised():
    company = described.company()
    assert sum(department.headcount for department in company.departments) == 240
    assert {site.jurisdiction for site in company.sites} == {"TW", "CN"}
    assert len(company.roles) == 25


def test_the_policies_cover_every_category_and_every_state():
    policies = described.policies()
    assert len(policies) == 19
    assert len({policy.category for policy in policies}) == 7
    states = {revision.state for policy in policies for revision in policy.revisions}
    assert states == {
        "in_consultation", "in_review", "approved", "published", "scheduled", "returned",
        "withdrawn",
    }  # fmt: skip


def test_what_is_published_has_a_history():
    for policy in described.policies():
        published = [each for each in policy.revisions if each.state == "published"]
        assert len(published) >= 2 or not published, policy.code


def test_no_two_people_share_a_name():
    company = described.company()
    names = [
        company.surnames[number % len(company.surnames)]
        + company.given_names[number % len(company.given_names)]
        for number in range(240)
    ]
    names += [account.name for account in company.accounts]
    assert len(names) == len(set(names))


def test_every_kind_of_person_is_offered_for_signing_in():
    offered = {number for number, _name, _post in demo.accounts()}
    groups = {
        group
        for account in described.company().accounts
        if account.employee_number in offered
        for group in account.groups
    }
    assert groups == set(PortalGroup)


@pytest.mark.parametrize(("policy", "before", "revision"), REVISIONS)
def test_a_text_reads_as_one_regulation(policy, before, revision):
    (document,) = parse(revision.text).documents
    assert document.outline.title == policy.title
    assert not document.warnings
    assert document.outline.purpose and document.outline.scope
    assert len(set(labels(revision))) == len(labels(revision))


@pytest.mark.parametrize(("policy", "before", "revision"), REVISIONS)
def test_what_is_said_of_clauses_names_clauses_that_are_there(policy, before, revision):
    now = labels(revision)
    assert set(revision.new_clauses) <= set(now)
    assert {entry["clause"] for entry in policy.clause_roles} <= set(now)
    assert {entry["clause"] for entry in revision.renumbered} <= set(now)
    if revision.renumbered:
        assert {entry["was"] for entry in revision.renumbered} <= set(labels(before))


@pytest.mark.parametrize(("policy", "before", "revision"), REVISIONS)
def test_steps_follow_one_another(policy, before, revision):
    steps = [
        revision.started_days, revision.submitted_days, revision.reviewed_days,
        revision.approved_days, revision.published_days,
    ]  # fmt: skip
    happened = [days for days in steps if days is not None]
    assert happened == sorted(happened, reverse=True)
    assert happened[-1] >= 1
    if revision.published_days is not None:
        assert -revision.effective_in_days <= revision.published_days
