"""The audit trail: hashed, sealed in batches, and every way of tampering with it is found."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory, override_settings
from django.utils import timezone

from acknowledgements.models import Acknowledgement
from policies import drafting
from regs_portal.audit import doors, sealing
from regs_portal.audit.doors import Door
from regs_portal.audit.models import AuditEvent, Seal, UnsealedEvent, Verification
from regs_portal.audit.recording import record, subject_of
from regs_portal.audit.verifying import faults
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn
from tests.regs_portal.audit.trail import say, tamper

pytestmark = pytest.mark.django_db


def numbers() -> list[int]:
    return list(AuditEvent.objects.values_list("sequence", flat=True))


def sealed(cast: Cast) -> list[int]:
    """Four events under two seals; their numbers."""
    say(cast, "一", "二")
    sealing.seal()
    say(cast, "三", "四")
    sealing.seal()
    return numbers()


# What an event says


def test_an_event_says_who_what_and_when(cast: Cast) -> None:
    before = timezone.now()
    record("tests.say", cast.company, cast.editor, words="字", day=before.date())
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_number) == (cast.editor.pk, "A002")
    assert event.subject == subject_of(cast.company) == f"people.department:{cast.company.pk}"
    assert event.payload == {"words": "字", "day": before.date().isoformat()}
    assert before <= event.at <= timezone.now()
    assert (event.version, event.previous, len(event.hash)) == (2, "", 64)


def test_it_says_from_where(cast: Cast, as_: SignIn) -> None:
    say(cast, "一")
    with doors.through(Door.JOB):
        say(cast, "二")
    as_(cast.editor).post("/drafts/new/", {
        "title": "辦法", "code": "HR-077", "category": "1", "level": "measures",
        "scheme": "articles_tw", "jurisdiction": "TW", "classification": "internal",
        "issuing_department": cast.human_resources.pk, "owner": "A002",
        "review_interval_months": "12", "acknowledge_within_days": "14",
    }, REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "203.0.113.9"})  # fmt: skip
    found = list(AuditEvent.objects.values_list("door", "address"))
    assert found == [("command", ""), ("job", ""), ("screen", "192.0.2.7")]


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_proxies_are_believed_as_far_as_they_are_trusted() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    assert doors.address_of(request) == "198.51.100.4"


def test_it_digests_its_subject_before_and_after(cast: Cast) -> None:
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第一條")
    drafting.edit_clause(draft, clause.anchor, 1, cast.editor, body="<p>甲。</p>")
    drafting.edit_clause(draft, clause.anchor, 2, cast.editor, body="<p>乙。</p>")
    drafting.edit_clause(draft, clause.anchor, 3, cast.editor, body="<p>甲。</p>")
    events = list(AuditEvent.objects.filter(subject=subject_of(draft)))
    assert all(len(event.after) == len("1:") + 64 for event in events)
    assert [event.before for event in events[1:]] == [event.after for event in events[:-1]]
    *_before, first, second, third = events
    assert first.after == third.after != second.after


def test_what_is_kept_under_no_single_key_has_no_state(cast: Cast) -> None:
    record("tests.say", Acknowledgement(revision_id=1, employee_id=2), None)
    assert AuditEvent.objects.get().after == ""


def test_numbers_and_characters_survive_as_they_are(cast: Cast) -> None:
    """jsonb keeps 1.10 and 𠮷 apart from 1.1 and 吉, and the hash reads both as it wrote them."""
    payload = {"words": "𠮷\u3000\"'\\", "rate": 1.1, "none": None, "list": [1, "二"]}
    record("tests.say", cast.company, None, **payload)
    assert json.dumps(AuditEvent.objects.get().payload, sort_keys=True) == json.dumps(
        payload, sort_keys=True
    )
    assert list(faults()) == []


def test_nobody_chooses_a_number_a_time_or_a_hash(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (sequence, version, at, actor_number, verb, subject,"
            " door, address, before, after, payload, previous, hash) VALUES"
            " (-7, 1, '2001-01-01', '', 'x', 'x', '', '', '', '', '{}', 'x', 'x')"
        )
    forged = AuditEvent.objects.get(verb="x")
    assert forged.sequence > 0
    assert forged.at.year > 2001
    assert forged.version == 2
    assert list(faults()) == []


# Sealing


def test_each_event_is_under_one_seal(cast: Cast) -> None:
    events = sealed(cast)
    first, second = Seal.objects.all()
    assert (first.events, second.events) == (events[:2], events[2:])
    assert (second.number, second.previous) == (first.number + 1, first.hash)
    assert not UnsealedEvent.objects.exists()
    assert sealing.seal() == 0


def test_a_batch_is_no_larger_than_asked(cast: Cast) -> None:
    say(cast, "一", "二", "三")
    assert sealing.seal(most=2) == 3
    assert [len(seal.events) for seal in Seal.objects.all()] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_nobody_and_nothing_is_left_out(cast: Cast) -> None:
    """Six writers, each with a transaction open across the others', and sealing all the while."""

    def write(writer: int) -> None:
        try:
            for word in range(5):
                with transaction.atomic():
                    say(cast, f"{writer}.{word}")
                sealing.seal()
        finally:
            connection.close()

    with transaction.atomic():
        say(cast, "不必等")
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(write, range(6)))
    assert UnsealedEvent.objects.count() == 1
    sealing.seal()
    assert sorted(event for seal in Seal.objects.all() for event in seal.events) == numbers()
    assert list(faults()) == []


# Tampering

EVENT = "UPDATE audit_auditevent SET {} WHERE sequence = %s"
TAMPERING: dict[str, str] = {
    "another payload": EVENT.format("payload = '{}'"),
    "another actor": EVENT.format("actor_id = NULL"),
    "another number": EVENT.format("actor_number = 'Z'"),
    "another verb": EVENT.format("verb = 'x'"),
    "another subject": EVENT.format("subject = 'x'"),
    "another door": EVENT.format("door = 'x'"),
    "another address": EVENT.format("address = 'x'"),
    "another state before": EVENT.format("before = 'x'"),
    "another state after": EVENT.format("after = 'x'"),
    "another time": EVENT.format("at = at - interval '1 microsecond'"),
    "an older version": EVENT.format("version = 1"),
    "taken out": "DELETE FROM audit_auditevent WHERE sequence = %s",
    "hashed anew": "UPDATE audit_auditevent AS it SET hash = audit_sha256('x') WHERE sequence = %s",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(cast: Cast, how: str) -> None:
    number = sealed(cast)[1]
    assert list(faults()) == []
    tamper(TAMPERING[how], number)
    assert str(number) in next(faults())


@pytest.mark.parametrize("how", TAMPERING)
def test_before_it_is_sealed_too(cast: Cast, how: str) -> None:
    say(cast, "一", "二")
    tamper(TAMPERING[how], numbers()[0])
    assert list(faults())


def test_a_forger_who_hashes_anew_is_found_by_the_seal(cast: Cast) -> None:
    number = sealed(cast)[1]
    tamper("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = %s", number)
    tamper(
        "UPDATE audit_auditevent AS it SET hash = audit_sha256(audit_event_words(it))"
        " WHERE sequence = %s", number,
    )  # fmt: skip
    (sentence,) = faults()
    assert str(Seal.objects.first().number) in sentence  # type: ignore[union-attr]


def test_an_actor_who_does_not_exist_is_found(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_record(%s, '', 'x', 'x', '', '', '', '{}')", [cast.employee.pk + 999_999]
        )
    (sentence,) = faults()
    assert str(numbers()[-1]) in sentence


def test_two_that_change_places_are_found(cast: Cast) -> None:
    one, two, *_others = sealed(cast)
    tamper(
        "UPDATE audit_auditevent SET sequence = -sequence WHERE sequence IN (%s, %s);"
        "UPDATE audit_auditevent SET sequence = %s + sequence WHERE sequence < 0",
        one, two, one + two,
    )  # fmt: skip
    assert len(list(faults())) >= 2


def test_one_put_in_by_hand_is_found(cast: Cast) -> None:
    sealed(cast)
    tamper(
        "INSERT INTO audit_auditevent SELECT (it).* FROM (SELECT jsonb_populate_record(row,"
        " jsonb_build_object('sequence', 999999)) AS it FROM audit_auditevent AS row LIMIT 1) x"
    )
    assert any("999999" in sentence for sentence in faults())


SEALS: dict[str, str] = {
    "another root": "UPDATE audit_seal SET root = 'x' WHERE number = %s",
    "another hash": "UPDATE audit_seal SET hash = 'x' WHERE number = %s",
    "another time": "UPDATE audit_seal SET at = at + interval '1 s' WHERE number = %s",
    "fewer events": "UPDATE audit_seal SET events = events[1:1] WHERE number = %s",
    "another order": "UPDATE audit_seal SET events = ARRAY[events[2], events[1]] WHERE number = %s",
    "taken out": "DELETE FROM audit_seal WHERE number = %s",
}


@pytest.mark.parametrize("how", SEALS)
def test_a_seal_that_was_tampered_with_is_found(cast: Cast, how: str) -> None:
    sealed(cast)
    first = Seal.objects.all()[0]
    tamper(SEALS[how], first.number, table="audit_seal")
    assert list(faults())


def test_what_is_cut_off_the_end_is_found_by_a_seal_kept_outside(cast: Cast) -> None:
    events = sealed(cast)
    last = sealing.newest()
    assert last is not None
    kept = (last.number, last.hash)
    assert list(faults(kept)) == []
    tamper("DELETE FROM audit_seal WHERE number = %s", last.number, table="audit_seal")
    tamper("DELETE FROM audit_auditevent WHERE sequence >= %s", events[2])
    assert list(faults()) == []
    (sentence,) = faults(kept)
    assert str(last.number) in sentence
    assert list(faults((kept[0] - 1, "0" * 64)))


def test_events_of_the_old_chain_are_proved_as_they_were(cast: Cast) -> None:
    """Written by the trigger of the time: each with the hash of the one before."""
    previous = "0" * 64
    for sequence in (1, 2, 3):
        tamper(
            "INSERT INTO audit_auditevent (sequence, version, at, actor_number, verb, subject,"
            " door, address, before, after, payload, previous, hash)"
            " SELECT %s, 1, now(), '', 'x', 'x', '', '', '', '', '{}', %s, audit_event_hash("
            " %s, %s, now(), NULL, '', 'x', 'x', '{}')", sequence, previous, sequence, previous,
        )  # fmt: skip
        previous = AuditEvent.objects.get(sequence=sequence).hash
        UnsealedEvent.objects.create(event=sequence)
    sealing.seal()
    assert list(faults()) == []
    tamper("DELETE FROM audit_auditevent WHERE sequence = 2")
    assert [sentence for sentence in faults() if "3" in sentence]


@pytest.mark.parametrize(
    "attack",
    [
        lambda: AuditEvent.objects.update(verb="x"),
        lambda: AuditEvent.objects.all()._raw_delete("default"),
        lambda: Seal.objects.update(root="x"),
        lambda: Seal.objects.all()._raw_delete("default"),
        lambda: Verification.objects.update(fault_count=0),
    ],
)
def test_without_switching_guards_off_nothing_can_be_tampered(
    cast: Cast, attack: Callable[[], Any]
) -> None:
    sealed(cast)
    call_command("verify_audit", stdout=StringIO())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attack()


def test_the_command_proves_it_or_fails(cast: Cast) -> None:
    def told(*options: str) -> str:
        out = StringIO()
        call_command("verify_audit", *options, stdout=out, stderr=StringIO())
        return out.getvalue()

    assert told().strip()
    events = sealed(cast)
    newest = sealing.newest()
    assert newest is not None
    assert str(newest) in told()
    assert told("--seal", str(newest))
    with pytest.raises(CommandError):
        told("--seal", f"{newest.number}:{'0' * 64}")
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        told("--seal", "x")
    tamper("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = %s", events[0])
    with pytest.raises(CommandError, match="1"):
        told()
    assert Verification.objects.latest("pk").fault_count == 1
