"""What is fetched by hand for a reader is what the models and the access rules say."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from policies import access, reading, rendering, workflow
from policies.access import Action
from policies.models import AudienceRule, Revision
from policies.models.audience import Effect, RuleKind
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, leave_outline, next_revision, published_policy

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def history(cast: Cast) -> list[Revision]:
    old = published_policy(cast, at=timezone.now() - 50 * DAY)
    now = next_revision(cast, old, leave_outline(title="新辦法"), at=timezone.now() - 20 * DAY)
    coming = next_revision(cast, old, effective_from=TODAY() + 10 * DAY, change_note="將修正。")
    return [Revision.objects.get(pk=each.pk) for each in (coming, now, old)]


@pytest.mark.parametrize("days", [-51, -50, -21, -20, 0, 9, 10, 400])
def test_the_words_of_a_day(cast: Cast, history: list[Revision], days: int) -> None:
    day = TODAY() + days * DAY
    found = access.words_to_read(cast.employee, "HR-003", day)
    assert found.revision == Revision.objects.in_force(day).first()
    if found.revision:
        assert rendering.Page(found.html, found.contents) == rendering.page_of(found.revision)


def test_versions_stand_where_their_revisions_stand(cast: Cast, history: list[Revision]) -> None:
    found = access.words_to_read(cast.employee, "HR-003", TODAY())
    assert [version.pk for version in found.versions] == [revision.pk for revision in history]
    for version, revision in zip(found.versions, history, strict=True):
        for days in range(-60, 60):
            day = TODAY() + days * DAY
            stands = {
                "coming": revision.is_scheduled(day),
                "in-force": revision.is_in_force(day),
                "superseded": revision.is_superseded(day),
            }
            assert stands[version.standing(day)]
            assert sum(stands.values()) == 1
    assert found.coming(TODAY()) == found.versions[0]
    assert found.in_force(TODAY()) == found.versions[1]
    assert found.versions[2].last_day == TODAY() - 21 * DAY
    assert found.versions[0].change_note == "將修正。"


def test_the_models_are_whole(cast: Cast, history: list[Revision]) -> None:
    found = access.words_to_read(cast.employee, "HR-003", TODAY(), "1.1")
    shown = Revision.objects.select_related("policy__category").get(pk=history[1].pk)
    assert found.revision is not None
    for name in ("title", "digest", "effective_from", "effective_until", "published_at", "number"):
        assert getattr(found.revision, name) == getattr(shown, name)
    assert found.revision.policy.category == shown.policy.category
    assert found.revision.policy.owner.name == cast.editor.name
    assert found.revision.purpose == shown.purpose  # left out, and fetched when asked for
    assert found.role_codes == ("CS-01",)


def can_read(person: Employee, revision: Revision) -> bool:
    try:
        access.words_to_read(person, revision.policy.code, TODAY())
    except Http404:
        return False
    return True


@pytest.mark.parametrize(
    "rule",
    [
        None,
        {"kind": RuleKind.EVERYONE},
        {"kind": RuleKind.PERSON, "employee": "outsider"},
        {"kind": RuleKind.DEPARTMENT, "department": "operations"},
        {"kind": RuleKind.SITE, "site": "mainland"},
        {"kind": RuleKind.ROLE, "role": "agent"},
    ],
)
@pytest.mark.parametrize("classification", ["internal", "restricted"])
def test_one_rule_says_who_may_read(
    cast: Cast, classification: str, rule: dict[str, Any] | None
) -> None:
    revision = published_policy(cast, classification=classification, binds_everyone=False)
    if rule:
        target = {
            key: value if key == "kind" else getattr(cast, value) for key, value in rule.items()
        }
        AudienceRule.objects.create(policy=revision.policy, **target)
        AudienceRule.objects.create(
            policy=revision.policy, effect=Effect.EXCLUDE, kind=RuleKind.PERSON,
            employee=cast.mainlander,
        )  # fmt: skip
    for person in cast.everybody:
        assert can_read(person, revision) == access.can(person, Action.READ, revision), person


def test_what_is_on_its_way_is_for_the_office(cast: Cast) -> None:
    from policies import drafting

    revision = published_policy(cast)
    draft = drafting.start_revision(revision.policy, by=cast.editor)
    for person in cast.everybody:
        found = access.words_to_read(person, "HR-003", TODAY())
        assert (found.unfinished is not None) == access.can(person, Action.READ, draft), person
    workflow.withdraw(draft, by=cast.editor)
    assert access.words_to_read(cast.editor, "HR-003", TODAY()).unfinished is None


@pytest.mark.parametrize(
    ("code", "number"), [("XX-001", None), ("HR-003", "1.0"), ("HR-003", None)]
)
def test_nothing_published_is_nothing_to_read(cast: Cast, code: str, number: str | None) -> None:
    draft_of(cast)
    assert reading.fetch(cast.hr.pk, code, TODAY(), number, TODAY()) is None
    with pytest.raises(Http404):
        access.words_to_read(cast.hr, code, TODAY(), number)
