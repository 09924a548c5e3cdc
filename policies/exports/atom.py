"""News as an Atom feed (RFC 4287), for readers that ask again and again.

Every address is absolute, every entry has an identity that no later renaming changes, and the
feed was last changed when its newest entry was, so that it is the same bytes until there is news.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

MEDIA_TYPE = "application/atom+xml"
# XML 1.0 knows no such characters, not even escaped.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """``identity`` is a ``urn:``; ``link`` an absolute address; ``summary`` plain words."""

    identity: str
    title: str
    link: str
    summary: str
    author: str
    category: str
    published: dt.datetime
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """``link`` is the page of the same news, ``own`` the feed's own address."""

    identity: str
    title: str
    subtitle: str
    link: str
    own: str
    author: str
    language: str
    since: dt.datetime  # when it was last changed, while it has no entry


class _Generator(Atom1Feed):
    """Django's own would say of a feed without entries that it changed this moment."""

    since: dt.datetime

    def latest_post_date(self) -> dt.datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=self.since)


def written(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed as UTF-8; the entries as they come, newest first."""
    made = _Generator(
        title=_fit(feed.title),
        link=feed.link,
        description="",
        subtitle=_fit(feed.subtitle),
        feed_url=feed.own,
        feed_guid=feed.identity,
        author_name=_fit(feed.author),
        language=feed.language,
    )
    made.since = feed.since
    for entry in entries:
        made.add_item(
            title=_fit(entry.title),
            link=entry.link,
            # The generator says it is HTML.
            description=escape(_fit(entry.summary)),
            unique_id=entry.identity,
            author_name=_fit(entry.author),
            categories=[_fit(entry.category)],
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return made.writeString("utf-8").encode()


def _fit(words: str) -> str:
    return _UNFIT.sub("", words)
