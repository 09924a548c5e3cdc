"""Words that mean the same: kept by HR, used by every search."""

import pytest
from django.core.exceptions import PermissionDenied

from policies import searching
from policies.models import SynonymGroup
from policies.refusals import Refused
from policies.searching import synonyms
from policies.text.outline import Clause, Outline
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, published_policy
from tests.policies.standing import TODAY

RULES = Outline(
    "休假規則",
    clauses=(
        Clause("第1條", "<p>特別休假依年資給予。</p>"),
        Clause("第2條", "<p>特休日數另表規定。</p>"),
    ),
)


def found(cast: Cast, query: str) -> list[str]:
    return [hit.label for hit in searching.answer(query, cast.employee, TODAY()).results.hits]


def test_one_word_finds_the_others(cast: Cast) -> None:
    published_policy(cast, outline=RULES)
    assert found(cast, "特休") == ["第2條"]
    synonyms.keep("特休 = 年假 = 特別休假", cast.hr)
    assert found(cast, "特休") == ["第2條", "第1條"]  # as it was typed comes first
    assert found(cast, "年假") == ["第1條", "第2條"]
    assert found(cast, "年假日數") == ["第2條"]
    assert found(cast, "「年假」") == []
    answer = searching.answer("年假", cast.employee, TODAY())
    assert any(words == "特別休假" for words, is_hit in answer.results.hits[0].snippet if is_hit)
    assert set(answer.also) == {"特休", "特別休假"}


def test_the_search_without_them_is_as_it_was(cast: Cast) -> None:
    published_policy(cast, outline=RULES)
    synonyms.keep("特休 = 特別休假", cast.hr)
    assert searching.search("特休", cast.employee, TODAY()).count == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("特休", "synonyms_two_or_more"), ("", "synonyms_two_or_more"),
        ("特休 = 特休", "synonyms_two_or_more"), ("特别休假=特別休假", "synonyms_two_or_more"),
        ("特 = 特休", "synonym_too_short"), ("？？ = 特休", "synonym_too_short"),
        ("特休 = " + "假" * 41, "synonyms_too_long"),
        ("=".join(f"詞語{n}" for n in range(13)), "synonyms_too_long"),
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused(cast: Cast, written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        synonyms.keep(written, cast.hr)
    assert refused.value.code == code
    assert not SynonymGroup.objects.exists()


def test_a_word_stands_in_one_line(cast: Cast) -> None:
    line = synonyms.keep("特休 = 年假", cast.hr)
    with pytest.raises(Refused, match="特休"):
        synonyms.keep("特休 = 特別休假", cast.hr)
    synonyms.keep("特休 = 年假 = 特別休假", cast.hr, line)
    assert str(SynonymGroup.objects.get()) == "特休 = 年假 = 特別休假"


def test_every_change_is_noted(cast: Cast) -> None:
    line = synonyms.keep("特休 = 年假", cast.hr)
    synonyms.keep("特休 = 特別休假", cast.hr, line)
    synonyms.drop(line, cast.hr)
    assert list(AuditEvent.objects.filter(verb__contains="synonyms")
        .order_by("pk")
        .values_list("verb", flat=True)) == [
        "policies.keep_synonyms", "policies.keep_synonyms", "policies.drop_synonyms",
    ]  # fmt: skip


def test_only_hr_keeps_them(cast: Cast) -> None:
    line = synonyms.keep("特休 = 年假", cast.administrator)
    for person in (cast.employee, cast.editor, cast.auditor, cast.legal_reviewer):
        with pytest.raises(PermissionDenied):
            synonyms.keep("加班 = 延長工時", person)
        with pytest.raises(PermissionDenied):
            synonyms.drop(line, person)
