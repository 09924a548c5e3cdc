"""The whole trail as one file, with a verifier that needs nothing of the portal."""

import inspect
import json
import zipfile
from collections.abc import Iterator
from typing import IO

from django.db import connection, transaction

from regs_portal.audit import offline
from regs_portal.audit.verifying import rows

# Sealed events only: what is still waiting is in the next export.
EVENTS = """
SELECT trail.sequence, audit_event_words(trail), trail.hash FROM audit_auditevent AS trail
WHERE NOT EXISTS (SELECT FROM audit_unsealedevent AS waiting WHERE waiting.event = trail.sequence)
ORDER BY trail.sequence
"""
SEALS = (
    "SELECT number, audit_seal_words(seal), hash, events FROM audit_seal AS seal ORDER BY number"
)

README = """稽核紀錄匯出

events.ndjson  每行一筆紀錄：sequence 編號，words 為計算雜湊的文字（JSON 陣列），hash 為其 SHA-256。
seals.ndjson   每行一個封印：words 同上，events 依序列出它封存的紀錄編號；words 內含前一封印的雜湊。
verify.py      只需要 Python，不需要本系統：python verify.py 本檔案.zip
               若另存有某一封印（例如每日寄出的），加上 --seal 編號:雜湊 一併核對。

The exported audit trail

events.ndjson  One event a line: its number, the words its hash is made of (a JSON array), and
               their SHA-256. The words are: number, time (UTC), employee's key and number, verb,
               subject, door, address, digest of the subject before and after, details.
seals.ndjson   One seal a line; it lists the events it fixes, in order, and its words hold the hash
               of the seal before it.
verify.py      Needs Python and nothing else: python verify.py THIS.zip
"""


def export(target: IO[bytes]) -> int:
    """Writes the zip into a file; how many events it holds. Memory: one batch of rows."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        archive.writestr("README.txt", README)
        archive.writestr("verify.py", inspect.getsource(offline))
        count = _write(archive, "events.ndjson", _events())
        _write(archive, "seals.ndjson", _seals())
    return count


def _write(archive: zipfile.ZipFile, name: str, lines: Iterator[dict[str, object]]) -> int:
    count = 0
    with archive.open(name, "w", force_zip64=True) as member:
        for line in lines:
            member.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _events() -> Iterator[dict[str, object]]:
    for sequence, words, kept in rows(EVENTS):
        yield {"sequence": sequence, "words": words, "hash": kept}


def _seals() -> Iterator[dict[str, object]]:
    for number, words, kept, events in rows(SEALS):
        yield {"number": number, "words": words, "hash": kept, "events": events}
