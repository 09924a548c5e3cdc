"""Repealing a policy: the draft, its words, and what is in force and found once it is published."""

import datetime as dt

import pytest
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from acknowledgements.models import Assignment
from policies import cataloguing, drafting, reading, scheduling, searching, workflow
from policies.models import Revision, RevisionKind, SearchEntry
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, approve, draft_of, publish, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def repealed(cast: Cast, revision: Revision, days: int = 0) -> Revision:
    draft = drafting.start_repeal(revision.policy, cast.editor, "業務已停辦。")
    return publish(cast, draft, timezone.localdate() + days * DAY)


def test_its_words_say_what_ends_why_and_what_takes_its_place(cast: Cast) -> None:
    old, new = published_policy(cast), published_policy(cast, "HR-010")
    draft = drafting.start_repeal(old.policy, cast.editor, "併入新辦法。", new.policy)
    assert (draft.kind, draft.number, draft.replaced_by) == (
        RevisionKind.REPEAL, "1.1", new.policy
    )  # fmt: skip
    outline = draft.outline()
    assert "併入新辦法。" in outline.background
    (clause,) = outline.all_clauses()
    assert "HR-003" in clause.body
    assert "HR-010" in clause.body
    assert "廢止" in clause.body
    event = AuditEvent.objects.get(verb="policies.start_repeal")
    assert event.payload["replaced_by"] == "HR-010"


def test_markup_in_a_reason_is_text(cast: Cast) -> None:
    old = published_policy(cast)
    draft = drafting.start_repeal(old.policy, cast.editor, "<script>x</script>甲")
    assert "<script>" not in draft.outline().background


def test_what_cannot_be_repealed(cast: Cast) -> None:
    unpublished = draft_of(cast, "HR-020")
    with refused("nothing_to_repeal"):
        drafting.start_repeal(unpublished.policy, cast.editor, "不用了")
    old = published_policy(cast)
    for person in (cast.neighbour, cast.outsider, cast.approver, cast.administrator):
        with refused("not_yours"):
            drafting.start_repeal(old.policy, person, "不用了")
    with refused("no_reason"):
        drafting.start_repeal(old.policy, cast.editor, " \u200b")
    with refused("revision_replaced_when_repealed"):
        drafting.start_repeal(old.policy, cast.editor, "不用了", old.policy)
    drafting.start_revision(old.policy, cast.editor)
    with refused("revision_one_open"):
        drafting.start_repeal(old.policy, cast.editor, "不用了")


def test_a_policy_ends_once(cast: Cast) -> None:
    old = published_policy(cast, at=timezone.now() - 3 * DAY)
    repealed(cast, old)
    with refused("repealed"):
        drafting.start_repeal(old.policy, cast.editor, "再廢一次")


def test_nobody_writes_in_it_by_hand(cast: Cast) -> None:
    draft = drafting.start_repeal(published_policy(cast).policy, cast.editor, "停辦")
    clause = draft.clauses.get()
    with refused("wrong_kind"):
        drafting.edit_clause(draft, clause.anchor, 1, cast.editor, body="<p>不廢止。</p>")
    with refused("wrong_kind"):
        drafting.load(draft, draft.outline(), cast.editor)


def test_another_reason_makes_other_words(cast: Cast) -> None:
    draft = drafting.start_repeal(published_policy(cast).policy, cast.editor, "停辦")
    drafting.reword_repeal(draft, 1, cast.editor, "業務移交")
    draft.refresh_from_db()
    assert (draft.change_note, draft.lock_version) == ("業務移交", 2)
    assert "業務移交" in draft.outline().background
    with refused("stale"):
        drafting.reword_repeal(draft, 1, cast.editor, "別的")
    with refused("not_yours"):
        drafting.reword_repeal(draft, 2, cast.neighbour, "別的")


def test_from_its_day_on_nothing_is_in_force_or_found(cast: Cast) -> None:
    yesterday = timezone.now() - 3 * DAY
    old = published_policy(cast, at=yesterday)
    today = timezone.localdate()
    end = repealed(cast, old)
    assert not Revision.objects.in_force(today).exists()
    assert Revision.objects.in_force(today - DAY).get() == old
    assert not SearchEntry.objects.filter(revision=end).exists()
    assert not cataloguing.catalogue(cast.employee, today).exists()
    assert old.policy.repeal() == end
    assert old.policy.newest_words() == old
    found = reading.fetch(cast.employee.pk, "HR-003", today, None, today)
    assert found is not None
    assert found.revision is None
    ended = found.repealed(today)
    assert ended is not None
    assert ended.number == end.number


def test_a_scheduled_repeal_leaves_the_words_in_force(cast: Cast) -> None:
    old = published_policy(cast)
    repealed(cast, old, days=5)
    today = timezone.localdate()
    assert Revision.objects.in_force(today).get() == old
    assert not Revision.objects.in_force(today + 5 * DAY).exists()
    assert not Revision.objects.scheduled(today).exists()


def test_nobody_owes_a_repeal(cast: Cast) -> None:
    old = published_policy(cast, at=timezone.now() - 3 * DAY)
    assign_audience(old)
    assert Assignment.objects.owed_by(cast.employee, timezone.localdate()).exists()
    end = repealed(cast, old)
    assert assign_audience(end) == 0
    assert not Assignment.objects.owed_by(cast.employee, timezone.localdate()).exists()


def test_what_takes_its_place_is_in_force_by_then(cast: Cast) -> None:
    old = published_policy(cast)
    new = draft_of(cast, "HR-010")
    draft = drafting.start_repeal(old.policy, cast.editor, "併入", new.policy)
    approve(cast, draft)
    day = timezone.localdate() + 5 * DAY
    with refused("replacement_not_in_force"):
        workflow.publish(draft, day, cast.editor)
    publish(cast, new, day)
    with refused("replacement_not_in_force"):
        workflow.publish(draft, day - DAY, cast.editor)
    workflow.publish(draft, day, cast.editor)
    later = reading.fetch(cast.employee.pk, "HR-010", day, None, day)
    assert later is not None
    assert later.replaces == (("HR-003", "出勤與休假管理辦法"),)


def test_a_repealed_policy_may_come_back(cast: Cast) -> None:
    old = published_policy(cast, at=timezone.now() - 5 * DAY)
    repealed(cast, old)
    draft = drafting.start_revision(old.policy, cast.editor)
    assert draft.based_on == old
    back = publish(cast, draft, timezone.localdate() + DAY)
    assert Revision.objects.in_force(timezone.localdate() + DAY).get() == back
    assert old.policy.repeal() is None


def test_search_forgets_it(cast: Cast) -> None:
    old = published_policy(cast, at=timezone.now() - 3 * DAY)
    repealed(cast, old)
    searching.sweep(timezone.localdate())
    assert not SearchEntry.objects.filter(revision__policy=old.policy).exists()


def test_the_deed_is_frozen_with_its_words(cast: Cast) -> None:
    old, other = published_policy(cast), published_policy(cast, "HR-010")
    draft = drafting.start_repeal(old.policy, cast.editor, "停辦")
    workflow.submit(draft, cast.editor)
    with sql_refused("revision_frozen"):
        sql("UPDATE policies_revision SET replaced_by_id = %s WHERE id = %s",
            other.policy_id, draft.pk)  # fmt: skip
    with sql_refused("revision_frozen"):
        sql("UPDATE policies_revision SET kind = 'text' WHERE id = %s", draft.pk)


@pytest.mark.parametrize("how", ["cancelled", "postponed"])
def test_what_takes_its_place_stays_on_its_day(cast: Cast, how: str) -> None:
    day = timezone.localdate() + 9 * DAY
    successor = published_policy(cast, "HR-010", effective_from=day)
    draft = drafting.start_repeal(
        published_policy(cast).policy, cast.editor, "併入", successor.policy
    )
    ended = publish(cast, draft, day)

    def move() -> None:
        if how == "cancelled":
            scheduling.cancel(successor, "不施行了", cast.editor)
        else:
            scheduling.postpone(successor, day + DAY, "尚未備妥", cast.editor)

    with refused("stands_in_for_another"):
        move()
    scheduling.cancel(ended, "不廢止了", cast.editor)
    move()
