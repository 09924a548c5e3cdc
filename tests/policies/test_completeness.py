"""What a text lacks before it can be submitted, and where it is to be mended."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from policies import drafting, workflow
from policies.completeness import Gap, missing
from policies.models import Category, Revision, Status
from policies.refusals import Refused
from policies.starters import preloaded_categories
from policies.text import parsing
from policies.text.gaps import gaps
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.cast import Cast, draft_of, leave_outline
from tests.fixtures import SignIn

SLUGS = [category["slug"] for category in preloaded_categories()]


def starter(slug: str) -> Outline:
    text = next(each["starter"] for each in preloaded_categories() if each["slug"] == slug)
    return parsing.parse(text).documents[0].outline


def lacking(outline: Outline) -> list[str]:
    with translation.override("en"):
        return [gap.sentence for gap in missing(outline)]


def with_heading(heading: Heading) -> Outline:
    whole = leave_outline()
    return replace(whole, headings=(*whole.headings, heading))


def test_a_whole_text_lacks_nothing() -> None:
    """第二條 of the sample is repealed: its number is kept, its words are gone."""
    assert missing(leave_outline()) == []


def test_gaps_say_where_they_are(cast: Cast) -> None:
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body="")
    assert [(gap.what, gap.anchor) for gap in missing(draft.outline())] == [
        ("clause", clause.anchor)
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_starter_is_not_submitted_as_it_is(cast: Cast, slug: str) -> None:
    category = Category.objects.get(slug=slug)
    draft = draft_of(cast, outline=starter(slug), category=category)

    with pytest.raises(Refused) as refused:
        workflow.submit(draft, cast.editor)

    assert refused.value.code == "incomplete"
    assert Revision.objects.get(pk=draft.pk).status == Status.DRAFT


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_of_a_starter_with_a_gap_is_named(slug: str) -> None:
    outline = starter(slug)
    told = {sentence.split()[0] for sentence in lacking(outline)}
    for clause in outline.all_clauses():
        assert (clause.label in told) == ("〔" in clause.body + clause.caption), clause.label


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("title", "The title"),
        ("background", "The background"),
        ("purpose", "The purpose"),
        ("scope", "The scope"),
        ("supplementary", "The supplementary provisions"),
    ],
)
def test_a_gap_of_the_cover_is_mended_there(part: str, name: str) -> None:
    words = "為〔公司名稱〕訂之。"
    named: dict[str, Any] = {part: words if part == "title" else f"<p>{words}</p>"}
    outline = replace(leave_outline(), **named)

    assert missing(outline) == [Gap(missing(outline)[0].sentence)]
    assert lacking(outline)[0].startswith(f"{name} has gaps")
    assert "〔公司名稱〕" in lacking(outline)[0]


@pytest.mark.parametrize(
    ("heading", "sentences"),
    [
        (Heading(Kind.CHAPTER, "第三章", "", clauses=(Clause("第九條", "<p>文。</p>"),)),
         ["第三章 has no title"]),
        (Heading(Kind.CHAPTER, "第三章", "附則"), ["第三章 附則 holds nothing"]),
        (Heading(Kind.CHAPTER, "", ""),
         ["A heading without a number has no title", "A heading without a number holds nothing"]),
        (Heading(Kind.CHAPTER, "第三章", "〔名稱〕", lead="<p>說明。</p>"),
         ["第三章 〔名稱〕 has gaps"]),
        (Heading(Kind.CHAPTER, "第三章", "附則", lead="<p>說明。</p>"), []),
        (Heading(Kind.CHAPTER, "第三章", "附則",
                 headings=(Heading(Kind.SECTION, "第一節", "則", lead="<p>文。</p>"),)), []),
    ],
)  # fmt: skip
def test_headings_have_a_title_and_hold_something(heading: Heading, sentences: list[str]) -> None:
    told = lacking(with_heading(heading))

    assert len(told) == len(sentences)
    for sentence, beginning in zip(told, sentences, strict=True):
        assert sentence.startswith(beginning)


def test_the_road_leads_to_the_heading(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    added = drafting.add_heading(draft, cast.editor)

    page = as_(cast.editor).get(reverse("deciding:road", args=[draft.pk]))

    address = f"{reverse('drafting:draft', args=[draft.pk])}?heading={added.anchor}"
    assert page.content.decode().count(f'href="{address}"') == 2


def test_a_caption_in_these_brackets_is_a_caption() -> None:
    bracketed = Clause("第九條", "<p>文。</p>", caption="〔定義〕")
    partly = replace(bracketed, caption="〔公司〕之定義")

    assert missing(replace(leave_outline(), clauses=(bracketed,))) == []
    assert len(missing(replace(leave_outline(), clauses=(partly,)))) == 1


def test_the_first_few_of_many_gaps_are_named() -> None:
    body = "<p>〔甲〕〔乙〕〔丙〕〔丁〕</p>"
    told = lacking(replace(leave_outline(), clauses=(Clause("第九條", body),)))[0]
    assert "〔甲〕、〔乙〕、〔丙〕…" in told
    assert gaps("〔甲〕") == ("〔甲〕",)
