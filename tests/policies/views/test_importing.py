import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policies.importing.paging import LINES_A_PAGE
from policies.importing.sentences import LARGEST_MEGABYTES
from policies.models import ImportSource, Revision
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.text.word import making
from tests.policies.views.sending import ADDRESS, TWO, choices, give, page_of, save

ATTACKS = Path(__file__).parents[4] / "shared/corpora/xss-csv-dev/xss.json"
OPENING = re.compile(r"(?=(<\w.{6}))", re.DOTALL)
# Several regulations are saved one after the other, by the verb that starts one.
saves = pytest.mark.allow_n_plus_one


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


def correct(client: Client, address: str, **sent: str) -> Any:
    return client.post(f"{address}correct/", sent)


def test_editor_sees_the_form(editor: Client) -> None:
    assert editor.get(ADDRESS).status_code == 200


def test_only_editors_import(cast: Cast, as_: SignIn) -> None:
    for person in (cast.employee, cast.approver, cast.hr, cast.auditor, cast.administrator):
        assert as_(person).get(ADDRESS).status_code == 403
        assert as_(person).post(ADDRESS, {"text": TWO}).status_code == 403
    assert as_(None).get(ADDRESS).status_code == 302
    assert not ImportSource.objects.exists()


@pytest.mark.parametrize("page", ["", "choose/", "text/", "forget/", "1/clauses/"])
def test_a_kept_text_is_nobody_elses(cast: Cast, as_: SignIn, page: str) -> None:
    address = give(as_(cast.editor), TWO) + page
    assert as_(cast.neighbour).get(address).status_code == 404
    for person in (cast.administrator, cast.auditor, cast.employee):
        assert as_(person).get(address).status_code == 403


@pytest.mark.parametrize("page", ["choose/", "text/", "forget/", "correct/", "keep/", "1/clauses/"])
def test_nobody_else_changes_a_kept_text(cast: Cast, as_: SignIn, page: str) -> None:
    address = give(as_(cast.editor), TWO)
    sent = {"mend": "3:text", "text": "別的", "found-1-include": "on"}
    assert as_(cast.neighbour).post(address + page, sent).status_code == 404
    assert as_(cast.hr).post(address + page, sent).status_code == 403
    kept = ImportSource.objects.get()
    assert (kept.corrections, kept.choices) == ([], {})
    assert not Revision.objects.exists()


def test_lines_stand_beside_the_tree_and_nothing_is_saved(editor: Client) -> None:
    page = page_of(editor, give(editor, TWO))
    for words in ("門市考勤辦法", "總則", "第一條", "員工應按時出勤", "客服人員工作守則", "二、"):
        assert page.count(words) >= 2
    assert not Revision.objects.exists()


def test_a_line_and_its_node_lead_to_each_other(editor: Client) -> None:
    page = page_of(editor, give(editor, TWO))
    assert re.search(r'<li class="row part-clause" id="line-4" data-node="1-2">', page)
    assert '<a class="no" href="#node-1-2">' in page
    assert re.search(r'id="node-1-2" data-node="1-2">\s*<a href="\?page=1#line-4">', page)


def test_reading_again_takes_up_what_was_kept(editor: Client) -> None:
    address = give(editor, TWO)
    correct(editor, address, mend="4:text")
    assert give(editor, TWO) == address
    assert "第一條" in page_of(editor, address)
    assert ImportSource.objects.get().corrections == [[4, "text"]]


def test_a_kept_text_is_in_its_own_list_only(cast: Cast, as_: SignIn) -> None:
    address = give(as_(cast.editor), TWO)
    assert address in page_of(as_(cast.editor), ADDRESS)
    assert address not in page_of(as_(cast.neighbour), ADDRESS)


def test_a_correction_wins_and_leads_back_to_its_line(editor: Client) -> None:
    address = give(editor, TWO)
    response = correct(editor, address, mend="4:chapter")
    assert response["Location"] == f"{address}?page=1#line-4"
    page = page_of(editor, address)
    assert re.search(r'<li class="row part-heading corrected said-chapter" id="line-4"', page)
    assert correct(editor, address, mend="4:")["Location"].endswith("#line-4")
    assert ImportSource.objects.get().corrections == []


def test_corrections_are_undone_one_by_one_or_all(editor: Client) -> None:
    address = give(editor, TWO)
    for mend in ("4:text", "3:section", "4:clause"):
        correct(editor, address, mend=mend)
    assert ImportSource.objects.get().corrections == [[3, "section"], [4, "clause"]]
    assert correct(editor, address, undo="last")["Location"].endswith("#line-4")
    assert ImportSource.objects.get().corrections == [[3, "section"]]
    correct(editor, address, undo="all")
    assert correct(editor, address, undo="last")["Location"] == address
    assert ImportSource.objects.get().corrections == []


@pytest.mark.parametrize(
    "mend", ["", "4", "x:text", "4:emperor", "0:text", "99:text", "٣:text", "9" * 30 + ":text"]
)
def test_a_correction_of_nothing_changes_nothing(editor: Client, mend: str) -> None:
    address = give(editor, TWO)
    assert correct(editor, address, mend=mend).status_code == 302
    assert ImportSource.objects.get().corrections == []


def test_what_a_line_may_be_is_offered_without_script(editor: Client) -> None:
    address = give(editor, TWO)
    assert 'value="4:chapter"' not in page_of(editor, address)
    assert 'value="4:chapter"' in page_of(editor, f"{address}?page=1&line=4")
    assert editor.get(f"{address}?page=x&line=%D9%A3").status_code == 200


@saves
def test_what_became_a_draft_is_not_corrected_any_more(editor: Client) -> None:
    address = give(editor, TWO)
    sent = choices(editor, address)
    del sent["found-5-include"]
    save(editor, address, sent)
    assert 'data-correct="3"' not in page_of(editor, address)
    correct(editor, address, mend="3:text")
    correct(editor, address, mend="5:text")
    assert ImportSource.objects.get().corrections == []
    correct(editor, address, mend="6:text")
    assert ImportSource.objects.get().corrections == [[6, "text"]]


def test_a_long_text_comes_in_pages(editor: Client) -> None:
    count = LINES_A_PAGE + 20
    text = "大辦法\n" + "".join(f"第{number}條 員工應守{number}。\n" for number in range(1, count))
    address = give(editor, text)
    first, second = page_of(editor, address), page_of(editor, f"{address}?page=2")
    assert first.count('<li class="row') == LINES_A_PAGE
    assert second.count('<li class="row') == 20
    assert f'<a href="?page=2#line-{LINES_A_PAGE + 1}">' in second
    assert f"#line-{LINES_A_PAGE + 1}" not in first
    assert page_of(editor, f"{address}?page=99").count('<li class="row') == 20


def test_a_remark_leads_to_its_line(editor: Client) -> None:
    page = page_of(editor, give(editor, "考勤辦法\n第一條 甲。\n第三條 乙。\n"))
    assert '<a href="?page=1#line-3">' in page


def test_mended_words_are_read_again_and_decisions_stay(editor: Client) -> None:
    address = give(editor, TWO)
    correct(editor, address, mend="6:text")
    sent = choices(editor, address) | {"found-5-title": "客服守則"}
    editor.post(f"{address}keep/", sent)
    mended = TWO.replace("出勤。\n", "出勤。\n第三條 增訂。\n")
    response = editor.post(f"{address}text/", {"text": mended.replace("\n", "\r\n")})
    assert response["Location"] != address
    kept = ImportSource.objects.get(key=response["Location"].split("/")[-2])
    assert kept.corrections == [[7, "text"]]
    assert choices(editor, response["Location"])["found-6-title"] == "客服守則"
    assert editor.get(address).status_code == 200


def test_text_that_is_not_mended_stays_the_same(editor: Client) -> None:
    address = give(editor, TWO)
    response = editor.post(f"{address}text/", {"text": TWO.replace("\n", "\r\n")})
    assert response["Location"] == address


@pytest.mark.parametrize("text", ["", " \n　", "a\x00b"])
def test_mending_to_nothing_gets_a_sentence(editor: Client, text: str) -> None:
    response = editor.post(f"{give(editor, TWO)}text/", {"text": text})
    assert response.status_code == 422
    assert ImportSource.objects.count() == 1


@saves
def test_a_text_is_thrown_away_after_a_question(editor: Client) -> None:
    address = give(editor, TWO)
    save(editor, address, choices(editor, address))
    assert editor.get(f"{address}forget/").status_code == 200
    assert ImportSource.objects.exists()
    assert editor.post(f"{address}forget/")["Location"] == ADDRESS
    assert editor.get(address).status_code == 404
    assert Revision.objects.count() == 2


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
    response = editor.post(ADDRESS, {"file": file})
    assert response.status_code == 422
    assert 'id="id_file_error"' in response.content.decode()
    assert not ImportSource.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp950", "gb18030"])
def test_file_in_any_chinese_encoding_is_read(editor: Client, encoding: str) -> None:
    file = SimpleUploadedFile("守則\x00.txt", TWO.encode(encoding))
    response = editor.post(ADDRESS, {"file": file})
    assert response.status_code == 302
    assert "離席前應交接完畢" in page_of(editor, response["Location"])
    assert ImportSource.objects.get().name == "守則.txt"


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
    response = editor.post(ADDRESS, {"file": file})
    address = response["Location"]
    page = page_of(editor, address)
    for words in ("門市考勤辦法", "總則", "第二條", "員工應按時出勤。", "王小明"):
        assert words in page
    assert "第七十條" not in page
    assert page_of(editor, address).count("王小明") == page.count("王小明")
    assert save(editor, address, choices(editor, address)).status_code == 302
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
        response = editor.post(ADDRESS, {"file": file})
        assert response.status_code == 422
        assert 'id="id_file_error"' in response.content.decode()


def test_word_file_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    file = SimpleUploadedFile("a.docx", b"PK\x03\x04" + bytes(20 * 1024 * 1024))
    response = editor.post(ADDRESS, {"file": file})
    assert response.status_code == 422
    assert "20 MB" in response.context["form"].errors["file"][0]


def test_file_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    six = SimpleUploadedFile("a.txt", b"a" * 6 * 1024 * 1024)
    response = editor.post(ADDRESS, {"file": six})
    assert response.status_code == 422
    assert "id_file_error" in response.content.decode()


def test_paste_that_is_too_large_gets_a_sentence(editor: Client) -> None:
    response = editor.post(ADDRESS, {"text": "a" * 9 * 1024 * 1024})
    assert response.status_code == 422
    sentence = response.context["form"].errors["text"][0]
    assert f"{LARGEST_MEGABYTES} MB" in sentence
    assert sentence in response.content.decode()


def test_fifty_megabytes_get_a_sentence(editor: Client) -> None:
    fifty = SimpleUploadedFile("a.txt", b"a" * 50 * 1024 * 1024)
    assert editor.post(ADDRESS, {"file": fifty}).status_code == 413


def test_neither_file_nor_text_and_both_are_refused(editor: Client) -> None:
    assert editor.post(ADDRESS, {"text": " \n"}).status_code == 422
    file = SimpleUploadedFile("a.txt", b"words")
    response = editor.post(ADDRESS, {"file": file, "text": "貼上的字"})
    assert response.status_code == 422
    assert "貼上的字" in response.content.decode()


def test_hostile_words_stay_words(editor: Client) -> None:
    text = "<script>alert(1)</script>守則\n第一條 <img src=x onerror=alert(2)>不得跑步。\n"
    file = SimpleUploadedFile("<script>alert(3)</script>.txt", text.encode())
    address = editor.post(ADDRESS, {"file": file})["Location"]
    for page in ("", "choose/", "text/", "forget/"):
        words = page_of(editor, address + page)
        assert "<script>alert" not in words
        assert "<img src=x" not in words
    assert save(editor, address, choices(editor, address)).status_code == 302
    body = Revision.objects.get().clauses.get().body
    assert "&lt;img" in body


def test_no_attack_gets_into_a_page(editor: Client) -> None:
    if not ATTACKS.exists():
        pytest.skip("needs ../shared/corpora/xss-csv-dev, which is not on this machine")
    payloads = [" ".join(each["payload"].split()) for each in json.loads(ATTACKS.read_text())]
    attacks = sorted({each for each in payloads if re.search(r"<\w", each) and len(each) > 12})
    assert len(attacks) > 1000
    clauses = (f"第{number}條 {attack}\n" for number, attack in enumerate(attacks, 1))
    address = give(editor, f"守則{attacks[0]}\n" + "".join(clauses))
    pages = len(attacks) // LINES_A_PAGE + 2
    shown = "".join(page_of(editor, f"{address}?page={page}") for page in range(1, pages))
    shown += "".join(page_of(editor, address + page) for page in ("choose/", "text/"))
    # Whichever got in brought every opening of a tag along; only of those the whole is sought.
    openings = set(OPENING.findall(shown))
    suspected = [each for each in attacks if openings.issuperset(OPENING.findall(each))]
    assert [attack for attack in suspected if attack in shown] == []


def test_wrong_method_is_refused(editor: Client) -> None:
    address = give(editor, TWO)
    assert editor.put(ADDRESS).status_code == 405
    assert editor.post(address).status_code == 405
    for page in ("correct/", "keep/"):
        assert editor.get(address + page).status_code == 405


def test_a_file_that_could_not_be_read_has_to_be_chosen_again(editor: Client) -> None:
    file = SimpleUploadedFile("規則.pdf", b"%PDF-1.4 aaa")
    editor.cookies["django_language"] = "en"
    page = editor.post(ADDRESS, {"file": file})
    assert page.status_code == 422
    assert "choose it again" in page.content.decode()
    assert "What you typed is still here." not in page.content.decode()
