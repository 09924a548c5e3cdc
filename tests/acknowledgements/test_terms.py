"""What a policy asks beyond its sentence, and what else is kept of whoever acknowledges."""

import pytest
from django.core.exceptions import PermissionDenied

from acknowledgements import terms
from acknowledgements.acknowledging import Given, acknowledge, official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Outcome
from acknowledgements.showing import accepted_before, shown_of
from policies.models import Revision
from policies.refusals import Refused
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, published_policy
from tests.policies.comparing.texts import three_texts


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def give(revision: Revision, cast: Cast, given: Given) -> Acknowledgement:
    sentence = official_sentence(revision)
    return acknowledge(revision, cast.employee, revision.digest, sentence, 4, 60, given=given)


def first_anchor(revision: Revision) -> str:
    return next(revision.outline().all_clauses()).anchor


def test_clauses_are_ticked_one_by_one(cast: Cast, revision: Revision) -> None:
    anchor = first_anchor(revision)
    terms.set_terms(
        revision.policy, cast.hr, confirmed=[anchor], asks_password=False, asks_the_end=False
    )
    with pytest.raises(Refused) as refused:
        give(revision, cast, Given())
    assert refused.value.code == "not_all_confirmed"
    kept = give(revision, cast, Given(confirmed=(anchor,)))
    assert (kept.confirmed, kept.terms) == ([anchor], terms.terms_of(revision.policy_id))


@pytest.mark.parametrize(
    ("asks", "code", "given"),
    [
        ("asks_password", "password_asked", Given(proven="password")),
        ("asks_the_end", "end_not_reached", Given(reached=True)),
    ],
)
def test_the_password_or_the_end_is_asked_for(
    cast: Cast, revision: Revision, asks: str, code: str, given: Given
) -> None:
    facts = {"asks_password": False, "asks_the_end": False, asks: True}
    terms.set_terms(revision.policy, cast.hr, confirmed=[], **facts)
    with pytest.raises(Refused) as refused:
        give(revision, cast, Given())
    assert refused.value.code == code
    assert give(revision, cast, given)


def test_the_newest_terms_hold(cast: Cast, revision: Revision) -> None:
    for asks in (True, False):
        terms.set_terms(
            revision.policy, cast.editor, confirmed=[], asks_password=asks, asks_the_end=False
        )
    assert give(revision, cast, Given())


@pytest.mark.parametrize("who", ["employee", "outsider", "auditor", "administrator"])
def test_only_hr_and_editors_set_them(cast: Cast, revision: Revision, who: str) -> None:
    with pytest.raises(PermissionDenied):
        terms.set_terms(
            revision.policy, getattr(cast, who), confirmed=[], asks_password=True,
            asks_the_end=True,
        )  # fmt: skip


def test_an_objection_is_kept_with_it(cast: Cast, revision: Revision) -> None:
    kept = give(revision, cast, Given(objection="第二條之期限過短。", language="zh-hant"))
    assert (kept.outcome, kept.objection) == (Outcome.OBJECTED, "第二條之期限過短。")


def test_the_whole_or_what_changed_is_named_with_digests(cast: Cast) -> None:
    first, second, _third = three_texts(cast)
    whole, delta = shown_of(second), shown_of(second, first)
    assert len(whole.clauses) == 6
    assert {len(line[2]) for line in whole.clauses} == {64}
    assert [line[1] for line in delta.clauses] == ["第二條", "第五條之一"]
    assert shown_of(second, first) == delta


def test_what_was_taken_out_is_named_too(cast: Cast) -> None:
    _first, second, third = three_texts(cast)
    assert any(line[3:] == ["gone"] for line in shown_of(third, second).clauses)


def test_the_text_accepted_before_is_the_newest(cast: Cast, revision: Revision) -> None:
    assert accepted_before(revision, cast.employee) is None
    accept(revision, cast.employee)
    assert accepted_before(revision, cast.employee) is None
