"""Whom one clause binds: kept with the text, frozen with it, and taken along wherever it goes."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from policies import audience, drafting
from policies.drafting.addressing import audience_of, merged_audience
from policies.models import ClauseAudienceRule, Contribution, Revision
from policies.refusals import Refused
from policies.text import dividing
from policies.text.changes import Change
from policies.text.diff import compare
from policies.text.outline import AudienceLine, canonical
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, publish, published_policy
from tests.factories import EmployeeFactory

MAINLAND = AudienceLine(excluded=False, kind="site", code="KSH")
SERVICE = AudienceLine(excluded=False, kind="department", code="CS")
NO_AGENTS = AudienceLine(excluded=True, kind="role", code="CS-01")


def bound(draft: Revision, by: Employee, *lines: AudienceLine, label: str = "第三條") -> str:
    """The anchor of that clause, which binds as the lines say from now on."""
    clause = draft.clauses.get(label=label)
    drafting.bind_clause(draft, clause.anchor, clause.lock_version, by, lines)
    return clause.anchor


def in_outline(revision: Revision, anchor: str) -> tuple[AudienceLine, ...]:
    clauses = {clause.anchor: clause for clause in revision.outline().all_clauses()}
    return clauses[anchor].audience


def test_the_text_says_whom_its_clause_binds(cast: Cast) -> None:
    draft = draft_of(cast)
    before = canonical(draft.outline())
    assert "audience" not in before
    colleague = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan, groups=[PortalGroup.EDITOR]
    )
    anchor = bound(draft, colleague, NO_AGENTS, MAINLAND)

    assert in_outline(draft, anchor) == (MAINLAND, NO_AGENTS)
    assert '"audience":[{"code":"KSH","excluded":false,"kind":"site"},' in canonical(
        draft.outline()
    )
    event = AuditEvent.objects.latest("sequence")
    assert event.verb == "policies.bind_clause"
    assert event.payload["audience"] == ["include site KSH", "exclude role CS-01"]
    assert Contribution.objects.filter(revision=draft, employee=colleague).exists()
    bound(draft, cast.editor)
    assert canonical(draft.outline()) == before


def test_saying_the_same_again_changes_nothing(cast: Cast) -> None:
    draft = draft_of(cast)
    anchor = bound(draft, cast.editor, MAINLAND)
    kept = list(ClauseAudienceRule.objects.values_list("pk"))
    drafting.bind_clause(draft, anchor, 1, cast.editor, [MAINLAND])
    assert list(ClauseAudienceRule.objects.values_list("pk")) == kept


def test_a_stale_page_overwrites_nothing(cast: Cast) -> None:
    draft = draft_of(cast)
    anchor = bound(draft, cast.editor, MAINLAND)
    with pytest.raises(Refused) as refused:
        drafting.bind_clause(draft, anchor, 1, cast.editor, [SERVICE])
    assert refused.value.code == "stale"
    assert in_outline(draft, anchor) == (MAINLAND,)


def test_a_code_that_nobody_has_is_named(cast: Cast) -> None:
    draft = draft_of(cast)
    with pytest.raises(Refused, match="NOWHERE"):
        bound(draft, cast.editor, AudienceLine(excluded=False, kind="site", code="NOWHERE"))
    assert not ClauseAudienceRule.objects.exists()


def test_a_removed_clause_comes_back_for_those_it_bound(cast: Cast) -> None:
    draft = draft_of(cast)
    bound(draft, cast.editor, SERVICE)
    anchor = bound(draft, cast.editor, MAINLAND, NO_AGENTS)
    drafting.remove_clause(draft, anchor, cast.editor)
    saving = draft.clauses.model.history.filter(anchor=anchor, history_type="~").latest()
    drafting.restore(draft, "clause", anchor, 1, cast.editor, saving=saving.history_id)
    assert in_outline(draft, anchor) == (MAINLAND, NO_AGENTS)


def test_both_halves_bind_whom_the_whole_bound(cast: Cast) -> None:
    draft = draft_of(cast)
    anchor = bound(draft, cast.editor, MAINLAND)
    drafting.edit_clause(draft, anchor, 2, cast.editor, body="<p>甲。</p><p>乙。</p>")
    (point,) = dividing.points("<p>甲。</p><p>乙。</p>")
    added = drafting.split_clause(draft, anchor, 3, cast.editor, point=point.key)
    assert in_outline(draft, added.anchor) == in_outline(draft, anchor) == (MAINLAND,)


def test_merged_clauses_let_nobody_off(cast: Cast) -> None:
    draft = draft_of(cast)
    chapter = draft.chapters.get(label="第二章")
    for body in ("<p>甲。</p>", "<p>乙。</p>"):
        drafting.add_clause(draft, cast.editor, chapter=chapter.anchor, label=body[3], body=body)
    one, two = draft.clauses.get(label="甲"), draft.clauses.get(label="乙")
    bound(draft, cast.editor, MAINLAND, NO_AGENTS, label=one.label)
    bound(draft, cast.editor, SERVICE, NO_AGENTS, label=two.label)
    one.refresh_from_db()
    two.refresh_from_db()
    drafting.merge_clauses(
        draft, one.anchor, one.lock_version, two.anchor, two.lock_version, cast.editor
    )
    assert in_outline(draft, one.anchor) == (SERVICE, MAINLAND, NO_AGENTS)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({MAINLAND}, {SERVICE}, {MAINLAND, SERVICE}),
        ({MAINLAND}, set(), set()),
        ({MAINLAND, NO_AGENTS}, {NO_AGENTS}, {NO_AGENTS}),
        ({NO_AGENTS}, set(), set()),
    ],
)
def test_whom_two_clauses_bind_together(
    one: set[AudienceLine], other: set[AudienceLine], together: set[AudienceLine]
) -> None:
    assert merged_audience(one, other) == merged_audience(other, one) == together


def test_the_next_revision_begins_with_it_and_shows_a_change_of_it(cast: Cast) -> None:
    draft = draft_of(cast)
    anchor = bound(draft, cast.editor, MAINLAND)
    first = publish(cast, draft)
    begun = drafting.start_revision(first.policy, cast.editor)
    assert in_outline(begun, anchor) == (MAINLAND,)
    clause = begun.clauses.get(anchor=anchor)
    assert audience_of(clause) == {MAINLAND}
    drafting.bind_clause(begun, anchor, 1, cast.editor, [])
    changed = [each for each in compare(first.outline(), begun.outline()).clauses if each.kinds]
    assert [each.kinds for each in changed] == [{Change.READDRESSED}]


def test_it_is_frozen_with_the_text(cast: Cast) -> None:
    draft = draft_of(cast)
    bound(draft, cast.editor, MAINLAND)
    publish(cast, draft)
    rule = ClauseAudienceRule.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        rule.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseAudienceRule.objects.update(effect="exclude")
    clause = published_policy(cast, code="HR-011").clauses.get(label="第三條")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseAudienceRule.objects.create(clause=clause, kind="site", site=cast.taiwan)


@pytest.mark.django_db
class TestReader:
    def test_agrees_with_the_rules_of_a_policy(self, cast: Cast) -> None:
        """One question, asked of rows for a policy and of a stored page for a clause."""
        today = timezone.localdate()
        lines = [
            SERVICE, MAINLAND, NO_AGENTS,
            AudienceLine(excluded=False, kind="person", code=cast.hr.employee_number),
            AudienceLine(excluded=True, kind="department", code="HR"),
        ]  # fmt: skip
        draft = draft_of(cast)
        for chosen in (lines[:1], lines[:2], lines[:3], lines[3:4], lines):
            anchor = bound(draft, cast.editor, *chosen)
            clause = draft.clauses.get(anchor=anchor)
            rules = list(clause.audience_rules.select_related("department"))
            expected = set(audience.people_of(rules, today))
            shown = audience.clause_rules(chosen, audience.targets_of(chosen))
            found = {
                each for each in cast.everybody if audience.binds(shown, each, _codes(each, today))
            }
            assert found == expected & set(cast.everybody)

    def test_without_an_including_line_all_are_bound_but_the_excluded(self, cast: Cast) -> None:
        shown = audience.clause_rules([NO_AGENTS], audience.targets_of([NO_AGENTS]))
        assert audience.binds(shown, cast.hr, ())
        assert not audience.binds(shown, cast.employee, ["CS-01"])


def _codes(employee: Employee, on: dt.date) -> list[str]:
    return list(employee.appointments.current(on).values_list("role__code", flat=True))
