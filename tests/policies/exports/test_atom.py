"""RFC 4287: what a feed reader must find, and that no words break it."""

import datetime as dt
from xml.etree import ElementTree as Xml

import pytest

from policies.exports.atom import Entry, Feed, written

NAMES = {"a": "http://www.w3.org/2005/Atom"}
AT = dt.datetime(2026, 3, 1, 0, 0, tzinfo=dt.UTC)
FEED = Feed(
    "urn:uuid:feed", "規章", "說明", "https://regs.example/changes/",
    "https://regs.example/feeds/changes.atom", "規章入口網", "zh-hant", AT,
)  # fmt: skip


def entry(**facts: object) -> Entry:
    usual = {
        "identity": "urn:uuid:entry", "title": "請假辦法 2.0", "summary": "修正 1 條。",
        "link": "https://regs.example/policies/HR-003/v2.0/", "author": "人力資源處",
        "category": "休假", "published": AT, "updated": AT + dt.timedelta(days=1),
    }  # fmt: skip
    return Entry(**usual | facts)  # type: ignore[arg-type]


def read(*entries: Entry) -> Xml.Element:
    return Xml.fromstring(written(FEED, entries))  # noqa: S314  (what we have just written)


def words(element: Xml.Element, path: str) -> str:
    found = element.findtext(path, namespaces=NAMES)
    assert found is not None, path
    return found


def test_a_feed_has_what_every_feed_must_have() -> None:
    feed = read(entry())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert words(feed, "a:id") == "urn:uuid:feed"
    assert words(feed, "a:title") == "規章"
    assert words(feed, "a:author/a:name") == "規章入口網"
    assert words(feed, "a:updated") == "2026-03-02T00:00:00+00:00"
    links = {each.get("rel"): each.get("href") for each in feed.findall("a:link", NAMES)}
    assert links == {"alternate": FEED.link, "self": FEED.own}


def test_so_has_an_entry() -> None:
    found = read(entry()).find("a:entry", NAMES)
    assert found is not None
    assert words(found, "a:id") == "urn:uuid:entry"
    assert words(found, "a:published") == "2026-03-01T00:00:00+00:00"
    assert words(found, "a:updated") == "2026-03-02T00:00:00+00:00"
    assert words(found, "a:summary") == "修正 1 條。"


def test_without_entries_it_was_changed_when_it_began() -> None:
    assert words(read(), "a:updated") == "2026-03-01T00:00:00+00:00"
    assert written(FEED, []) == written(FEED, [])


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "a & b ]]> <!--", "\0\x0b\ufffe甲"]
)
def test_no_words_break_it_or_come_out_as_html(hostile: str) -> None:
    facts = dict.fromkeys(("title", "summary", "author", "category"), hostile)
    found = read(entry(**facts)).find("a:entry", NAMES)
    assert found is not None
    clean = hostile.replace("\0", "").replace("\x0b", "").replace("\ufffe", "")
    assert words(found, "a:title") == clean
    # Said to be HTML, so it is escaped once more.
    assert "<" not in words(found, "a:summary")
