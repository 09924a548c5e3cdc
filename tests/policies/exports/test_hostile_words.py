"""Thousands of attacks as the words of feed and calendar: each is words there, and nothing else."""

import datetime as dt
import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from policies.exports import atom, icalendar

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpora" / "xss-csv-dev"
AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
NAMES = {"a": "http://www.w3.org/2005/Atom"}
LINK = "https://regs.example/policies/HR-003/"


@pytest.fixture(scope="module")
def attacks() -> list[str]:
    if not CORPUS.exists():
        pytest.skip("needs ../shared/corpora/xss-csv-dev, which is not on this machine")
    found = [row["payload"] for row in json.loads((CORPUS / "xss.json").read_text())]
    return [*found, *json.loads((CORPUS / "blns.json").read_text())]


def test_a_feed_of_attacks_is_words(attacks: list[str]) -> None:
    feed = atom.Feed("urn:x", "規章", "", LINK, LINK, "規章", "zh-hant", AT)
    entries = [
        atom.Entry(f"urn:{n}", words, LINK, words, words, words, AT, AT)
        for n, words in enumerate(attacks)
    ]
    read = Xml.fromstring(atom.written(feed, entries))  # noqa: S314  (what we have just written)
    found = read.findall("a:entry", NAMES)
    assert len(found) == len(attacks) > 8_000
    parts = {"title", "link", "published", "updated", "author", "id", "summary", "category"}
    for each in found:
        assert {child.tag.rpartition("}")[2] for child in each} == parts
        assert "<" not in (each.findtext("a:summary", namespaces=NAMES) or "")


def test_a_calendar_of_attacks_is_days(attacks: list[str]) -> None:
    days = [
        icalendar.Event(str(n), AT.date(), words, words, LINK, AT)
        for n, words in enumerate(attacks)
    ]
    words = icalendar.written("規章", days)
    assert all(len(line) <= icalendar.WIDTH for line in words.split(b"\r\n"))
    lines = words.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == len(attacks)
    names = {line.partition(":")[0].partition(";")[0] for line in lines if line}
    assert names == {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME",
        "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE",
        "SUMMARY", "DESCRIPTION", "URL", "STATUS", "TRANSP", "END",
    }  # fmt: skip
