"""Mending the words of a text that is being imported.

A kept text never changes, so the mended one is another; what was decided about lines that stay
goes with them.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from policies.importing.given import given
from policies.importing.keeping import digests, keep
from policies.importing.reading import read
from policies.models import ImportedRevision, ImportSource


@dataclass(frozen=True, slots=True)
class Moved:
    """Where lines of a text stand after a change that left its beginning and its end alone."""

    same_above: int
    same_below: int
    count_before: int
    count_after: int

    @classmethod
    def between(cls, before: list[str], after: list[str]) -> "Moved":
        shorter = min(len(before), len(after))
        above = _common(before, after, shorter)
        below = _common(before[::-1], after[::-1], shorter - above)
        return cls(above, below, len(before), len(after))

    def to(self, line: int) -> int | None:
        """The line's number now, both counted from 1; None when it was changed."""
        if line <= self.same_above:
            return line
        if line > self.count_before - self.same_below:
            return line + self.count_after - self.count_before
        return None


def _common(a: list[str], b: list[str], most: int) -> int:
    return next((index for index in range(most) if a[index] != b[index]), most)


def mend(source: ImportSource, text: str, at: dt.datetime | None = None) -> ImportSource:
    """The source of the mended text.

    Raises UnreadableError with a sentence when there is nothing to read.
    """
    what = given(text)
    read(what.text)
    if what.text == source.text:
        return source
    moved = Moved.between(source.text.split("\n"), what.text.split("\n"))
    with transaction.atomic():
        mended = keep(what, source.by, source.name, at)
        if mended.corrections or mended.choices:
            return mended
        mended.corrections = [
            [now, meant] for line, meant in source.corrections if (now := moved.to(line))
        ]
        mended.choices = {
            str(now): typed
            for line, typed in source.choices.items()
            if (now := moved.to(int(line)))
        }
        mended.remarks = [told | {"line": moved.to(told["line"]) or 1} for told in source.remarks]
        mended.save(update_fields=["corrections", "choices", "remarks"])
        _take_along_what_was_saved(source, mended, moved)
    return mended


def _take_along_what_was_saved(source: ImportSource, mended: ImportSource, moved: Moved) -> None:
    """Regulations that say what they said are saved already."""
    saved = {row.line: row.revision_id for row in source.saved.all()}
    before, after = digests(source), digests(mended)
    now: dict[int, Any] = {line: moved.to(line) for line in saved}
    ImportedRevision.objects.bulk_create(
        ImportedRevision(source=mended, line=now[line], revision_id=revision)
        for line, revision in saved.items()
        if line in before and before[line] == after.get(now[line])
    )
