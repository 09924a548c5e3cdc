"""What is listed as wrong with a text's references."""

import pytest
from django.utils import translation

from policies import waiving, workflow
from policies.citing import Finding, Problem, cites_of, findings_of, waivers_of
from policies.models import Revision
from policies.text.outline import Heading, Kind, Outline
from tests.cast import Cast, approve, draft_of
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


def found(revision: Revision) -> list[Finding]:
    outline = revision.outline()
    cites = cites_of(outline, revision.policy, TODAY())
    return findings_of(outline, cites, waivers_of(revision))


def test_each_says_where_it_stands_and_opens_it(cast: Cast) -> None:
    chapter = Heading(Kind.CHAPTER, "第一章", "總則", lead="<p>依第七條。</p>", anchor="c" * 12)
    clauses = text_of("依第八條。").clauses
    draft = draft_of(
        cast,
        outline=Outline(
            "辦法", purpose="<p>依第六條。</p>", clauses=clauses, headings=(chapter,),
            supplementary="<p>依第九條。</p>",
        ),
    )  # fmt: skip
    with translation.override("en"):
        listed = [(each.place, each.words, each.anchor, each.query) for each in found(draft)]
    assert listed == [
        ("Introduction", "第六條", "introduction", ""),
        ("第一條", "第八條", ANCHORS[0], f"?clause={ANCHORS[0]}"),
        ("第一章 總則", "第七條", "c" * 12, f"?heading={'c' * 12}"),
        ("Supplementary provisions", "第九條", "closing", ""),
    ]


def test_the_same_words_in_one_place_are_one_finding(cast: Cast) -> None:
    draft = draft_of(cast, outline=text_of("依第九條，及第九條。", "依第九條。"))
    assert [each.place for each in found(draft)] == ["第一條", "第二條"]


def test_other_words_are_proposed_and_block_nothing(cast: Cast) -> None:
    draft = draft_of(cast, outline=text_of("甲", f"<p>{link(ANCHORS[0], '第二條')}</p>"))
    (finding,) = found(draft)
    assert (finding.problem, finding.proposed) == (Problem.OTHER_WORDS, "第一條")
    assert not finding.blocks


def test_a_sound_text_has_none(cast: Cast) -> None:
    assert found(draft_of(cast)) == []


def test_a_waived_one_blocks_no_longer(cast: Cast) -> None:
    revision = approve(cast, draft_of(cast, outline=text_of("依第九條。")))
    assert [each.blocks for each in found(revision)] == [True]
    waiving.waive(revision, ANCHORS[0], "第九條", "另案增訂。", cast.editor)
    (finding,) = found(revision)
    assert finding.waiver and finding.waiver.reason == "另案增訂。"
    assert not finding.blocks


def test_a_waiver_of_a_text_changed_since_counts_no_longer(cast: Cast) -> None:
    revision = approve(cast, draft_of(cast, outline=text_of("依第九條。", "甲")))
    waiving.waive(revision, ANCHORS[0], "第九條", "另案增訂。", cast.editor)
    workflow.return_approved(revision, cast.approver, "請修正第二條。")
    revision.refresh_from_db()
    assert [each.waiver for each in found(revision)] == [None]
    revision.clauses.filter(anchor=ANCHORS[1]).update(body="<p>乙</p>")
    assert [each.blocks for each in found(approve(cast, revision))] == [True]


def test_long_words_are_named_by_their_beginning(cast: Cast) -> None:
    words = "請假" * 150
    draft = draft_of(cast, outline=text_of(f"<p>{link('f' * 12, words)}</p>"))
    assert [each.words for each in found(draft)] == [words[:200]]
