"""What is stored of a published text, and what the reader's page makes of it."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from policies import citing, jobs, rendering
from policies.models import Rendition
from policies.models.rendition import RenditionKind
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.cast import Cast, draft_of, leave_outline, published_policy
from tests.regs_portal.audit.trail import tamper


def numbered(*labels: str, heading: str = "") -> Outline:
    clauses = tuple(
        Clause(label, f"<p>第{place}點。</p>", anchor=f"{place:012x}")
        for place, label in enumerate(labels, 1)
    )
    if not heading:
        return Outline("要點", clauses=clauses)
    return Outline(
        "要點",
        headings=(Heading(Kind.CHAPTER, "第一章", heading, anchor="c" * 12, clauses=clauses),),
    )


@pytest.mark.django_db
class TestStored:
    def test_publishing_stores_the_page_once(self, cast: Cast) -> None:
        revision = published_policy(cast)
        stored = Rendition.objects.get(revision=revision, kind=RenditionKind.PAGE)
        assert rendering.page_of(revision) == rendering.Page(stored.html, stored.contents)
        assert stored.size == len((stored.html + stored.contents).encode())

    def test_storing_a_page_again_replaces_nothing(self, cast: Cast) -> None:
        revision = published_policy(cast)
        before = list(Rendition.objects.filter(revision=revision).order_by("pk").values())
        with pytest.raises(IntegrityError, match="rendition_once"), transaction.atomic():
            rendering.store_page(revision, numbered("第一條"), (), timezone.now())
        assert list(Rendition.objects.filter(revision=revision).order_by("pk").values()) == before

    def test_it_is_kept_in_the_other_script_too(self, cast: Cast) -> None:
        revision = published_policy(cast)
        kept = Rendition.objects.get(revision=revision, kind=RenditionKind.PAGE_HANS)
        page, converted = rendering.page_of(revision), rendering.Page(kept.html, kept.contents)
        assert (page.language, converted.language) == ("zh-Hant", "zh-Hans")
        assert "员工请假，应事先申请" in converted.html
        assert re.findall("<[^>]*>", page.html)[1:] == re.findall("<[^>]*>", converted.html)[1:]
        assert not rendering.without_conversion().exists()

    def test_what_was_published_before_is_converted_by_and_by(self, cast: Cast) -> None:
        revision = published_policy(cast)
        kept = Rendition.objects.filter(revision=revision, kind=RenditionKind.PAGE_HANS)
        before = kept.values("html", "contents", "digest").get()
        tamper(
            "DELETE FROM policies_rendition WHERE kind = 'page_hans'", table="policies_rendition"
        )
        assert rendering.without_conversion().count() == 1
        jobs.make_missing_conversions.func()
        assert kept.values("html", "contents", "digest").get() == before

    def test_the_stored_page_is_what_would_be_rendered_now(self, cast: Cast) -> None:
        revision = published_policy(cast)
        stored, outline = rendering.page_of(revision), revision.outline()
        cites = citing.cites_of(outline, revision.policy, timezone.localdate())
        language = rendering.language_of(revision, outline)
        assert stored == rendering.render(outline, language, cites)

    def test_a_draft_is_rendered_and_not_stored(self, cast: Cast) -> None:
        draft = draft_of(cast)
        page = rendering.page_of(draft)
        assert "第三條之一" in page.html
        assert not Rendition.objects.exists()

    def test_nothing_stored_speaks_a_language_of_the_portal(self, cast: Cast) -> None:
        pages = []
        for language in ("zh-hant", "zh-hans", "en"):
            with translation.override(language):
                pages.append(rendering.page_of(draft_of(cast, code=f"HR-{language.upper()}")))
        without_anchors = {re.sub("[0-9a-f]{12}", "", page.html) for page in pages}
        assert len(without_anchors) == 1

    def test_roles_are_named_by_their_posts(self, cast: Cast) -> None:
        revision = published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        html = rendering.page_of(revision).html
        assert "<!--roles:CS-01--> 客戶服務專員" in html


class TestForReader:
    page = rendering.Page("<!--word:purpose--><!--roles:A|B--> 店員", "<!--word:introduction-->")

    @pytest.mark.parametrize(
        ("language", "word"), [("en", "Purpose"), ("zh-hant", rendering.WORDS["purpose"])]
    )
    def test_words_in_the_readers_language(self, language: str, word: object) -> None:
        with translation.override(language):
            html = self.page.for_reader().html
            assert f'<span lang="{language}">{word}</span>' in html

    def test_no_mark_is_left(self) -> None:
        page = self.page.for_reader()
        assert "<!--" not in page.html + page.contents

    def test_a_clause_says_whether_it_is_for_my_post(self) -> None:
        with translation.override("en"):
            assert "for-me" in self.page.for_reader({"B"}).html
            assert "for-me" not in self.page.for_reader({"C"}).html
            assert "Addressed to" in self.page.for_reader({"C"}).html

    def test_a_text_cannot_forge_a_mark(self, db: None) -> None:
        body = "<p>&lt;!--word:purpose--&gt;<!--word:scope-->甲</p>"
        page = rendering.render(Outline("要點", clauses=(Clause("一、", body, anchor="a1"),)))
        with translation.override("en"):
            html = page.for_reader().html
        assert "Purpose" not in html
        assert "Scope" not in html
        assert "&lt;!--word:purpose--&gt;甲" in html

    def test_a_role_code_cannot_break_out(self, db: None) -> None:
        clause = Clause("一、", "<p>甲</p>", anchor="a1", roles=("--><script>", "B"))
        html = rendering.render(Outline("要點", clauses=(clause,))).for_reader({"B"}).html
        assert "<script>" not in html
        assert "for-me" in html


class TestText:
    def test_every_part_stands_in_its_order(self, db: None) -> None:
        html = rendering.render(leave_outline()).html
        parts = (
            "word:introduction 因應 第一章 總則 第一條 第二條 word:deleted 第二章 本章規定"
            " 第三條 請假程序 第三條之一 word:supplementary"
        ).split()
        places = [html.index(part) for part in parts]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("<p>目的：為公平。</p>", "<h3>目的</h3>\n        <p>為公平。</p>"),
            ("<p>宗旨: 為公平。</p>", "<h3>宗旨</h3>\n        <p>為公平。</p>"),
            ("<p>為公平。</p>", "<h3><!--word:purpose--></h3>\n        <p>為公平。</p>"),
            ("<p>目的地</p>", "<h3><!--word:purpose--></h3>\n        <p>目的地</p>"),
        ],
    )
    def test_a_part_that_names_itself_is_named_once(
        self, written: str, shown: str, db: None
    ) -> None:
        assert shown in rendering.render(Outline("要點", purpose=written)).html

    def test_supplementary_provisions_keep_their_own_name(self, db: None) -> None:
        page = rendering.render(Outline("要點", supplementary="<p>附則</p><p>自發布日施行。</p>"))
        assert page.html.count("附則") == 1
        assert "<h2>附則</h2>" in page.html
        assert '<a href="#closing">附則</a>' in page.contents

    def test_clauses_have_two_addresses(self, db: None) -> None:
        html = rendering.render(numbered("第一條", "第一條之一")).html
        assert 'id="000000000002"' in html
        assert 'href="#000000000002" id="article-1-1">第一條之一</a>' in html

    def test_an_address_is_given_once(self, db: None) -> None:
        html = rendering.render(numbered("一、", "一、", "二、")).html
        assert html.count('id="article-1"') == 1
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))

    def test_a_clause_without_a_number_can_still_be_pointed_at(self, db: None) -> None:
        assert ">§</a>" in rendering.render(numbered("")).html

    def test_titles_and_labels_are_words_not_markup(self, db: None) -> None:
        page = rendering.render(numbered("<b>一</b>", heading='<img src=x onerror="alert(1)">'))
        assert "<img" not in page.html + page.contents
        assert "<b>" not in page.html

    @pytest.mark.parametrize(
        "body",
        ["<script>alert(1)</script>甲", '<p onclick="x()">甲</p>', "<img src=x onerror=y>甲"],
    )
    def test_bodies_are_made_safe_again(self, body: str, db: None) -> None:
        outline = Outline(
            "要點", purpose=body, supplementary=body, clauses=(Clause("一、", body, anchor="a"),)
        )
        html = rendering.render(outline).html
        assert not re.search(r"<script|<img|\son\w+=", html)
        assert html.count("甲") == 3

    def test_short_numbers_get_a_narrow_column(self, db: None) -> None:
        assert 'class="text brief"' in rendering.render(numbered("一、", "十二、")).html
        assert 'class="text brief"' not in rendering.render(numbered("一、", "第十二條")).html


class TestContents:
    def test_lists_headings_where_there_are_any(self, db: None) -> None:
        contents = rendering.render(numbered("第一條", heading="總則")).contents
        assert 'href="#cccccccccccc"' in contents
        assert "第一條" not in contents

    def test_lists_clauses_where_there_is_no_heading(self, db: None) -> None:
        contents = rendering.render(numbered("第一條", "第二條")).contents
        assert contents.count("<li>") == 2

    def test_sections_stand_below_their_chapter(self, db: None) -> None:
        section = Heading(Kind.SECTION, "第一節", "通則", anchor="b" * 12)
        chapter = Heading(Kind.CHAPTER, "第一章", "總則", anchor="a" * 12, headings=(section,))
        contents = rendering.render(Outline("規則", headings=(chapter,))).contents
        assert re.search(r'a{12}".*<ol><li><a href="#b{12}".*</ol></li></ol>$', contents)

    def test_every_entry_leads_somewhere(self, db: None) -> None:
        outline = numbered("第一條", heading="總則")
        page = rendering.render(
            Outline(
                "規則", purpose="<p>甲</p>", headings=outline.headings, supplementary="<p>乙</p>"
            )
        )
        targets = set(re.findall(r'\sid="([^"]+)"', page.html))
        links = re.findall(r'href="#([^"]+)"', page.contents)
        assert links == ["introduction", "c" * 12, "closing"]
        assert set(links) <= targets

    def test_nothing_to_list_is_nothing(self, db: None) -> None:
        assert rendering.render(Outline("空")).contents == ""


def test_the_language_is_the_texts_own_and_else_its_places(cast: Cast) -> None:
    traditional = draft_of(cast, code="KS-001", jurisdiction="CN")
    silent = draft_of(
        cast,
        code="KS-002",
        outline=Outline("工作", clauses=(Clause("一、", ""),)),
        jurisdiction="CN",
    )
    assert rendering.language_of(traditional, traditional.outline()) == "zh-Hant"
    assert rendering.language_of(silent, silent.outline()) == "zh-Hans"


def test_a_tombstone_that_says_so_itself_says_it_once(db: None) -> None:
    clauses = (
        Clause("第一條", "<p>（刪除）</p>", deleted=True),
        Clause("第二條", "", deleted=True),
    )
    page = rendering.render(Outline("辦法", clauses=clauses))
    assert page.html.count("（刪除）") == 1
    assert page.html.count("<!--word:deleted-->") == 1
