"""What is kept of a reference that says the text rests on another."""

import pytest

from policies import citing, jobs
from policies.models import CrossReference, Revision
from tests.cast import Cast, published_policy
from tests.policies.telling import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures(cast: Cast) -> Revision:
    published_policy(cast, "HR-001", text("工作規則", "<p>甲。</p>"))
    outline = text(
        "請假辦法", "<p>本辦法依「工作規則」訂定之。</p>", "<p>並依「工作規則」訂定之。</p>"
    )
    return published_policy(cast, "HR-002", outline)


def bases() -> list[tuple[str, bool | None]]:
    return list(CrossReference.objects.order_by("pk").values_list("label", "is_basis"))


def test_only_the_first_clause_says_it_for_the_whole(measures: Revision) -> None:
    assert bases() == [("第一條", True), ("第二條", False)]


def test_rows_of_earlier_days_are_read_again_by_the_worker(measures: Revision) -> None:
    CrossReference.objects.update(is_basis=None)
    assert list(citing.unread()) == [measures]
    jobs.read_bases.func()
    assert bases() == [("第一條", True), ("第二條", False)]
    assert not citing.unread().exists()


def test_said_twice_in_one_place_once_as_its_ground(cast: Cast) -> None:
    published_policy(cast, "HR-001", text("工作規則", "<p>甲。</p>"))
    words = "<p>本辦法依「工作規則」訂定之。未規定者，適用「工作規則」。</p>"
    published_policy(cast, "HR-002", text("請假辦法", words))
    assert bases() == [("第一條", True)]
