"""The newest decisions about policies open to somebody, as an Atom feed."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies import news
from policies.diary import feed_identity, identity
from policies.exports import atom
from policies.models import Schedule
from regs_portal.people.models import Employee

ENTRIES = 50


def news_feed(reader: Employee, on: dt.date, absolute: Callable[[str], str], own: str) -> bytes:
    """``absolute`` makes addresses of the portal absolute, ``own`` is that of the feed. One
    query."""
    page = absolute(reverse("browsing:changes"))
    feed = atom.Feed(
        identity=feed_identity(reader).urn,
        title=_("Regulations: new and changed"),
        subtitle=_("What was published, moved, called off or repealed, of all you may read."),
        link=page,
        own=absolute(own),
        author=_("Regulations portal"),
        language=get_language() or "",
        since=timezone.make_aware(dt.datetime.combine(reader.hired_on, dt.time())),
    )
    rows = news.decided(reader, on)[:ENTRIES]
    return atom.written(feed, [_entry(schedule, absolute) for schedule in rows])


def _entry(schedule: Schedule, absolute: Callable[[str], str]) -> atom.Entry:
    revision = schedule.revision
    # What was called off has no page of its own.
    page = (
        reverse("reading:policy", args=[revision.policy.code])
        if schedule.effective_from is None or revision.status != "published"
        else reverse("reading:revision", args=[revision.policy.code, revision.number])
    )
    return atom.Entry(
        identity=identity("news", revision, schedule.pk).urn,
        title=f"{news.headline(schedule)} ({revision.policy.code})",
        link=absolute(page),
        summary=news.in_short(schedule),
        author=revision.issuing_unit,
        category=str(revision.policy.category),
        published=schedule.at,
        updated=schedule.at,
    )
