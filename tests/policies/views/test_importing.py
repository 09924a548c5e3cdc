import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policies.importing.sentences import LARGEST_MEGABYTES
from policies.models import AudienceRule, Revision
from policies.models.audience import RuleKind
from policies.text.wording import joined
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.text.word import making

ADDRESS = "/drafts/import/"
TWO = """第1篇 門市考勤辦法
第一章 總則
第一條 本辦法依勞動基準法訂定之。
第二條 員工應按時出勤。
第2篇 客服人員工作守則
一、對待客人一視同仁。
二、離席前應交接完畢。
"""


# Several regulations are saved one after the other, by the verb that starts one.
pytestmark = pytest.mark.allow_n_plus_one


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


def fields(page: str) -> dict[str, Any]:
    """What a browser would send back, with every box as it stands."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        name = attributes.get("name")
        if not name or name in {"csrfmiddlewaretoken", "step", "q", "next"}:
            continue
        if attributes.get("type") == "checkbox":
            if re.search(r"\schecked\b", tag):
                sent[name] = "on"
        else:
            sent[name] = unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL
    ):
        # A browser sends line ends as the network writes them.
        sent[name] = unescape(text).replace("\n", "\r\n")
    return sent


def read(client: Client, text: str) -> dict[str, Any]:
    response = client.post(ADDRESS, {"step": "read", "text": text})
    assert response.status_code == 200
    return fields(response.content.decode())


def save(client: Client, sent: dict[str, Any]) -> Any:
    return client.post(ADDRESS, {**sent, "step": "save"})


def test_editor_sees_the_form(editor: Client) -> None:
    assert editor.get(ADDRESS).status_code == 200


def test_only_editors_import(cast: Cast, as_: SignIn) -> None:
    for person in (cast.employee, cast.approver, cast.hr, cast.auditor, cast.administrator):
        assert as_(person).get(ADDRESS).status_code == 403
        assert as_(person).post(ADDRESS, {"step": "save", "text": TWO}).status_code == 403
    assert as_(None).get(ADDRESS).status_code == 302
    assert not Revision.objects.exists()


def test_preview_shows_the_tree_and_saves_nothing(editor: Client) -> None:
    page = editor.post(ADDRESS, {"step": "read", "text": TWO}).content.decode()
    for words in ("門市考勤辦法", "總則", "第一條", "員工應按時出勤", "客服人員工作守則", "二、"):
        assert words in page
    assert not Revision.objects.exists()


def test_ticked_regulations_become_drafts(editor: Client, cast: Cast) -> None:
    sent = read(editor, TWO)
    sent["found-1-title"] = "門市出勤辦法"
    del sent["found-2-include"]
    response = save(editor, sent)
    revision = Revision.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"{ADDRESS}?saved={revision.pk}"
    assert revision.title == "門市出勤辦法"
    assert revision.policy.issuing_department == cast.human_resources
    assert revision.policy.code == "HR-001"
    done = editor.get(response["Location"]).content.decode()
    assert reverse("drafting:draft", args=[revision.pk]) in done


def test_both_get_codes_of_their_own(editor: Client) -> None:
    sent = read(editor, TWO)
    assert sent["found-1-code"] != sent["found-2-code"]
    sent["found-1-code"] = sent["found-2-code"] = ""
    assert save(editor, sent).status_code == 302
    codes = {revision.policy.code for revision in Revision.objects.all()}
    assert len(codes) == 2


def test_saved_text_is_the_text_that_was_sent(editor: Client) -> None:
    text = '\n\n第一條 若 A < B & "C" 則\t依 D。\n\n第二條 　全形。\nZ\u200bZ'
    sent = read(editor, text)
    sent["found-1-title"] = "守則"
    assert save(editor, sent).status_code == 302
    saved = "".join(joined(Revision.objects.get().outline()).split())
    assert saved == "守則" + "".join(text.replace("\u200b", "").split())


def test_errors_keep_everything_typed(editor: Client, cast: Cast) -> None:
    casting.draft_of(cast, code="HR-003")
    sent = read(editor, TWO)
    sent |= {"found-1-code": "HR-003", "found-2-title": "", "found-1-title": "甲辦法"}
    response = save(editor, sent)
    assert response.status_code == 422
    again = fields(response.content.decode())
    for name in ("found-1-code", "found-1-title", "found-2-title", "text", "digest"):
        assert again[name] == sent[name]
    assert Revision.objects.count() == 1
    again |= {"found-1-code": "HR-009", "found-2-title": "乙守則"}
    assert save(editor, again).status_code == 302
    assert Revision.objects.count() == 3


def test_two_regulations_of_one_code_are_told_apart(editor: Client) -> None:
    sent = read(editor, TWO)
    sent |= {"found-1-code": "HR-007", "found-2-code": "HR-007"}
    assert save(editor, sent).status_code == 422
    assert not Revision.objects.exists()


def test_nothing_ticked_saves_nothing(editor: Client) -> None:
    sent = read(editor, TWO)
    del sent["found-1-include"], sent["found-2-include"]
    assert save(editor, sent).status_code == 422
    assert not Revision.objects.exists()


def test_what_is_not_ticked_need_not_be_finished(editor: Client) -> None:
    sent = read(editor, TWO)
    del sent["found-2-include"]
    sent["found-2-title"] = ""
    assert save(editor, sent).status_code == 302
    assert Revision.objects.count() == 1


def test_text_changed_after_the_preview_is_shown_again(editor: Client) -> None:
    sent = read(editor, TWO)
    sent["text"] = sent["text"].replace("二、離席", "二、下班")
    response = save(editor, sent)
    assert response.status_code == 422
    assert "下班前應交接完畢" in response.content.decode()
    assert not Revision.objects.exists()
    assert save(editor, fields(response.content.decode())).status_code == 302


def test_pressing_save_twice_makes_no_second_policy(editor: Client) -> None:
    sent = read(editor, TWO)
    assert save(editor, sent).status_code == 302
    assert save(editor, sent).status_code == 422
    assert Revision.objects.count() == 2


def test_post_named_in_the_text_may_be_its_audience(editor: Client, cast: Cast) -> None:
    sent = read(editor, "職責制度\n崗位:營運部客戶服務專員\n一、接聽電話。\n二、回覆客人。")
    assert "found-1-binds_role" not in sent
    sent["found-1-binds_role"] = "on"
    assert save(editor, sent).status_code == 302
    rule = AudienceRule.objects.get()
    assert (rule.kind, rule.role) == (RuleKind.ROLE, cast.agent)


def test_department_of_another_branch_cannot_be_chosen(editor: Client, cast: Cast) -> None:
    sent = read(editor, TWO)
    sent["found-1-issuing_department"] = str(cast.operations.pk)
    assert save(editor, sent).status_code == 422
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "　\n\t".encode(),
        b"PK\x03\x04" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"\xff\xfe\x00",
    ],
    ids=["empty", "blank", "docx", "png", "doc", "broken UTF-16"],
)
def test_unreadable_file_gets_a_sentence(editor: Client, content: bytes) -> None:
    file = SimpleUploadedFile("a.txt", content)
    response = editor.post(ADDRESS, {"step": "read", "file": file})
    assert response.status_code == 422
    assert 'id="id_file_error"' in response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp950", "gb18030"])
def test_file_in_any_chinese_encoding_is_read(editor: Client, encoding: str) -> None:
    file = SimpleUploadedFile("a.txt", TWO.encode(encoding))
    response = editor.post(ADDRESS, {"step": "read", "file": file})
    assert response.status_code == 200
    assert "離席前應交接完畢" in response.content.decode()


def word_file() -> bytes:
    numbering = making.definition(
        0,
        making.level(0, "第%1章", "taiwaneseCountingThousand"),
        making.level(1, "第%2條", "taiwaneseCountingThousand"),
    ) + making.num(1, 0)
    p = making.p
    return making.docx(
        p("門市考勤辦法"),
        p("總則", num=(1, 0)),
        p("本辦法依勞動基準法", making.deleted("第七十條"), "訂定之。", num=(1, 1)),
        p("員工應按時出勤。", num=(1, 1)),
        numbering=numbering,
    )


def test_word_file_is_shown_with_what_is_not_in_it_and_saved(editor: Client) -> None:
    file = SimpleUploadedFile("考勤.docx", word_file())
    response = editor.post(ADDRESS, {"step": "read", "file": file})
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("門市考勤辦法", "總則", "第二條", "員工應按時出勤。", "王小明"):
        assert words in page
    assert "第七十條" not in page
    assert save(editor, fields(page)).status_code == 302
    outline = Revision.objects.get().outline()
    assert [clause.label for clause in outline.all_clauses()] == ["第一條", "第二條"]
    assert [heading.label for heading in outline.all_headings()] == ["第一章"]


def test_hostile_word_file_gets_a_sentence(editor: Client) -> None:
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + making.document("&a;")
    for content in (
        making.packed({"word/document.xml": evil}),
        word_file()[:-40],
        making.docx(making.p("A" * 50_000_000)),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ):
        file = SimpleUploadedFile("a.docx", content)
        response = editor.post(ADDRESS, {"step": "read", "file": file})
        assert response.status_code == 422
        assert 'id="id_file_error"' in response.content.decode()


def test_word_file_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    file = SimpleUploadedFile("a.docx", b"PK\x03\x04" + bytes(20 * 1024 * 1024))
    response = editor.post(ADDRESS, {"step": "read", "file": file})
    assert response.status_code == 422
    assert "20 MB" in response.context["form"].errors["file"][0]


def test_file_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    six = SimpleUploadedFile("a.txt", b"a" * 6 * 1024 * 1024)
    response = editor.post(ADDRESS, {"step": "read", "file": six})
    assert response.status_code == 422
    assert "id_file_error" in response.content.decode()


def test_paste_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    response = editor.post(ADDRESS, {"step": "read", "text": "a" * 9 * 1024 * 1024})
    assert response.status_code == 422
    sentence = response.context["form"].errors["text"][0]
    assert f"{LARGEST_MEGABYTES} MB" in sentence
    assert sentence in response.content.decode()


def test_fifty_megabytes_get_a_sentence(editor: Client) -> None:
    fifty = SimpleUploadedFile("a.txt", b"a" * 50 * 1024 * 1024)
    assert editor.post(ADDRESS, {"step": "read", "file": fifty}).status_code == 413


def test_neither_file_nor_text_and_both_are_refused(editor: Client) -> None:
    assert editor.post(ADDRESS, {"step": "read", "text": " \n"}).status_code == 422
    file = SimpleUploadedFile("a.txt", b"words")
    response = editor.post(ADDRESS, {"step": "read", "file": file, "text": "貼上的字"})
    assert response.status_code == 422
    assert "貼上的字" in response.content.decode()


def test_text_without_structure_becomes_a_clause_a_paragraph(editor: Client) -> None:
    sent = read(editor, "員工應準時到班，並保持環境整潔。\n離開前請關燈，並確認門窗已經上鎖。\n")
    sent["found-1-title"] = "約定"
    assert save(editor, sent).status_code == 302
    assert len(list(Revision.objects.get().outline().all_clauses())) >= 1


def test_near_duplicate_of_a_policy_in_force_is_reported(editor: Client, cast: Cast) -> None:
    words = "".join(
        f"第{number}條 員工辦理第{number}類業務時，應先取得{number}級主管書面同意並留存紀錄備查。\n"
        for number in "一二三四五六七八九"
    )
    sent = read(editor, "業務授權辦法\n" + words)
    assert save(editor, sent).status_code == 302
    casting.publish(cast, Revision.objects.get())
    page = editor.post(ADDRESS, {"step": "read", "text": "授權須知\n" + words}).content.decode()
    assert "HR-001 1.0" in page


def test_hostile_words_stay_words(editor: Client) -> None:
    text = "<script>alert(1)</script>守則\n第一條 <img src=x onerror=alert(2)>不得跑步。\n"
    response = editor.post(ADDRESS, {"step": "read", "text": text})
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert save(editor, fields(page)).status_code == 302
    body = Revision.objects.get().clauses.get().body
    assert "&lt;img" in body


def test_wrong_method_is_refused(editor: Client) -> None:
    assert editor.put(ADDRESS).status_code == 405


def test_strange_keys_of_what_was_saved_do_no_harm(editor: Client, cast: Cast) -> None:
    hidden = casting.draft_of(cast, by=cast.neighbour)
    page = editor.get(f"{ADDRESS}?saved={hidden.pk}&saved=x&saved=٣&saved={'9' * 30}")
    assert page.status_code == 200
    assert hidden.title not in page.content.decode()


def test_a_file_that_could_not_be_read_has_to_be_chosen_again(editor: Client) -> None:
    file = SimpleUploadedFile("規則.pdf", b"%PDF-1.4 aaa")
    editor.cookies["django_language"] = "en"
    page = editor.post(ADDRESS, {"step": "read", "file": file})
    assert page.status_code == 422
    assert "choose it again" in page.content.decode()
    assert "What you typed is still here." not in page.content.decode()
