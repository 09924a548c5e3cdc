"""The numbers of revisions: made of what their addresses take, and never going back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone

from policies import drafting, revision_numbers, workflow
from policies.models import Policy, Revision
from policies.refusals import Refused
from tests.cast import Cast, approve, draft_of, publish, published_policy
from tests.fixtures import SignIn
from tests.policies.attacking import refused, sql


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def second(cast: Cast) -> Revision:
    """A draft that follows revision 1.0, published."""
    return drafting.start_revision(published_policy(cast).policy, cast.editor)


def numbered(cast: Cast, draft: Revision, number: str) -> Revision:
    return drafting.edit_cover(draft, draft.lock_version, cast.editor, number=number)


def test_full_width_figures_become_those_of_an_address(
    cast: Cast, as_: SignIn, second: Revision
) -> None:
    saved = numbered(cast, second, "１．２")
    published = publish(cast, saved, tomorrow())

    assert published.number == "1.2"
    assert as_(cast.employee).get(reverse("reading:policy", args=["HR-003"])).status_code == 200


@pytest.mark.parametrize("number", ["٣.١", "一.二", "1", "1.2.3", "12345.1", "", "-1.2"])
def test_what_no_address_takes_is_no_number(cast: Cast, second: Revision, number: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("reading:revision", args=["HR-003", number])
    with pytest.raises(Refused) as refusal:
        numbered(cast, second, number)
    assert refusal.value.code == "revision_number_written"


@pytest.mark.parametrize("number", ["0.5", "0.9999", "01.0"])
def test_a_number_does_not_go_back(cast: Cast, second: Revision, number: str) -> None:
    with pytest.raises(Refused) as refusal:
        numbered(cast, second, number)
    assert refusal.value.code == "revision_number_rises"


def test_a_second_figure_counts_as_a_number(cast: Cast) -> None:
    first = published_policy(cast)
    ninth = drafting.start_revision(first.policy, cast.editor, number="1.9")
    publish(cast, ninth, tomorrow())
    tenth = drafting.start_revision(first.policy, cast.editor)

    assert tenth.number == "1.10"
    assert numbered(cast, tenth, "1.11").number == "1.11"


def test_the_first_figure_leaves_room_for_those_to_come(cast: Cast) -> None:
    draft = draft_of(cast)

    with pytest.raises(Refused):
        numbered(cast, draft, "9999.9999")
    assert numbered(cast, draft, "2026.1").number == "2026.1"


def test_after_the_last_second_figure_the_first_goes_on(cast: Cast) -> None:
    draft = draft_of(cast)

    assert revision_numbers.following(draft.policy, "3.9999") == "4.0"
    assert revision_numbers.following(draft.policy, "1.0") == "1.1"


def test_a_draft_that_lags_behind_is_not_submitted(cast: Cast, second: Revision) -> None:
    sql("UPDATE policies_revision SET number = '0.5' WHERE id = %s", second.pk)

    with pytest.raises(Refused) as refusal:
        workflow.submit(second, cast.editor)

    assert refusal.value.code == "revision_number_rises"


@pytest.mark.parametrize(
    ("table", "column", "value", "name"),
    [
        ("policies_revision", "number", "１.２", "revision_number_written"),
        ("policies_revision", "number", "1.2\n", "revision_number_written"),
        ("policies_policy", "code", "人資-1", "policy_code_written"),
        ("policies_policy", "code", "HR-００３", "policy_code_written"),
        ("policies_clause", "anchor", "第一條", "clause_anchor_written"),
        ("policies_chapter", "anchor", "a/b", "chapter_anchor_written"),
    ],
)
def test_the_database_keeps_no_address_that_cannot_be_written(
    cast: Cast, table: str, column: str, value: str, name: str
) -> None:
    draft_of(cast)

    with refused(name):
        sql(f"UPDATE {table} SET {column} = %s", value)


def test_the_database_publishes_no_lower_number(
    cast: Cast, second: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql("UPDATE policies_revision SET number = '0.5' WHERE id = %s", second.pk)
    monkeypatch.setattr(revision_numbers, "check", lambda policy, number: None)
    approve(cast, second)

    with pytest.raises(Refused) as refusal:
        workflow.publish(second, tomorrow(), cast.editor)

    assert refusal.value.code == "revision_number_rises"


def test_a_code_that_no_address_takes_starts_no_policy(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        draft_of(cast, "人資-1")

    assert refusal.value.code == "policy_code_written"
    assert not Policy.objects.exists()
