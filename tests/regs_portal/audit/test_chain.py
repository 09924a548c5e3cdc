"""The audit trail: chained in order, and every way of tampering with it is found."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from regs_portal.audit.models import AuditEvent
from regs_portal.audit.recording import record, subject_of
from regs_portal.audit.verifying import broken_links
from tests.cast import Cast


def say(cast: Cast, *words: str) -> None:
    for word in words:
        record("tests.say", cast.company, cast.editor, words=word)


def tamper(statement: str, *values: Any) -> None:
    """As the tables' owner could, with the guards switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")


def test_an_event_says_who_what_and_when(cast: Cast) -> None:
    before = timezone.now()
    record("tests.say", cast.company, cast.editor, words="字", day=before.date())
    event = AuditEvent.objects.get()
    assert (event.sequence, event.previous) == (1, "0" * 64)
    assert (event.actor_id, event.actor_number) == (cast.editor.pk, "A002")
    assert event.subject == subject_of(cast.company) == f"people.department:{cast.company.pk}"
    assert event.payload == {"words": "字", "day": before.date().isoformat()}
    assert before <= event.at <= timezone.now()


def test_each_event_holds_the_hash_of_the_one_before(cast: Cast) -> None:
    say(cast, "一", "二", "三")
    events = list(AuditEvent.objects.all())
    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:2]]
    assert broken_links() == []


def test_nobody_chooses_a_sequence_a_time_or_a_hash(cast: Cast) -> None:
    say(cast, "一")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (sequence, at, actor_number, verb, subject, payload,"
            " previous, hash) VALUES (77, '2001-01-01', '', 'x', 'x', '{}', 'x', 'x')"
        )
    forged = AuditEvent.objects.get(verb="x")
    assert forged.sequence == 2
    assert forged.at.year > 2001
    assert broken_links() == []


TAMPERING: dict[str, tuple[str, list[int]]] = {
    "another payload": ("UPDATE audit_auditevent SET payload = '{}' WHERE sequence = 2", [2]),
    "another actor": ("UPDATE audit_auditevent SET actor_id = NULL WHERE sequence = 2", [2]),
    "another number": ("UPDATE audit_auditevent SET actor_number = 'Z' WHERE sequence = 2", [2]),
    "another verb": ("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = 2", [2]),
    "another subject": ("UPDATE audit_auditevent SET subject = 'x' WHERE sequence = 2", [2]),
    "another time": (
        "UPDATE audit_auditevent SET at = at - interval '1 microsecond' WHERE sequence = 2", [2],
    ),
    "taken out": ("DELETE FROM audit_auditevent WHERE sequence = 2", [3]),
    "the first taken out": ("DELETE FROM audit_auditevent WHERE sequence = 1", [2]),
    "changed, with its own hash made anew": (
        "UPDATE audit_auditevent SET verb = 'x', hash = audit_event_hash(sequence, previous, at,"
        " actor_id, actor_number, 'x', subject, payload) WHERE sequence = 2", [3],
    ),
    "two changed places": (
        "UPDATE audit_auditevent SET sequence = -sequence WHERE sequence IN (2, 3);"
        "UPDATE audit_auditevent SET sequence = 5 + sequence WHERE sequence < 0", [2, 3, 4],
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(cast: Cast, how: str) -> None:
    say(cast, "一", "二", "三", "四")
    statement, found = TAMPERING[how]
    tamper(statement)
    assert broken_links() == found


@pytest.mark.parametrize(
    "attack",
    [
        lambda: AuditEvent.objects.update(verb="x"),
        lambda: AuditEvent.objects.all()._raw_delete("default"),
    ],
)
def test_without_switching_guards_off_nothing_can_be_tampered(
    cast: Cast, attack: Callable[[], Any]
) -> None:
    say(cast, "一")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attack()


def test_the_command_proves_it_or_fails(cast: Cast) -> None:
    def told() -> str:
        out = StringIO()
        call_command("verify_audit", stdout=out)
        return out.getvalue()

    assert told().strip()
    say(cast, "一", "二")
    assert AuditEvent.objects.get(sequence=2).hash in told()
    tamper("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = 1")
    with pytest.raises(CommandError, match="1"):
        told()


def test_numbers_and_characters_survive_as_they_are(cast: Cast) -> None:
    """jsonb keeps 1.10 and 𠮷 apart from 1.1 and 吉, and the chain reads both as it wrote them."""
    payload = {"words": "𠮷\u3000\"'\\", "rate": 1.1, "none": None, "list": [1, "二"]}
    record("tests.say", cast.company, None, **payload)
    assert json.dumps(AuditEvent.objects.get().payload, sort_keys=True) == json.dumps(
        payload, sort_keys=True
    )
    assert broken_links() == []


@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain(cast: Cast) -> None:
    def write(writer: int) -> None:
        try:
            for word in range(5):
                with transaction.atomic():
                    say(cast, f"{writer}.{word}")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    sequences = list(AuditEvent.objects.values_list("sequence", flat=True))
    assert sequences == list(range(1, 31))
    assert broken_links() == []
    times = list(AuditEvent.objects.values_list("at", flat=True))
    assert times == sorted(times)


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_rolled_back_leaves_no_gap(cast: Cast) -> None:
    say(cast, "一")
    with transaction.atomic():
        say(cast, "二")
        transaction.set_rollback(True)
    say(cast, "三")
    assert list(AuditEvent.objects.values_list("sequence", "payload__words")) == [
        (1, "一"),
        (2, "三"),
    ]
