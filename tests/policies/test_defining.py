"""The definitions as the drafting page lists them."""

from django.urls import reverse

from policies.defining import definitions_listed
from policies.models import Revision
from policies.text.outline import Clause, Outline
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn

TEXT = Outline(
    "加班辦法",
    purpose="<p>人力資源處（以下簡稱人資處）為管理需要，訂定本辦法。</p>",
    clauses=(
        Clause("第一條", "<p>本辦法所稱加班，指延長工時。</p>"),
        Clause("第二條", "<p>加班應向人資處申請。</p><p>前項所稱加班，指假日出勤。</p>"),
        Clause("第三條", "<p>本辦法用詞，定義如下：</p><p>一、旺季：指夏季。</p>"),
    ),
)


def page_of(cast: Cast, as_: SignIn, outline: Outline) -> tuple[Revision, str]:
    draft = draft_of(cast, outline=outline)
    page = as_(cast.editor).get(reverse("drafting:draft", args=[draft.pk]))
    return draft, page.content.decode()


def test_the_page_lists_them_with_their_places(cast: Cast, as_: SignIn) -> None:
    draft, page = page_of(cast, as_, TEXT)

    anchor = draft.clauses.get(label="第一條").anchor
    assert page.count("<dfn") == 4
    assert f'?clause={anchor}#editor">第一條</a> <dfn' in page.replace("\n", "")


def test_a_text_without_any_has_no_list(cast: Cast, as_: SignIn) -> None:
    _draft, page = page_of(cast, as_, Outline("甲", clauses=(Clause("第一條", "<p>乙。</p>"),)))
    assert "<dfn" not in page


def test_places_scope_and_advice_are_said(cast: Cast) -> None:
    listed = definitions_listed(TEXT)

    assert [each.place for each in listed] == ["前言", "第一條", "第二條", "第三條 一、"]
    assert [bool(each.scope) for each in listed] == [False, False, True, False]
    assert [bool(each.advice) for each in listed] == [False, False, False, True]
