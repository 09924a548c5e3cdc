"""A comparison drawn as HTML; that of two frozen texts is kept, for neither ever changes."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache as once
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from policies.comparing.revisions import texts_of
from policies.comparing.rows import Departure, Row, rows, with_departures
from policies.comparing.tallies import Tally, tally
from policies.models import Revision, Status
from policies.rendering import language_of
from policies.text.diff import compare

DAY = 24 * 3600
CHANGES = "comparing/_rows.html"
TABLE = "comparing/_table_rows.html"


@dataclass(frozen=True, slots=True)
class Drawn:
    """``changes`` is how many rows have one; ``language`` is that of the newer text."""

    html: SafeString
    tally: Tally
    changes: int
    language: str


def drawn(
    before: Revision,
    after: Revision,
    template: str = CHANGES,
    *,
    is_whole: bool = False,
    in_columns: bool = False,
) -> Drawn:
    """The rows of the page with the changes, or of the table of amended clauses."""
    if not (before.digest and after.digest):
        return _draw(before, after, template, is_whole, in_columns)
    shape = f"{template.partition('/_')[2]}{is_whole:d}{in_columns:d}{_look_of(template)}"
    links = f"{after.policy.code}:{_are_published(before, after):d}"
    key = _key(before, after, f"{shape}:{links}:{get_language()}")
    if found := cache.get(key):
        packed, *rest = found
        return Drawn(mark_safe(zlib.decompress(packed).decode()), *rest)  # noqa: S308  (as drawn)
    made = _draw(before, after, template, is_whole, in_columns)
    packed = zlib.compress(made.html.encode(), 1)
    cache.set(key, (packed, made.tally, made.changes, made.language), 30 * DAY)
    return made


def draw_ahead(before: Revision, after: Revision) -> None:
    """What most readers will ask for, in every language, before the first of them does."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            for in_columns in (False, True):
                drawn(before, after, in_columns=in_columns)


def tallies(pairs: Sequence[tuple[Revision, Revision]]) -> list[Tally]:
    """How much each second of two published revisions changes in the first; what is not known
    yet is counted from the texts, fetched together."""
    keys = [_key(before, after, "tally") for before, after in pairs]
    known: dict[str, Tally] = cache.get_many(keys) if keys else {}
    missing = [pair for pair, key in zip(pairs, keys, strict=True) if key not in known]
    if missing:
        texts = texts_of(*(revision for pair in missing for revision in pair))
        counted = {
            _key(before, after, "tally"): tally(compare(texts[before.pk], texts[after.pk]))
            for before, after in missing
        }
        cache.set_many(counted, 30 * DAY)
        known |= counted
    return [known[key] for key in keys]


def _are_published(*revisions: Revision) -> bool:
    return all(revision.status == Status.PUBLISHED for revision in revisions)


def _key(before: Revision, after: Revision, shape: str) -> str:
    which = ":".join(f"{each.pk}-{each.digest[:16]}" for each in (before, after))
    return f"comparison:{which}:{shape}"


@once
def _look_of(template: str) -> str:
    """What is drawn in another way is another thing."""
    source = get_template(template).template.source  # type: ignore[attr-defined]
    return hashlib.sha256(source.encode()).hexdigest()[:8]


def _draw(
    before: Revision, after: Revision, template: str, is_whole: bool, in_columns: bool
) -> Drawn:
    texts = texts_of(before, after)
    comparison = compare(texts[before.pk], texts[after.pk])
    listed: Sequence[Row | Departure] = (
        with_departures(comparison, is_whole=is_whole)
        if template == CHANGES
        else rows(comparison, is_whole=is_whole)
    )
    changes = max((row.number for row in listed if isinstance(row, Row)), default=0)
    language = language_of(after, texts[after.pk])
    context: dict[str, Any] = {
        "before": before,
        "after": after,
        "before_url": text_url(before),
        "after_url": text_url(after),
        "code": after.policy.code if _are_published(before, after) else "",
        "rows": listed,
        "changes": changes,
        "in_columns": in_columns,
        "language": language,
    }
    html = render_to_string(template, context)
    return Drawn(html, tally(comparison), changes, language)


def text_url(revision: Revision) -> str:
    """Where the whole text can be read."""
    if revision.status == Status.PUBLISHED:
        return reverse("reading:revision", args=[revision.policy.code, revision.number])
    return reverse("deciding:road", args=[revision.pk])
