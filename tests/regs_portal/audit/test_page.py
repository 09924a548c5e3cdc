"""The auditor's page: what was done, whether it holds, and all of it to take away."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from regs_portal.audit import exporting, jobs, sealing, searching
from regs_portal.audit.models import AuditEvent, Verification
from regs_portal.jobs import unfinished
from tests.cast import Cast, published_policy
from tests.fixtures import SignIn
from tests.regs_portal.audit.trail import say, tamper

pytestmark = pytest.mark.django_db
ADDRESS = "/audit/"
RECORDED = re.compile(r'record\(\s*"([a-z_.]+)"')


def shown(page: object) -> list[AuditEvent]:
    return [told.event for told in page.context["events"]]  # type: ignore[attr-defined]


def test_it_lists_what_was_done(cast: Cast, as_: SignIn) -> None:
    revision = published_policy(cast)
    page = as_(cast.auditor).get(ADDRESS)
    words = page.content.decode()
    assert "發布修訂版" in words
    assert f"/drafts/{revision.pk}/road/" in words
    named = {told.event.subject: told.name for told in page.context["events"]}
    assert named[f"policies.revision:{revision.pk}"] == f"HR-003 {revision.title} 1.0"
    assert [event.sequence for event in shown(page)] == sorted(
        AuditEvent.objects.values_list("sequence", flat=True), reverse=True
    )


def test_it_is_narrowed(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    auditor = as_(cast.auditor)
    today = timezone.localdate().isoformat()
    asked = {
        "actor": "A004", "verb": "policies.decide", "first_day": today, "last_day": today,
    }  # fmt: skip
    (event,) = shown(auditor.get(ADDRESS, asked))
    assert event.actor == cast.legal_reviewer
    assert shown(auditor.get(ADDRESS, {"subject": event.subject, "actor": "A004"})) == [event]
    assert shown(auditor.get(ADDRESS, {"last_day": "2001-01-01"})) == []
    assert shown(auditor.get(ADDRESS, {"last_day": "9999-12-31"}))
    assert auditor.get(ADDRESS, {"verb": "x", "first_day": "y", "before": "z"}).status_code == 200


def test_page_after_page(cast: Cast, as_: SignIn) -> None:
    say(cast, *map(str, range(120)))
    auditor, seen = as_(cast.auditor), []
    page = auditor.get(ADDRESS)
    seen += shown(page)
    while page.context["older"]:
        page = auditor.get(f"{ADDRESS}?{page.context['older']}")
        seen += shown(page)
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("address", [ADDRESS, "/audit/verify/", "/audit/export/"])
def test_auditors_only(cast: Cast, as_: SignIn, address: str) -> None:
    for person in cast.everybody:
        if person != cast.auditor:
            asked = as_(person)
            answer = asked.get(address) if address == ADDRESS else asked.post(address)
            assert answer.status_code == 403


def test_it_is_verified_in_a_worker(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    sealing.seal()
    auditor = as_(cast.auditor)
    assert auditor.post("/audit/verify/").status_code == 302
    assert auditor.post("/audit/verify/").status_code == 302
    assert unfinished(jobs.verify_for) == {(cast.auditor.pk,)}
    jobs.verify_for.func(cast.auditor.pk)
    assert Verification.objects.get().fault_count == 0
    tamper("UPDATE audit_auditevent SET verb = 'x' WHERE verb = 'policies.publish'")
    jobs.verify_for.func(cast.auditor.pk)
    words = auditor.get(ADDRESS).content.decode()
    assert Verification.objects.latest("pk").faults[0] in words


def test_it_is_taken_away(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    answer = as_(cast.auditor).post("/audit/export/")
    assert "attachment" in answer["Content-Disposition"]
    content = io.BytesIO(answer.getvalue())
    with zipfile.ZipFile(content) as archive:
        assert "verify.py" in archive.namelist()
        assert b"audit.export" in archive.read("events.ndjson")


def test_hostile_words_are_shown_as_words(cast: Cast, as_: SignIn) -> None:
    say(cast, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in as_(cast.auditor).get(ADDRESS).content.decode()


def test_every_deed_has_a_name() -> None:
    """Those whose verb stands in the sources as it is recorded."""
    root = Path(exporting.__file__).parents[2]
    sources = [
        file.read_text()
        for package in ("policies", "acknowledgements")
        for file in (root / package).rglob("*.py")
    ]
    recorded = {verb for words in sources for verb in RECORDED.findall(words)}
    assert len(recorded) > 50
    assert recorded <= searching.deeds.keys()
