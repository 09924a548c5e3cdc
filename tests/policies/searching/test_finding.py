"""Search finds every word in force that the reader may read, and nothing else."""

import datetime as dt
import json
import unicodedata
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from policies import searching
from policies.models import Category, SearchEntry
from policies.searching import Results
from policies.text.markup import to_text
from policies.text.outline import Clause, Outline
from regs_portal.people.models import Employee
from tests.cast import Cast, leave_outline, next_revision, published_policy

NAUGHTY = Path(__file__).parents[4] / "shared/corpora/xss-csv-dev/blns.json"
TODAY = timezone.localdate
BODIES = (
    "員工請假，應事先申請；緊急時得以電話、電子郵件（e-mail）為之。",
    "特別休假未休完之日數，於年度終結時折發工資。",
    "员工报销差旅费应当提供发票，使用A4紙列印，逾30日不予受理。",
    "客服專員應於３分鐘內回覆客戶，ＳＬＡ另定之。",
    "The employee handbook applies to all employees.",
)


def rules(*bodies: str) -> Outline:
    return Outline(
        "綜合規則",
        clauses=tuple(Clause(f"第{n}條", f"<p>{body}</p>") for n, body in enumerate(bodies, 1)),
    )


def search(cast: Cast, query: str, who: Employee | None = None, **options: object) -> Results:
    return searching.search(query, who or cast.employee, TODAY(), **options)  # type: ignore[arg-type]


def labels(results: Results) -> list[str]:
    return [hit.label for hit in results.hits]


class TestWords:
    @pytest.mark.parametrize(
        ("query", "label"),
        [
            ("特別休假", "第2條"), ("特别休假", "第2條"), ("報銷", "第3條"), ("报销", "第3條"),
            ("差旅費", "第3條"), ("A4", "第3條"), ("a4紙", "第3條"), ("SLA", "第4條"),
            ("3分鐘", "第4條"), ("HANDBOOK", "第5條"), ("handb", "第5條"),
            ("折發 年度", "第2條"), ("電子郵件", "第1條"),
        ],
    )  # fmt: skip
    def test_finds_however_it_is_written(self, cast: Cast, query: str, label: str) -> None:
        published_policy(cast, outline=rules(*BODIES))
        assert labels(search(cast, query)) == [label]

    @pytest.mark.parametrize("query", ["休假特別", "折發 報銷", "三分鐘", "handbooks applied"])
    def test_finds_nothing_that_is_not_there(self, cast: Cast, query: str) -> None:
        published_policy(cast, outline=rules(*BODIES))
        assert search(cast, query) == Results(search(cast, query).asked)

    def test_title_introduction_heading_and_closing_are_found(self, cast: Cast) -> None:
        published_policy(cast)
        anchors = {
            "出勤與休假管理辦法": "", "因應勞動基準法": "introduction", "經核定後施行": "closing",
        }  # fmt: skip
        for query, anchor in anchors.items():
            assert search(cast, query).hits[0].anchor == anchor
        (chapter,) = search(cast, "各種假別").hits
        assert chapter.label == "第二章"

    def test_marks_the_words_as_they_are_written(self, cast: Cast) -> None:
        published_policy(cast, outline=rules(*BODIES))
        (hit,) = search(cast, "报销").hits
        assert ("报销", True) in hit.snippet
        (hit,) = search(cast, "年度终结").hits
        assert ("年度終結", True) in hit.snippet

    def test_says_where_a_clause_stands(self, cast: Cast) -> None:
        published_policy(cast)
        (hit,) = search(cast, "交接後離席").hits
        assert (hit.code, hit.number, hit.label) == ("HR-003", "1.0", "第三條之一")
        assert hit.heading == "第二章 休假"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None
)
@given(data=st.data())
def test_every_substring_of_two_characters_or_more_is_found(
    cast: Cast, data: st.DataObject
) -> None:
    if not SearchEntry.objects.exists():
        published_policy(cast, outline=rules(*BODIES))
    place = data.draw(
        st.integers(0, 3)
    )  # the fifth is English, where words are found from the left
    body = BODIES[place]
    start = data.draw(st.integers(0, len(body) - 2))
    query = body[start : data.draw(st.integers(start + 2, len(body)))]
    assume(any(is_chinese(character) for character in query))
    assume(not (start and is_latin(body[start - 1]) and is_latin(body[start])))
    assert f"第{place + 1}條" in labels(search(cast, query))


def is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def is_latin(character: str) -> bool:
    """A letter or digit of a word, which is found from its beginning, not from inside."""
    folded = unicodedata.normalize("NFKC", character)
    return folded.isascii() and folded.isalnum()


class TestJumps:
    @pytest.mark.parametrize("query", ["HR-003", "hr-003", "HR003", "ＨＲ－００３", " HR-003 "])
    def test_a_code_finds_the_policy_first(self, cast: Cast, query: str) -> None:
        published_policy(cast)
        published_policy(cast, "HR-004", outline=rules("依 HR-003 辦理。"))
        hits = search(cast, query).hits
        assert (hits[0].code, hits[0].anchor) == ("HR-003", "")

    @pytest.mark.parametrize(
        "query", ["第三條之一", "第3條之1", "第三条之一", "第 3 條之 1", "第3-1條", "article 3-1"]
    )
    def test_an_article_is_found_by_its_number(self, cast: Cast, query: str) -> None:
        published_policy(cast)
        assert search(cast, query).hits[0].label == "第三條之一"

    @pytest.mark.parametrize(
        "query", ["HR-003 第三條", "第三條 HR-003", "HR003 article 3", "hr-003 3條"]
    )
    def test_an_article_of_one_policy(self, cast: Cast, query: str) -> None:
        published_policy(cast)
        published_policy(cast, "HR-004", outline=rules("甲乙", "甲乙", "甲乙"))
        hits = search(cast, query).hits
        assert (hits[0].code, hits[0].label) == ("HR-003", "第三條")
        assert {hit.code for hit in hits} == {"HR-003"}

    def test_words_in_one_policy(self, cast: Cast) -> None:
        published_policy(cast)
        published_policy(cast, "HR-004", outline=rules("請假應先申請"))
        assert {hit.code for hit in search(cast, "HR-003 請假").hits} == {"HR-003"}

    def test_a_code_that_is_none_is_words(self, cast: Cast) -> None:
        published_policy(cast, outline=rules("表單編號 ZZ-999"))
        assert labels(search(cast, "ZZ-999")) == ["第1條"]

    def test_a_deleted_article_is_found_by_its_number(self, cast: Cast) -> None:
        published_policy(cast)
        assert search(cast, "第二條").hits[0].snippet == []


class TestInForce:
    def test_only_on_its_days(self, cast: Cast) -> None:
        soon = TODAY() + dt.timedelta(days=10)
        old = published_policy(cast, outline=rules("舊的說法"))
        next_revision(cast, old, rules("新的說法"), effective_from=soon)

        def found(query: str, on: dt.date) -> int:
            return searching.search(query, cast.employee, on).count

        assert (found("舊的說法", TODAY()), found("新的說法", TODAY())) == (1, 0)
        assert (found("舊的說法", soon), found("新的說法", soon)) == (0, 1)
        assert found("舊的說法", soon - dt.timedelta(days=1)) == 1
        assert found("舊的說法", TODAY() - dt.timedelta(days=1)) == 0

    def test_drafts_are_not_found(self, cast: Cast) -> None:
        from tests.cast import draft_of

        draft_of(cast, outline=rules("尚未發布的說法"))
        assert search(cast, "尚未發布", cast.editor).count == 0

    def test_sweeping_removes_what_is_over(self, cast: Cast) -> None:
        long_ago = timezone.now() - dt.timedelta(days=90)
        old = published_policy(cast, outline=rules("舊的說法"), at=long_ago)
        new = next_revision(cast, old, rules("新的說法"))
        before = SearchEntry.objects.filter(revision=old).count()
        assert searching.sweep(TODAY() - dt.timedelta(days=1)) == 0
        assert searching.sweep(TODAY()) == before > 0
        assert set(SearchEntry.objects.values_list("revision", flat=True)) == {new.pk}


class TestWho:
    def test_restricted_words_are_found_by_those_who_may_read_them(self, cast: Cast) -> None:
        published_policy(cast, outline=rules("機密獎金"), classification="restricted",
                         binds_everyone=False)  # fmt: skip
        for person in (cast.hr, cast.auditor, cast.legal_reviewer, cast.approver, cast.editor):
            assert search(cast, "機密獎金", person).count == 1, person
            assert search(cast, "HR-003", person).count == 1, person
        for person in (cast.employee, cast.neighbour, cast.outsider, cast.mainlander):
            assert search(cast, "機密獎金", person).count == 0, person
            assert search(cast, "HR-003", person).count == 0, person
            assert search(cast, "HR-003 第1條", person).count == 0, person


class TestPages:
    def test_twenty_to_a_page_in_one_order(self, cast: Cast) -> None:
        published_policy(cast, outline=rules(*(f"共同之詞{n}" for n in range(45))))
        pages = [search(cast, "共同之詞", page=page) for page in (1, 2, 3)]
        assert [len(page.hits) for page in pages] == [20, 20, 5]
        assert {page.count for page in pages} == {45}
        assert len({hit.label for page in pages for hit in page.hits}) == 45

    @pytest.mark.parametrize("page", [0, -3, 99, 10**9])
    def test_a_page_that_is_not_there_is_the_first(self, cast: Cast, page: int) -> None:
        published_policy(cast, outline=rules("共同之詞"))
        found = search(cast, "共同之詞", page=page)
        assert (found.page, found.count) == (1, 1)

    def test_counts_up_to_a_thousand(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("policies.searching.finding.COUNTED", 10)
        published_policy(cast, outline=rules(*(f"共同之詞{n}" for n in range(12))))
        found = search(cast, "共同之詞")
        assert (found.count, found.is_more) == (10, True)

    def test_ranks_no_more_than_the_candidates(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("policies.searching.finding.CANDIDATES", 3)
        published_policy(cast, outline=rules(*(f"共同之詞{n}" for n in range(12))))
        assert search(cast, "共同之詞").count == 3

    def test_in_one_category(self, cast: Cast) -> None:
        published_policy(cast, outline=rules("共同之詞"))
        conduct = Category.objects.get(slug="conduct")
        published_policy(cast, "CO-001", outline=rules("共同之詞"), category=conduct)
        assert {hit.code for hit in search(cast, "共同之詞", category=conduct).hits} == {"CO-001"}


HOSTILE = [
    "", " ", "\x00", "甲\x00乙", "'", "''", "\\", "&", "|", "!", "<->", "a & !b", "((",
    "))", ":*", "'a':*", "%", "_", "%s", "%(on)s", "{0}", "{candidates}",
    "; DROP TABLE x", "--", "/* */", "$$", "第條", "第", "條", "第九九九九九九九九條",
    "第一條之之一",
    "article", "§", "\ud800", "\U0010ffff", "ﷺ" * 50, "é" * 300, "甲" * 5000, "a " * 500,
    "-" * 400, "A-" * 200 + "1", "👩‍👩‍👧‍👦", "İstanbul", "ß", "\u202e甲乙", "１２３",
]  # fmt: skip


def test_hostile_queries_are_answered(cast: Cast) -> None:
    published_policy(cast, outline=rules(*BODIES))
    queries = list(HOSTILE)
    if NAUGHTY.exists():
        queries += [query for query in json.loads(NAUGHTY.read_text()) if isinstance(query, str)]
    queries += [f"HR-003 {query} 第一條" for query in HOSTILE]
    for query in queries:
        found = search(cast, query, cast.hr)
        assert found.count >= len(found.hits) >= 0


def test_what_is_indexed_is_written_in_two_statements(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    revision = published_policy(cast)
    outline = revision.outline()
    assert revision.policy.code == "HR-003"  # fetched here, as publishing has it
    SearchEntry.objects.all().delete()
    with django_assert_num_queries(2):  # what search reads, and the marks of the clauses
        searching.index(revision, outline)
    texts = SearchEntry.objects.filter(label="第三條").values_list("text", flat=True)
    clause = next(clause for clause in outline.all_clauses() if clause.label == "第三條")
    assert list(texts) == [f"請假程序\n{to_text(clause.body)}"]


def test_names_of_a_policy_are_those_of_its_words(cast: Cast) -> None:
    long_ago = timezone.now() - dt.timedelta(days=90)
    revision = published_policy(cast, outline=leave_outline(title="請假規則"), at=long_ago)
    next_revision(cast, revision, leave_outline(title="出勤規則"))
    assert search(cast, "請假規則").count == 0
    assert search(cast, "出勤規則").hits[0].title == "出勤規則"
