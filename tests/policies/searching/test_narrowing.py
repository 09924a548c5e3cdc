"""A search within a part of what is in force, and how many places there are in each part."""

import datetime as dt

import pytest

from policies import searching
from policies.models import Category
from policies.searching import Narrowing, State
from policies.text.outline import Clause, Outline
from tests.cast import Cast, leave_outline, next_revision, published_policy
from tests.policies.standing import TODAY


def rules(*bodies: str) -> Outline:
    clauses = (Clause(f"第{n}條", f"<p>{body}</p>") for n, body in enumerate(bodies, 1))
    return Outline("規則", clauses=tuple(clauses))


def codes(cast: Cast, query: str = "共同之詞", **narrowing: object) -> set[str]:
    to = Narrowing(**narrowing)  # type: ignore[arg-type]
    return {hit.code for hit in searching.search(query, cast.hr, TODAY(), narrowing=to).hits}


@pytest.fixture
def published(cast: Cast) -> None:
    published_policy(cast, outline=rules("共同之詞", "共同之詞"))
    published_policy(
        cast, "CO-001", outline=rules("共同之詞"), by=cast.neighbour, level="rules",
        category=Category.objects.get(slug="conduct"),
    )  # fmt: skip


def test_to_one_of_each(cast: Cast, published: None) -> None:
    assert codes(cast) == {"HR-003", "CO-001"}
    assert codes(cast, category=Category.objects.get(slug="conduct")) == {"CO-001"}
    assert codes(cast, department=cast.human_resources) == {"HR-003"}
    assert codes(cast, department=cast.company) == {"HR-003", "CO-001"}
    assert codes(cast, level="rules") == {"CO-001"}
    assert codes(cast, policy="HR-003") == {"HR-003"}
    assert codes(cast, policy="XX-999") == set()
    assert codes(cast, role=cast.agent) == set()


def test_to_what_speaks_of_a_role(cast: Cast) -> None:
    published_policy(cast, outline=leave_outline(roles=("CS-01",)))
    published_policy(cast, "HR-004", outline=leave_outline())
    assert codes(cast, "請假", role=cast.agent) == {"HR-003"}


def test_to_a_day_and_a_state(cast: Cast) -> None:
    soon = TODAY() + dt.timedelta(days=10)
    old = published_policy(cast, outline=rules("舊的說法"))
    next_revision(cast, old, rules("新的說法"), effective_from=soon)
    assert codes(cast, "新的說法") == set()
    assert codes(cast, "新的說法", as_of=soon) == {"HR-003"}
    assert codes(cast, "舊的說法", as_of=soon) == set()
    assert codes(cast, "新的說法", state=State.SCHEDULED) == {"HR-003"}
    assert codes(cast, "舊的說法", state=State.SCHEDULED) == set()
    assert codes(cast, "舊的說法", since=TODAY()) == {"HR-003"}
    assert codes(cast, "舊的說法", since=soon) == set()


def test_counts_in_each_part(cast: Cast, published: None) -> None:
    asked = searching.search("共同之詞", cast.hr, TODAY()).asked
    found = searching.facets(asked, cast.hr, TODAY(), Narrowing())
    assert [(each.value, each.count) for each in found.categories] == [
        ("working-time", 2), ("conduct", 1),
    ]  # fmt: skip
    assert [(each.value, each.count) for each in found.levels] == [("measures", 2), ("rules", 1)]
    assert [(each.value, each.count) for each in found.departments] == [("HR", 2), ("OPS", 1)]
    assert [(each.value, each.count) for each in found.policies] == [("HR-003", 2), ("CO-001", 1)]


def test_what_one_may_not_read_is_not_counted(cast: Cast) -> None:
    published_policy(
        cast, outline=rules("共同之詞"), classification="restricted", binds_everyone=False
    )
    asked = searching.search("共同之詞", cast.hr, TODAY()).asked
    assert searching.facets(asked, cast.hr, TODAY(), Narrowing()).policies
    assert searching.facets(asked, cast.outsider, TODAY(), Narrowing()) == searching.Facets()


def test_titles_captions_and_words_in_a_row_come_first(cast: Cast) -> None:
    published_policy(
        cast,
        outline=Outline(
            "差旅費規則",
            clauses=(
                Clause("第1條", "<p>申請人應檢附憑證，並依差旅費標準。申請差旅費。</p>"),
                Clause("第2條", "<p>差旅費 申請</p>"),
                Clause("第3條", "<p>另定之。</p>", caption="差旅費之申請"),
            ),
        ),
    )
    hits = searching.search("差旅費 申請", cast.hr, TODAY()).hits
    assert [hit.label for hit in hits] == ["第3條", "第2條", "第1條"]
    assert searching.search("差旅費", cast.hr, TODAY()).hits[0].anchor == ""
