"""Word, Akoma Ntoso, JSON and Markdown of a published revision, and who may take them away."""

import datetime as dt
import hashlib
import io
import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import docx
import jsonschema
import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from policies import drafting
from policies.models import Revision
from policies.models.policy import Classification
from policies.text.outline import canonical
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.text.interchange.records import schema

FORMS = {
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "akoma-ntoso": (".akn.xml", "application/akn+xml"),
    "json": (".json", "application/json"),
    "markdown": (".md", "text/markdown; charset=utf-8"),
}
every_form = pytest.mark.parametrize("form", FORMS)


def address(revision: Revision, form: str) -> str:
    return reverse("reading:file", args=[revision.policy.code, revision.number, form])


def told(response: Any) -> dict[str, Any]:
    return json.loads(response.content)


@every_form
def test_employee_takes_it_away(cast: Cast, as_: SignIn, form: str) -> None:
    revision = casting.published_policy(cast)
    response = as_(cast.employee).get(address(revision, form))
    ending, media_type = FORMS[form]
    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    name = quote(f"HR-003 出勤與休假管理辦法 1.0{ending}")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content


@every_form
def test_who_has_it_already_is_not_sent_it_again(cast: Cast, as_: SignIn, form: str) -> None:
    revision = casting.published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    client = as_(cast.employee)
    etag = client.get(address(revision, form))["ETag"]
    again = client.get(address(revision, form), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    casting.next_revision(cast, revision)
    changed = client.get(address(revision, form), headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


@every_form
def test_a_restricted_policy_is_hidden_from_whom_it_does_not_bind(
    cast: Cast, as_: SignIn, form: str
) -> None:
    revision = casting.published_policy(
        cast, classification=Classification.RESTRICTED, binds_everyone=False
    )
    assert as_(cast.outsider).get(address(revision, form)).status_code == 404
    assert as_(cast.neighbour).get(address(revision, form)).status_code == 404
    assert as_(cast.auditor).get(address(revision, form)).status_code == 200
    stranger = as_(None).get(address(revision, form))
    assert reverse("account:sign_in") in stranger["Location"]


@every_form
def test_what_is_not_published_is_not_taken_away(cast: Cast, as_: SignIn, form: str) -> None:
    assert as_(cast.editor).get(address(casting.draft_of(cast), form)).status_code == 404


def test_only_these_forms_and_only_by_get(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    client = as_(cast.employee)
    assert client.get(address(revision, "xlsx")).status_code == 404
    assert client.post(address(revision, "json")).status_code == 405
    assert client.head(address(revision, "json")).status_code == 200


def test_json_says_what_the_court_needs(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(
        cast, outline=casting.leave_outline(roles=("CS-01",)), at=timezone.now()
    )
    client = as_(cast.employee)
    file = told(client.get(address(revision, "json")))
    jsonschema.validate(file, told(client.get(reverse("reading:schema"))))
    outline = json.dumps(file["outline"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert outline == canonical(revision.outline())
    assert hashlib.sha256(outline.encode()).hexdigest() == revision.digest
    assert file["digest"]["value"] == revision.digest
    assert {each["digest"] for each in file["approvals"]} == {revision.digest}
    assert [each["signature"] for each in file["approvals"]] == ["李法務", "公平審查", "張核准"]
    assert file["roles"] == {"CS-01": "客戶服務專員"}
    assert file["revision"]["language"] == "zh-Hant"
    assert [each["number"] for each in file["history"]] == ["1.0"]


def test_akoma_ntoso_is_valid_and_its_references_lead_to_clauses(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    outline = revision.outline()
    clause = next(each for each in outline.all_clauses() if each.label == "第一條")
    words = clause.body.replace("訂定之。", "訂定之，準用第三條之規定。")
    chapter = outline.headings[0]
    clauses = (replace(clause, body=words), *chapter.clauses[1:])
    outline = replace(outline, headings=(replace(chapter, clauses=clauses), outline.headings[1]))
    newer = casting.next_revision(cast, revision, outline=outline)
    document = etree.fromstring(as_(cast.employee).get(address(newer, "akoma-ntoso")).content)
    assert schema().validate(document), list(schema().error_log)
    names = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
    assert document.xpath("//a:ref/@href", namespaces=names)[:1] == ["#art_3"]
    assert document.xpath("//a:eventRef/@type", namespaces=names) == ["generation", "amendment"]


def test_a_repeal_can_be_taken_away_as_well(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    repeal = drafting.start_repeal(revision.policy, cast.editor, "不再適用。")
    repeal = casting.publish(cast, repeal)
    client = as_(cast.employee)
    for form in FORMS:
        assert client.get(address(repeal, form)).status_code == 200
    assert [each["kind"] for each in told(client.get(address(repeal, "json")))["history"]] == [
        "text", "repeal",
    ]  # fmt: skip


def test_an_older_text_tells_nothing_of_later_ones_but_when_it_ended(
    cast: Cast, as_: SignIn
) -> None:
    """Whoever may read one revision, because they accepted it, need not know of the others."""
    revision = casting.published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    casting.next_revision(cast, revision, change_note="秘密的修訂")
    revision.refresh_from_db()
    file = told(as_(cast.employee).get(address(revision, "json")))
    assert [each["number"] for each in file["history"]] == ["1.0"]
    assert file["revision"]["effective_until"] == str(revision.effective_until)
    for form in FORMS:
        assert "秘密的修訂" not in str(as_(cast.employee).get(address(revision, form)).content)


def test_a_superseded_word_file_says_so(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    casting.next_revision(cast, revision)
    content = as_(cast.employee).get(address(revision, "docx")).content
    head = docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
    assert head.endswith("已被取代")


def test_the_page_leads_to_every_form(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    page = as_(cast.employee).get(reverse("reading:policy", args=["HR-003"])).content.decode()
    for form in FORMS:
        assert f'href="{address(revision, form)}"' in page


def test_the_words_do_not_depend_on_the_readers_language(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    client = as_(cast.employee)
    for form in ("json", "akoma-ntoso", "markdown"):
        chinese = client.get(address(revision, form), headers={"Accept-Language": "zh-hant"})
        english = client.get(address(revision, form), headers={"Accept-Language": "en"})
        assert chinese.content == english.content
        assert chinese["ETag"] == english["ETag"]


def test_queries_do_not_grow_with_the_text(
    cast: Cast, as_: SignIn, django_assert_max_num_queries: Any
) -> None:
    revision = casting.published_policy(cast)
    client = as_(cast.employee)
    with django_assert_max_num_queries(14):
        client.get(address(revision, "json"))
