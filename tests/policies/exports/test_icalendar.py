"""RFC 5545 to the letter: line ends, folding, escaping, whole days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.exports.icalendar import Event, escaped, folded, written

AT = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def event(**facts: object) -> Event:
    usual = {
        "uid": "u-1", "day": dt.date(2026, 12, 31), "title": "請假辦法", "words": "",
        "link": "https://regs.example/policies/HR-003/", "changed": AT,
    }  # fmt: skip
    return Event(**usual | facts)  # type: ignore[arg-type]


def unfolded(words: bytes) -> list[str]:
    return words.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_day_in_every_time_zone() -> None:
    lines = unfolded(written("規章", [event()]))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20260301T000000Z" in lines


def test_the_frame() -> None:
    lines = unfolded(written("規章,行事曆", [event(), event(uid="u-2", sequence=3)]))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]]
    assert lines[2].startswith("PRODID:")
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith("UID:")] == ["UID:u-1", "UID:u-2"]
    assert "SEQUENCE:3" in lines
    assert "X-WR-CALNAME:規章\\,行事曆" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_called_off() -> None:
    assert "STATUS:CANCELLED" in unfolded(written("規章", [event(is_cancelled=True)]))
    assert "STATUS:CONFIRMED" in unfolded(written("規章", [event()]))


def test_without_a_day_it_is_a_calendar_all_the_same() -> None:
    """§3.6 asks for at least one component."""
    lines = unfolded(written("規章", []))
    assert lines.count("BEGIN:VTIMEZONE") == lines.count("END:VTIMEZONE") == 1


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("一\r\n二\r三\n四", "一\\n二\\n三\\n四"),
        ("甲\0乙\x07丙\x85丁", "甲乙丙丁"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"),
        ("", ""),
    ],
)
def test_text_is_escaped(words: str, value: str) -> None:
    assert escaped(words) == value


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_whatever_is_written_stays_in_its_line_and_comes_out_the_same(words: str) -> None:
    value = escaped(words)
    assert "\n" not in value
    lines = folded(f"SUMMARY:{value}").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # never cut inside a character
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == f"SUMMARY:{value}"
