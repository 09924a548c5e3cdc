"""Verifies an export of the audit trail. Needs Python 3.10 or later and nothing else.

    python verify.py audit.zip [--seal NUMBER:HASH]

Reads ``events.ndjson`` and ``seals.ndjson`` and says of every event and seal that was changed,
taken out, put in or moved. Ends with 1 when it finds anything. ``--seal`` is a seal that was kept
elsewhere, for example the newest one that was mailed: it shows that nothing was cut off the end.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator

NOTHING = "0" * 64
Line = bytes | str
Kept = tuple[int, str] | None


def sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def faults(events: Iterable[Line], seals: Iterable[Line], kept: Kept = None) -> Iterator[str]:
    """Sentences about what does not hold.

    ``events`` and ``seals`` are the lines of the two files in order; ``kept`` a seal's number and
    hash. Memory: one hash an event.
    """
    hashes: dict[int, str] = {}
    last = 0
    for line in events:
        event = json.loads(line)
        number, words = event["sequence"], event["words"]
        if number in hashes:
            yield f"Event {number} is there twice."
        if number < last:
            yield f"Event {number} stands in another place."
        last = max(last, number)
        if sha256(words) != event["hash"] or json.loads(words)[0] != number:
            yield f"Event {number} was changed."
        hashes[number] = event["hash"]
    yield from _of_seals(hashes, seals, kept)


def _of_seals(hashes: dict[int, str], seals: Iterable[Line], kept: Kept) -> Iterator[str]:
    previous, expected, found = NOTHING, 1, ""
    sealed: set[int] = set()
    for line in seals:
        seal = json.loads(line)
        number, events, words = seal["number"], seal["events"], json.loads(seal["words"])
        if number != expected:
            yield f"Seal {number} follows seal {expected - 1}: one is missing or moved."
        if sha256(seal["words"]) != seal["hash"] or words[1] != number or words[3] != previous:
            yield f"Seal {number} was changed, or the one before it is missing."
        missing = [event for event in events if event not in hashes]
        for event in missing:
            yield f"Event {event} was taken out; seal {number} names it."
        root = sha256(",".join(hashes.get(event, "missing") for event in events))
        if not missing and (root != words[5] or len(events) != words[4]):
            yield f"Under seal {number} stand other events than were sealed."
        for event in sealed.intersection(events):
            yield f"Event {event} is sealed twice."
        sealed.update(events)
        if kept and kept[0] == number:
            found = seal["hash"]
        previous, expected = seal["hash"], number + 1
    for event in sorted(hashes.keys() - sealed):
        yield f"Event {event} is under no seal."
    if kept and found != kept[1]:
        yield f"Seal {kept[0]} is not the one that was kept elsewhere."


def main(arguments: list[str]) -> int:
    kept: Kept = None
    if "--seal" in arguments:
        place = arguments.index("--seal")
        number, _colon, value = arguments[place + 1].partition(":")
        kept = (int(number), value)
        del arguments[place : place + 2]
    if len(arguments) != 1:
        sys.stdout.write(__doc__ or "")
        return 2
    count = 0
    with (
        zipfile.ZipFile(arguments[0]) as archive,
        archive.open("events.ndjson") as events,
        archive.open("seals.ndjson") as seals,
    ):
        for sentence in faults(events, seals, kept):
            sys.stdout.write(sentence + "\n")
            count += 1
    verdict = f"The trail does not hold: {count} faults." if count else "The trail holds."
    sys.stdout.write(verdict + "\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
