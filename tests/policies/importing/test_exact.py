"""A regulation that was taken away as JSON or Akoma Ntoso, imported back: the same digest."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from policies import drafting, importing, papers
from policies.access import today
from policies.drafting import enclosing
from policies.exports.files import FORMATS, Source
from policies.importing import keeping, reading
from policies.importing.alignment import Alignment
from policies.importing.sentences import UNREADABLE, WARNINGS
from policies.importing.word_sentences import WORD_WARNINGS
from policies.models import ImportSource, Revision
from policies.models.policy import Classification
from policies.refusals import Refused
from policies.text.correcting import Treatment
from policies.text.decoding import Reason, Unreadable
from policies.text.interchange.record import FORMAT
from policies.text.opening import understand
from policies.text.outline import Clause, Outline, canonical, digest
from policies.text.warning import WarningCode
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from tests.cast import Cast, draft_of, leave_outline, publish
from tests.fixtures import SignIn
from tests.policies.text.word.making import docx, p
from tests.policies.views.sending import choices, give, page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]
PDF = b"%PDF-1.7\n%%EOF\n"
both = pytest.mark.parametrize("form", ["json", "akoma-ntoso"])


@pytest.fixture(autouse=True)
def own_storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def published(cast: Cast) -> Revision:
    """With everything: roles, a narrowed clause, legal bases and an attachment."""
    return enclosed_and_published(cast)


def enclosed_and_published(cast: Cast, **facts: Any) -> Revision:
    draft = draft_of(cast, outline=leave_outline(roles=("CS-01",)), **facts)
    clause = draft.clauses.get(label="第三條")
    drafting.add_basis(draft, cast.editor, "勞動基準法", "第38條", "https://example.org/law")
    drafting.add_basis(draft, cast.editor, "勞工請假規則", anchor=clause.anchor)
    drafting.attach(draft, cast.editor, "附件一 請假單", papers.take_in("請假單.pdf", PDF))
    return publish(cast, draft, at=timezone.now() - dt.timedelta(days=9))


def taken(revision: Revision, form: str) -> str:
    return FORMATS[form].make(Source(revision, today())).decode()


def imported(client: Client, text: str, **changes: str) -> Any:
    """Through every page, as a new policy."""
    address = give(client, text)
    sent = choices(client, address) | {"found-1-becomes": "new", "found-1-code": "HR-099"}
    response = save(client, address, sent | changes)
    assert response.status_code == 302, response.content.decode()
    return Revision.objects.get(policy__code="HR-099")


@both
def test_a_new_policy_has_the_same_digest(
    cast: Cast, as_: SignIn, published: Revision, form: str
) -> None:
    made = imported(as_(cast.editor), taken(published, form))
    assert digest(made.outline()) == published.digest
    assert made.outline() == published.outline()
    assert made.attachments.get().kept_by == cast.editor
    assert AuditEvent.objects.filter(verb="policies.enclose").count() == 1
    assert not list(faults())


@both
def test_a_revision_of_the_same_policy_has_the_same_digest(
    cast: Cast, as_: SignIn, published: Revision, form: str
) -> None:
    client = as_(cast.editor)
    address = give(client, taken(published, form))
    sent = choices(client, address)
    assert sent["found-1-becomes"] == "HR-003"
    assert save(client, address, sent)["Location"] == f"{address}1/clauses/"
    page = page_of(client, f"{address}1/clauses/")
    state = page.partition('name="state" value="')[2].partition('"')[0]
    response = client.post(f"{address}1/clauses/", {"state": state, "step": "save"})
    assert response.status_code == 302, response.content.decode()
    draft = published.policy.revisions.open().get()
    assert digest(draft.outline()) == published.digest
    assert not list(faults())


@both
def test_an_older_text_brings_its_own_enclosures(
    cast: Cast, published: Revision, form: str
) -> None:
    """Though the newest words have others, and more clauses."""
    old = taken(published, form)
    draft = drafting.start_revision(published.policy, cast.editor)
    basis = draft.legal_bases.order_by("pk")[0]
    drafting.take_out(draft, "basis", basis.pk, cast.editor)
    outline = replace(draft.outline(), headings=(), clauses=(Clause("第零條", "<p>新增。</p>"),))
    drafting.load(draft, outline, cast.editor)
    newer = publish(cast, draft)
    kept = keeping.keep(importing.given(old), cast.editor)
    (found,) = importing.read_kept(kept).found
    made = importing.revise(
        Alignment.of(kept, found, published.policy, newer).revising(), cast.editor
    )
    assert digest(made.outline()) == published.digest


@both
def test_it_is_looked_at_before_anything_is_saved(
    cast: Cast, as_: SignIn, published: Revision, form: str
) -> None:
    client = as_(cast.editor)
    address = give(client, taken(published, form))
    page = page_of(client, address)
    for words in ("出勤與休假管理辦法", "總則", "第三條之一", "假別", "本辦法經核定後施行"):
        assert words in page
    assert published.digest in page
    assert "data-correct" not in page
    assert "regs-portal" not in page
    assert Revision.objects.count() == 1


@both
def test_its_lines_are_not_corrected(
    cast: Cast, as_: SignIn, published: Revision, form: str
) -> None:
    give(as_(cast.editor), taken(published, form))
    source = ImportSource.objects.get()
    with pytest.raises(Refused) as refused:
        keeping.correct(source, 1, Treatment.TEXT)
    assert refused.value.code == "says_itself"


@both
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_recognised_whatever_it_is_called_and_encoded_in(
    cast: Cast, as_: SignIn, published: Revision, form: str, encoding: str
) -> None:
    file = SimpleUploadedFile("規章.txt", taken(published, form).encode(encoding))
    response = as_(cast.editor).post("/drafts/import/", {"file": file})
    assert response.status_code == 302, response.content.decode()
    (found,) = importing.read_kept(ImportSource.objects.get()).found
    assert found.is_exact
    assert found.digest == published.digest
    assert found.remarks == []


def test_words_that_somebody_changed_are_told(cast: Cast, as_: SignIn, published: Revision) -> None:
    text = taken(published, "json").replace("假別", "病別", 1)
    page = page_of(as_(cast.editor), give(as_(cast.editor), text))
    assert "warnings" in page
    found = reading.read(text).found[0]
    assert [each.is_serious for each in found.remarks] == [True]


def test_hostile_markup_is_left_out_and_told(cast: Cast, as_: SignIn, published: Revision) -> None:
    told = json.loads(taken(published, "json"))
    told["outline"]["purpose"] = "<p onclick=x>甲<script>alert(1)</script></p>"
    told["outline"]["title"] = "辦\u0000法"
    made = imported(as_(cast.editor), json.dumps(told))
    assert (made.purpose, made.title) == ("<p>甲</p>", "辦法")


def test_a_file_nobody_may_read_is_not_fetched_by_its_digest(
    cast: Cast, as_: SignIn, published: Revision
) -> None:
    """To know a digest is no right to what it is of."""
    text = taken(published, "json")
    policy = published.policy
    drafting.edit_policy(policy, cast.editor, classification=Classification.RESTRICTED)
    drafting.set_audience(policy, [], cast.editor)
    client = as_(cast.neighbour)
    address = give(client, text)
    assert "附件一 請假單" in page_of(client, address)
    sent = choices(client, address) | {"found-1-code": "OPS-099"}
    assert save(client, address, sent).status_code == 302
    made = Revision.objects.get(policy__code="OPS-099")
    assert not made.attachments.exists()
    assert made.legal_bases.count() == 2
    assert not enclosing.files_open_to(cast.neighbour, published.outline())


def test_roles_and_people_nobody_knows_are_told(cast: Cast, published: Revision) -> None:
    told = json.loads(taken(published, "json"))
    clause = told["outline"]["headings"][1]["clauses"][1]
    clause["roles"] = ["XX-99"]
    clause["audience"] = [{"excluded": False, "kind": "department", "code": "NOWHERE"}]
    kept = keeping.keep(importing.given(json.dumps(told)), cast.editor)
    sentences = " ".join(each.sentence for each in importing.read_kept(kept).found[0].remarks)
    assert "XX-99" in sentences
    assert "NOWHERE" in sentences


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<ul><li>" * 5_000, Reason.NESTED),
        ("<p>" + "a" * 100_001 + "</p>", Reason.PART_TOO_LONG),
    ],
)
def test_what_would_take_minutes_to_clean_is_refused(body: str, reason: Reason) -> None:
    outline = json.loads(canonical(Outline("", clauses=(Clause("", body),))))
    with pytest.raises(Unreadable) as refused:
        understand(json.dumps({"format": FORMAT, "outline": outline}))
    assert refused.value.code is reason


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "urn:regs-portal:regulation:1"',
        '{"format": "urn:regs-portal:regulation:1", "outline": {}}',
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>',
        '<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY a "b">]><akomaNtoso>&a;</akomaNtoso>',
        "<akomaNtoso>" + "<a>" * 5_000,
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(cast: Cast, as_: SignIn, text: str) -> None:
    response = as_(cast.editor).post("/drafts/import/", {"text": text})
    assert response.status_code == 422
    assert not ImportSource.objects.exists()


def test_other_json_and_xml_are_texts_as_before(cast: Cast, as_: SignIn) -> None:
    for text in ('{"a": 1}', "<note>第一條 甲。</note>"):
        assert as_(cast.editor).post("/drafts/import/", {"text": text}).status_code == 302


def test_the_command_line_takes_it_too(
    cast: Cast, published: Revision, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xml"
    file.write_text(taken(published, "akoma-ntoso"), "utf-8")
    call_command("import_policy", file, "--by", "A002", "--revises", "HR-003", "--save")
    draft = published.policy.revisions.open().get()
    assert digest(draft.outline()) == published.digest
    call_command("outline", file)
    assert "第三條之一" in capsys.readouterr().out


def test_every_doubt_and_every_refusal_has_a_sentence() -> None:
    assert set(WarningCode) == WARNINGS.keys() | WORD_WARNINGS.keys()
    assert set(Reason) == UNREADABLE.keys()


def test_a_word_file_is_read_as_before() -> None:
    text = importing.given(docx(p("守則"), p("第一條 員工應守時。"))).text
    assert not reading.read(text).found[0].is_exact
