"""Confirming which clause treats which head, and saying why a head is left out."""

from collections.abc import Callable
from functools import partial

import pytest

from policies.filing import heads
from policies.models import Head, HeadCoverage, HeadOmission
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, published_policy
from tests.policies.filing.filed import HOURS, OTHER, WAGES, work_rule

pytestmark = pytest.mark.django_db


def refusal(verb: Callable[[], object]) -> str:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        verb()
    assert AuditEvent.objects.count() == before
    return refused.value.code


def test_a_clause_treats_what_somebody_confirmed(cast: Cast) -> None:
    policy = work_rule(cast).policy
    heads.cover(policy, [(HOURS, Head.HOURS), (WAGES, Head.WAGES)], cast.editor)
    assert set(policy.head_coverages.values_list("anchor", "head", "by")) == {
        (HOURS, "hours", cast.editor.pk), (WAGES, "wages", cast.editor.pk),
    }  # fmt: skip
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.payload["pairs"]) == (
        "policies.cover_heads", [f"{HOURS} hours", f"{WAGES} wages"],
    )  # fmt: skip


def test_what_is_confirmed_already_stays_as_it_is(cast: Cast) -> None:
    policy = work_rule(cast).policy
    heads.cover(policy, [(HOURS, Head.HOURS)], cast.editor)
    before = AuditEvent.objects.count()
    assert heads.cover(policy, [(HOURS, Head.HOURS)], cast.hr) == []
    assert AuditEvent.objects.count() == before
    assert HeadCoverage.objects.get().by == cast.editor


def test_taken_out_again(cast: Cast) -> None:
    policy = work_rule(cast).policy
    heads.cover(policy, [(HOURS, Head.HOURS)], cast.editor)
    heads.uncover(policy, HOURS, Head.HOURS, cast.hr)
    assert not HeadCoverage.objects.exists()
    assert AuditEvent.objects.latest("sequence").verb == "policies.uncover_head"
    assert refusal(lambda: heads.uncover(policy, HOURS, Head.HOURS, cast.hr)) == "gone"


def test_left_out_for_a_reason(cast: Cast) -> None:
    policy = work_rule(cast).policy
    heads.omit(policy, Head.WELFARE, " 另訂福利辦法。 ", cast.editor)
    assert HeadOmission.objects.get().reason == "另訂福利辦法。"
    assert refusal(lambda: heads.omit(policy, Head.WELFARE, "甲", cast.hr)) == "head_omitted_once"
    heads.take_omission_back(policy, Head.WELFARE, cast.editor)
    assert not HeadOmission.objects.exists()
    assert AuditEvent.objects.latest("sequence").verb == "policies.take_omission_back"
    assert refusal(lambda: heads.take_omission_back(policy, Head.WELFARE, cast.hr)) == "gone"


def test_a_head_is_treated_or_left_out_never_both(cast: Cast) -> None:
    policy = work_rule(cast).policy
    heads.omit(policy, Head.OTHER, "無。", cast.editor)
    heads.cover(policy, [(OTHER, Head.OTHER)], cast.editor)
    assert not HeadOmission.objects.exists()
    assert refusal(lambda: heads.omit(policy, Head.OTHER, "無。", cast.hr)) == "head_is_covered"


@pytest.mark.parametrize("reason", ["", " ", "\u3000\u200b"])
def test_leaving_out_needs_a_reason(cast: Cast, reason: str) -> None:
    policy = work_rule(cast).policy
    assert refusal(lambda: heads.omit(policy, Head.OTHER, reason, cast.hr)) == (
        "head_omitted_for_a_reason"
    )


def test_only_clauses_of_the_policy(cast: Cast) -> None:
    policy = work_rule(cast).policy
    assert refusal(lambda: heads.cover(policy, [("f" * 12, Head.HOURS)], cast.hr)) == "gone"


def test_only_work_rules(cast: Cast) -> None:
    policy = published_policy(cast).policy
    assert refusal(lambda: heads.omit(policy, Head.HOURS, "甲", cast.hr)) == "no_work_rule"


def test_who_may(cast: Cast) -> None:
    policy = work_rule(cast).policy
    verbs: list[Callable[..., object]] = [
        lambda by: heads.cover(policy, [(HOURS, Head.HOURS)], by),
        lambda by: heads.uncover(policy, HOURS, Head.HOURS, by),
        lambda by: heads.omit(policy, Head.OTHER, "無。", by),
        lambda by: heads.take_omission_back(policy, Head.OTHER, by),
    ]
    for person in cast.everybody:
        for verb in verbs:
            if person in (cast.editor, cast.hr):
                verb(person)
            else:
                assert refusal(partial(verb, person)) == "not_yours"
