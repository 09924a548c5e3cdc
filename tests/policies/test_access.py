"""Who may read what: the answer about one and the answer about all are the same answer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import access, audience
from policies.access import Action
from policies.importing import given as given_text
from policies.importing import keeping
from policies.models import AudienceRule, Policy, Revision
from policies.models.audience import Effect, RuleKind
from policies.models.policy import Classification
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, published_policy
from tests.factories import AppointmentFactory, EmployeeFactory
from tests.policies.standing import TODAY, Place, standing_at


@dataclass(frozen=True)
class World:
    """What the random part chooses among: made once a test, taken back after each example."""

    cast: Cast
    revisions: list[Revision]


PLACES = [Place.DRAFT, Place.SUBMITTED, Place.APPROVED, Place.PUBLISHED, Place.WITHDRAWN]


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast, [standing_at(cast, place, f"HR-{n:03}") for n, place in enumerate(PLACES)])


people = st.fixed_dictionaries(
    {
        "department": st.sampled_from(["company", "human_resources", "operations",
                                       "customer_service"]),
        "site": st.sampled_from(["taiwan", "mainland"]),
        "groups": st.sets(st.sampled_from(PortalGroup), max_size=2),
        "holds_the_post": st.sampled_from(["no", "now", "once", "soon"]),
    }
)  # fmt: skip
rules = st.lists(
    st.tuples(st.sampled_from(RuleKind), st.sampled_from(Effect), st.integers(0, 2)), max_size=4
)
policies_ = st.fixed_dictionaries(
    {
        "classification": st.sampled_from(Classification),
        "issuer": st.sampled_from(["company", "human_resources", "customer_service"]),
        "is_owner": st.booleans(),
        "rules": rules,
    }
)
examples = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def person(cast: Cast, facts: dict) -> Employee:
    made = EmployeeFactory(
        department=getattr(cast, facts["department"]),
        site=getattr(cast, facts["site"]),
        groups=facts["groups"],
    )
    day = dt.timedelta(days=1)
    spans = {
        "now": (TODAY() - day, None),
        "once": (TODAY() - 9 * day, TODAY() - day),
        "soon": (TODAY() + day, None),
    }
    if span := spans.get(facts["holds_the_post"]):
        AppointmentFactory(employee=made, role=cast.agent, starts_on=span[0], ends_on=span[1])
    return Employee.objects.select_related("department", "site").get(pk=made.pk)


def arrange(cast: Cast, policy: Policy, facts: dict, reader: Employee) -> None:
    """Gives the policy random facts and a random audience."""
    policy.classification = facts["classification"]
    policy.issuing_department = getattr(cast, facts["issuer"])
    policy.owner = reader if facts["is_owner"] else cast.administrator
    policy.save()
    policy.audience_rules.all().delete()
    targets: dict[RuleKind, list[dict[str, Any]]] = {
        RuleKind.EVERYONE: [{}],
        RuleKind.DEPARTMENT: [
            {"department": cast.company},
            {"department": cast.operations},
            {"department": cast.customer_service},
        ],
        RuleKind.SITE: [{"site": cast.taiwan}, {"site": cast.mainland}],
        RuleKind.ROLE: [{"role": cast.agent}],
        RuleKind.PERSON: [{"employee": reader}, {"employee": cast.outsider}],
    }
    seen = set()
    for kind, effect, number in facts["rules"]:
        choice = number % len(targets[kind])
        if (kind, choice) not in seen:
            seen.add((kind, choice))
            AudienceRule.objects.create(
                policy=policy, kind=kind, effect=effect, **targets[kind][choice]
            )


@examples
@given(person_facts=people, policy_facts=st.lists(policies_, min_size=5, max_size=5))
def test_can_read_agrees_with_visible_to(
    world: World, person_facts: dict, policy_facts: list[dict]
) -> None:
    with transaction.atomic():
        reader = person(world.cast, person_facts)
        for revision, facts in zip(world.revisions, policy_facts, strict=True):
            arrange(world.cast, Policy.objects.get(pk=revision.policy_id), facts, reader)
        visible = set(access.visible_to(reader).values_list("pk", flat=True))
        editable = set(Policy.objects.editable_by(reader).values_list("pk", flat=True))
        bound = set(Policy.objects.binding(reader, TODAY()).values_list("pk", flat=True))
        for revision in Revision.objects.select_related("policy__issuing_department"):
            policy = revision.policy
            assert access.can(reader, Action.READ, revision) == (revision.pk in visible)
            assert policy.is_editable_by(reader) == (policy.pk in editable)
            people_bound = audience.bound_employees(policy, TODAY())
            assert people_bound.filter(pk=reader.pk).exists() == (policy.pk in bound)
        transaction.set_rollback(True)


def test_the_words_of_an_audience_name_every_rule(cast: Cast) -> None:
    policy = draft_of(cast).policy
    AudienceRule.objects.create(
        policy=policy, kind=RuleKind.SITE, site=cast.mainland, effect=Effect.EXCLUDE
    )
    AudienceRule.objects.create(policy=policy, kind=RuleKind.PERSON, employee=cast.outsider)
    lines = audience.in_words(policy)
    assert len(lines) == 3
    assert "A009" in lines[1]
    assert "昆山廠" in lines[2]
    assert set(audience.bound_employees(policy, TODAY())) == set(cast.everybody) - {cast.mainlander}


OFFICE = {"editor", "legal_reviewer", "fairness_reviewer", "approver", "hr", "auditor"}


def test_who_sees_an_unpublished_text(cast: Cast) -> None:
    revision = draft_of(cast)
    for name, employee in vars(cast).items():
        if isinstance(employee, Employee):
            assert access.can(employee, Action.READ, revision) == (name in OFFICE), name


@pytest.mark.parametrize("fetch", [access.workable_revision, access.revision_on_the_road])
def test_what_one_may_not_know_of_does_not_exist(cast: Cast, fetch) -> None:
    revision = draft_of(cast)
    assert fetch(cast.auditor, revision.pk) == revision
    with pytest.raises(Http404):
        fetch(cast.neighbour, revision.pk)
    with pytest.raises(Http404):
        fetch(cast.editor, 0)


def test_the_road_of_published_words_is_not_for_every_reader(cast: Cast) -> None:
    """They may read the words; who decided what, with which comments, is the office's."""
    revision = published_policy(cast)
    assert access.workable_revision(cast.employee, revision.pk) == revision
    with pytest.raises(Http404):
        access.revision_on_the_road(cast.employee, revision.pk)
    assert access.revision_on_the_road(cast.hr, revision.pk) == revision


def test_looking_is_not_writing(cast: Cast) -> None:
    revision = draft_of(cast)
    assert access.editable_draft(cast.editor, revision.pk) == revision
    for onlooker in (cast.auditor, cast.legal_reviewer, cast.hr):
        with pytest.raises(PermissionDenied):
            access.editable_draft(onlooker, revision.pk)


def test_a_restricted_policy_is_for_those_it_binds(cast: Cast) -> None:
    restricted = published_policy(cast, classification=Classification.RESTRICTED)
    policy = restricted.policy
    policy.audience_rules.all().delete()
    AudienceRule.objects.create(policy=policy, kind=RuleKind.DEPARTMENT, department=cast.operations)
    assert access.readable_policy(cast.employee, policy.code) == policy
    with pytest.raises(Http404):
        access.readable_policy(cast.outsider, policy.code)
    with pytest.raises(Http404):
        access.readable_revision(cast.outsider, policy.code, restricted.number)
    assert access.readable_revision(cast.auditor, policy.code, "1.0") == restricted


def test_drafts_have_no_number_to_be_read_by(cast: Cast) -> None:
    revision = draft_of(cast)
    with pytest.raises(Http404):
        access.readable_revision(cast.editor, revision.policy.code, revision.number)


@pytest.mark.parametrize("place", Place)
def test_editing_is_for_drafts(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    assert access.can(cast.editor, Action.EDIT, revision) == (place is Place.DRAFT)
    assert not access.can(cast.neighbour, Action.EDIT, revision)


def test_an_imported_text_is_its_editors_own(cast: Cast) -> None:
    source = keeping.keep(given_text("守則\n第一條 甲。"), cast.editor)
    assert access.own_import(cast.editor, source.key) == source
    with pytest.raises(Http404):
        access.own_import(cast.neighbour, source.key)
    with pytest.raises(Http404):
        access.own_import(cast.editor, "0" * 16)
    for person in set(cast.everybody) - {cast.editor, cast.neighbour}:
        with pytest.raises(PermissionDenied):
            access.own_import(person, source.key)
