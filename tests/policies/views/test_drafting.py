"""The drafting page: what an editor sees and types, and everybody else does not."""

import pytest
from django.urls import reverse

from policies import drafting, workflow
from policies.drafting.words import LONGEST
from policies.models import Revision
from policies.text.outline import Clause, Kind, Outline
from tests.cast import Cast, draft_of, published_policy
from tests.fixtures import SignIn

DEFINING = Outline("辦法", clauses=(Clause("第一條", "<p>本辦法所稱加班，指延長工時。</p>"),))


def address(revision: Revision, name: str = "draft", *arguments: str) -> str:
    return reverse(f"drafting:{name}", args=[revision.pk, *arguments])


def anchor_of(revision: Revision, label: str) -> str:
    return revision.clauses.get(label=label).anchor


def typed(version: int = 1, **fields: str) -> dict[str, str]:
    return {
        "version": str(version),
        "label": "第一條",
        "caption": "依據",
        "body": "<p>文。</p>",
    } | fields


def test_the_editor_sees_the_outline_and_the_cover(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)

    page = as_(cast.editor).get(address(revision))

    words = page.content.decode()
    assert page.status_code == 200
    for expected in ("第一章", "第三條之一", 'name="title"', "rich-text"):
        assert expected in words


def test_a_clause_and_a_heading_open_on_the_right(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    client = as_(cast.editor)

    clause = client.get(address(revision), {"clause": anchor_of(revision, "第三條")})
    heading = client.get(
        address(revision), {"heading": revision.chapters.get(label="第二章").anchor}
    )

    assert "請假程序" in clause.content.decode()
    assert 'name="kind"' in heading.content.decode()


def test_the_words_of_the_text_are_in_its_language_not_the_readers(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.editor)
    client.cookies["django_language"] = "en"

    page = client.get(
        reverse("drafting:draft", args=[draft_of(cast, outline=DEFINING).pk])
    ).content.decode()

    assert '<html lang="en"' in page
    assert '<dfn lang="zh-Hant">加班</dfn>' in page


def test_only_this_page_may_carry_the_editor(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    client = as_(cast.editor)

    assert "unsafe-inline" in client.get(address(revision))["Content-Security-Policy"]
    assert (
        "unsafe-inline" not in client.get(reverse("drafting:workspace"))["Content-Security-Policy"]
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("employee", 404),
        ("outsider", 404),
        ("neighbour", 404),
        ("administrator", 404),
        ("hr", 403),
        ("auditor", 403),
        ("legal_reviewer", 403),
    ],
)
def test_nobody_else_may_write(cast: Cast, as_: SignIn, who: str, status: int) -> None:
    revision = draft_of(cast)
    client = as_(getattr(cast, who))

    assert client.get(address(revision)).status_code == status
    saved = client.post(address(revision, "clause", anchor_of(revision, "第一條")), typed())
    assert saved.status_code == status


def test_saving_goes_back_to_the_clause(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")

    saved = as_(cast.editor).post(
        address(revision, "clause", anchor), typed(body="<p>新文<script>x</script></p>")
    )

    assert saved.status_code == 302
    assert f"?clause={anchor}" in saved["Location"]
    assert revision.clauses.get(anchor=anchor).body == "<p>新文</p>"


def test_autosave_is_answered_with_the_new_version(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")

    saved = as_(cast.editor).post(
        address(revision, "clause", anchor), typed(), headers={"accept": "application/json"}
    )

    assert saved.json() == {"version": 2}


def test_the_loser_sees_both_texts_and_can_save_over(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")
    drafting.edit_clause(revision, anchor, 1, cast.editor, body="<p>甲寫的。</p>")
    client = as_(cast.editor)

    lost = client.post(address(revision, "clause", anchor), typed(body="<p>乙寫的。</p>"))

    words = lost.content.decode()
    assert lost.status_code == 409
    assert "甲寫的。" in words
    assert "乙寫的。" in words
    assert revision.clauses.get(anchor=anchor).body == "<p>甲寫的。</p>"
    assert lost.context["form"]["version"].value() == "2"

    client.post(address(revision, "clause", anchor), typed(2, body="<p>乙寫的。</p>"))
    assert revision.clauses.get(anchor=anchor).body == "<p>乙寫的。</p>"


def test_autosave_gets_the_conflict_as_a_part_of_a_page(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")
    drafting.edit_clause(revision, anchor, 1, cast.editor, body="<p>甲寫的。</p>")

    lost = as_(cast.editor).post(
        address(revision, "clause", anchor),
        typed(body="<p>乙寫的。</p>"),
        headers={"accept": "application/json"},
    )

    assert lost.status_code == 409
    assert "<html" not in lost.content.decode()
    assert "甲寫的。" in lost.content.decode()
    # Whether it is repealed is said in words too.
    assert "False" not in lost.content.decode()
    assert lost.content.decode().count('<div class="text">否</div>') == 2


def test_bad_input_keeps_what_was_typed(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)

    page = as_(cast.editor).post(
        address(revision, "cover"),
        {"version": "1", "title": "", "number": "二", "issuing_unit": "人資", "purpose": "為使…"},
    )

    assert page.status_code == 422
    assert "為使…" in page.content.decode()
    assert page.context["form"].errors.keys() == {"title", "number"}


def test_a_submitted_text_leads_to_its_road(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")
    workflow.submit(revision, by=cast.editor)
    client = as_(cast.editor)

    assert client.get(address(revision))["Location"] == reverse("deciding:road", args=[revision.pk])
    late = client.post(address(revision, "clause", anchor), typed(body="<p>遲了。</p>"))
    assert late.status_code == 409
    assert "遲了。" in late.content.decode()


def test_only_post_changes_anything(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    client = as_(cast.editor)

    for name in ("cover", "add_clause", "add_heading"):
        assert client.get(address(revision, name)).status_code == 405


def test_a_revision_is_started_once(cast: Cast, as_: SignIn) -> None:
    published = published_policy(cast)
    client = as_(cast.editor)
    start = reverse("drafting:start_revision", args=[published.policy.code])

    first = client.post(start)
    second = client.post(start)

    assert first["Location"] == second["Location"]
    assert as_(cast.neighbour).post(start).status_code == 403


def test_a_title_is_one_line_without_marks_nobody_sees(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    cover = {
        "version": str(revision.lock_version),
        "number": revision.number,
        "title": "Leave\r\nrules\x1b\u202e",
        "issuing_unit": "HR\x01",
        "change_note": "One\r\ntwo\x07",
    }

    as_(cast.editor).post(address(revision, "cover"), cover)

    revision.refresh_from_db()
    assert (revision.title, revision.issuing_unit) == ("Leave rules", "HR")
    assert revision.change_note == "One\r\ntwo"


def test_a_title_of_invisible_marks_is_none(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    cover = {
        "version": "1",
        "number": revision.number,
        "title": "\u200b\u200f",
        "change_note": "語",
    }

    page = as_(cast.editor).post(address(revision, "cover"), cover)

    assert page.status_code == 422
    assert "語" in page.content.decode()


def test_a_number_that_goes_back_is_told_beside_its_field(cast: Cast, as_: SignIn) -> None:
    draft = drafting.start_revision(published_policy(cast).policy, cast.editor)
    cover = {"version": "1", "title": "新名", "issuing_unit": "人資", "number": "０.５"}

    page = as_(cast.editor).post(address(draft, "cover"), cover)

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"number"}
    assert "新名" in page.content.decode()
    as_(cast.editor).post(address(draft, "cover"), cover | {"number": "１．２"})
    assert Revision.objects.get(pk=draft.pk).number == "1.2"


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_clause_too_long_to_print_is_told_and_kept_in_the_form(
    cast: Cast, as_: SignIn, accept: str
) -> None:
    revision = draft_of(cast)
    anchor = anchor_of(revision, "第一條")

    page = as_(cast.editor).post(
        address(revision, "clause", anchor), typed(body="員" * (LONGEST + 1)),
        headers={"accept": accept},
    )  # fmt: skip

    assert page.status_code == 422
    assert "100,000" in page.content.decode() or "100,000" in page.json()["errors"][0]
    assert revision.clauses.get(anchor=anchor).body == "<p>本辦法依勞動基準法訂定之。</p>"
    if accept == "text/html":
        assert page.context["form"]["body"].value().startswith("員員")


def test_a_kind_that_cannot_stand_there_is_told_beside_its_field(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    chapter = revision.chapters.get(label="第二章")
    section = drafting.add_heading(revision, cast.editor, kind=Kind.SECTION, parent=chapter.anchor)
    words = {"version": "1", "kind": "part", "label": "第一編", "title": "總綱"}

    page = as_(cast.editor).post(address(revision, "heading", section.anchor), words)

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"kind"}
    assert "總綱" in page.content.decode()
