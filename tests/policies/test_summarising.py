"""What a revision changes, in one line: made once, in figures, for every reader's language."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from policies import comparing, scheduling, summarising
from policies.models import ChangeSummary, Revision
from policies.text.diff import compare
from regs_portal.jobs.worker import run_pending
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import ago, ahead, amended, repealed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_our_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF takes seconds."""
    monkeypatch.setattr("policies.jobs.store_pdf", lambda revision_id: None)


def two(cast: Cast) -> tuple[Revision, Revision]:
    first = published_policy(cast, at=ago(50))
    return first, next_revision(cast, first, amended())


def line_of(revision: Revision) -> str:
    kept = Revision.objects.select_related("change_summary", "replaced_by").get(pk=revision.pk)
    with translation.override("en"):
        return summarising.line(kept)


def test_the_worker_makes_it_after_publishing(cast: Cast) -> None:
    first, second = two(cast)
    assert line_of(second) == ""
    run_pending()
    assert line_of(first) == "Issued for the first time."
    assert line_of(second) == "1 clause reworded, 1 clause added."
    assert ChangeSummary.objects.get(revision=second).before == first


def test_the_worker_draws_the_comparison_ahead(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = two(cast)
    run_pending()
    assert first.policy == second.policy
    with django_assert_num_queries(0):
        assert comparing.drawn(first, second).changes == 2


def test_it_says_what_the_page_of_the_comparison_says(cast: Cast) -> None:
    first, second = two(cast)
    summarising.summarise(second)
    with translation.override("en"):
        said = comparing.summary(compare(first.outline(), second.outline()))
    assert line_of(second) == said


def test_the_sweep_finds_what_the_announcement_lost(cast: Cast) -> None:
    two(cast)
    assert list(summarising.without_summary().values_list("number", flat=True)) == ["1.1", "1.0"]
    for revision in summarising.without_summary():
        summarising.summarise(revision)
    assert not summarising.without_summary().exists()


def test_it_is_made_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _first, second = two(cast)
    made = summarising.summarise(second)
    with django_assert_num_queries(2):
        assert summarising.summarise(second) == made


def test_what_was_called_off_has_none(cast: Cast) -> None:
    first = published_policy(cast, at=ago(50))
    coming = next_revision(cast, first, effective_from=ahead(9))
    scheduling.cancel(coming, "改採其他作法", cast.editor)
    assert summarising.summarise(coming) is None
    run_pending()
    assert not ChangeSummary.objects.filter(revision=coming).exists()


def test_nothing_but_the_number_changed(cast: Cast) -> None:
    first = published_policy(cast, at=ago(50))
    same = next_revision(cast, first)
    summarising.summarise(same)
    assert line_of(same) == "Nothing changes."


def test_a_repeal_says_so(cast: Cast) -> None:
    other = published_policy(cast, "HR-009", at=ago(50))
    ended = published_policy(cast, "HR-004", at=ago(50))
    assert line_of(repealed(cast, ended.policy)) == "Repealed."
    ended = published_policy(cast, "HR-005", at=ago(50))
    repeal = repealed(cast, ended.policy, other.policy)
    assert line_of(repeal) == "Repealed; HR-009 takes its place."
    assert summarising.summarise(repeal) is None
