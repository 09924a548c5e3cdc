"""Days as a calendar (RFC 5545): whole days, so that no time zone can move one.

Lines end in CR LF and are folded at 75 octets, never inside a character; what the grammar needs
is escaped, and characters that no text value may hold are left out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Regulations portal//Calendar//EN"
WIDTH = 75  # octets of a line, without its end
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]")

# §3.6: a calendar holds at least one component. Without a day it names the zone it would not need.
_NOTHING = (
    "BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. ``uid`` stays the same when the day moves; ``sequence`` then counts up."""

    uid: str
    day: dt.date
    title: str
    words: str
    link: str
    changed: dt.datetime
    sequence: int = 0
    is_cancelled: bool = False


def written(name: str, events: Iterable[Event]) -> bytes:
    lines = _calendar(name, events)
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _calendar(name: str, events: Iterable[Event]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    yield "METHOD:PUBLISH"
    # RFC 7986, and what readers knew before it.
    yield f"NAME:{escaped(name)}"
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT6H"
    yield "X-PUBLISHED-TTL:PT6H"
    components = [line for event in events for line in _event(event)]
    yield from components or _NOTHING
    yield "END:VCALENDAR"


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed)}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.words:
        yield f"DESCRIPTION:{escaped(event.words)}"
    yield f"URL:{_UNFIT.sub('', event.link)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    # A rule taking effect keeps nobody from a meeting.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(words: str) -> str:
    """A TEXT value: §3.3.11."""
    words = re.sub(r"\r\n?", "\n", words)
    words = _UNFIT.sub("", words)
    return re.sub(r"([\\;,])", r"\\\1", words).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """§3.1: longer lines go on after CR LF and a blank, which counts as one of the octets."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
