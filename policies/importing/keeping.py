"""Keeping a text between the steps of its import, so that nothing typed or decided is lost.

Every change locks the one row, so that two windows add to each other instead of overwriting.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.importing.given import Given, storable
from policies.importing.reading import MOST_DOCUMENTS
from policies.models import ImportSource
from policies.refusals import Refused
from policies.text.cleaning import one_line
from policies.text.correcting import Treatment
from policies.text.interchange.carried import is_carried
from policies.text.opening import understand
from policies.text.outline import digest
from regs_portal.people.models import Employee

MOST_KEPT = 20  # texts of one person; the one left alone longest goes first
KEPT_FOR = dt.timedelta(days=30)
LONGEST_TYPED = 2_000  # characters of one choice; the longest column holds 200

Typed = Mapping[str, str]


def keep(what: Given, by: Employee, name: str = "", at: dt.datetime | None = None) -> ImportSource:
    """Stores a text; one that the same person is importing already is taken up again."""
    at = at or timezone.now()
    with transaction.atomic():
        known = ImportSource.objects.filter(by=by, digest=what.digest, text=what.text).first()
        if known is not None:
            known.changed_at = at
            known.save(update_fields=["changed_at"])
            return known
        return _new(what, by, name, at)


def _new(what: Given, by: Employee, name: str, at: dt.datetime) -> ImportSource:
    source = ImportSource.objects.create(
        by=by,
        started_at=at,
        changed_at=at,
        name=(one_line(storable(name)) or one_line(what.text.strip()[:40]))[:255],
        digest=what.digest,
        encoding=what.encoding,
        text=what.text,
        remarks=[
            {"code": warning.code, "line": warning.line, "data": dict(warning.message_data)}
            for warning in what.warnings
        ],
    )
    newest = by.import_sources.order_by("-changed_at", "-pk").values_list("pk", flat=True)
    by.import_sources.exclude(pk__in=list(newest[:MOST_KEPT])).defer("text").delete()
    return source


def correct(source: ImportSource, line: int, treatment: Treatment | None) -> None:
    """Has the line taken as what somebody says it is; without a treatment, as it was read.

    Raises Refused when there is no such line, when that would change a regulation that has been
    saved, or make too many of the text.
    """
    with locked(source) as kept:
        if is_carried(kept.text):
            raise Refused(
                "says_itself",
                _(
                    "The file says itself what each part is, so there is nothing to correct. "
                    "Save it, and mend the draft."
                ),
            )
        if not 1 <= line <= kept.text.count("\n") + 1:
            raise Refused("no_line", _("The text has no such line. Reload the page to see it."))
        others = [[at, meant] for at, meant in kept.corrections if at != line]
        _set_corrections(kept, [*others, [line, treatment.value]] if treatment else others)


def undo(source: ImportSource) -> int | None:
    """Takes the last correction back; returns its line, None when there is none."""
    with locked(source) as kept:
        if not kept.corrections:
            return None
        line = int(kept.corrections[-1][0])
        _set_corrections(kept, kept.corrections[:-1])
    return line


def undo_all(source: ImportSource) -> None:
    with locked(source) as kept:
        _set_corrections(kept, [])


def choose(source: ImportSource, typed: Mapping[int, Typed]) -> None:
    """Remembers what was typed about regulations, by their first lines; the rest stays."""
    if not any(typed.values()):
        return
    with locked(source) as kept:
        for line, values in typed.items():
            known = kept.choices.setdefault(str(line), {})
            known.update({name: storable(value)[:LONGEST_TYPED] for name, value in values.items()})
        _save(kept, "choices")


def pair(source: ImportSource, line: int, state: str, pairs: Mapping[int, str]) -> None:
    """Remembers which clause is which; ``state`` names the two texts this is about."""
    with locked(source) as kept:
        kept.pairings[str(line)] = {"state": state, "pairs": pairs}
        _save(kept, "pairings")


def forget(source: ImportSource) -> None:
    """Throws the text away; drafts made from it stay."""
    source.delete()


def forget_old(now: dt.datetime) -> int:
    """Throws away what nobody touched for ``KEPT_FOR``; returns how many texts."""
    old = ImportSource.objects.filter(changed_at__lt=now - KEPT_FOR).defer("text")
    _count, counts = old.delete()
    return counts.get("policies.ImportSource", 0)


@contextmanager
def locked(source: ImportSource) -> Iterator[ImportSource]:
    """The row as it is now, nobody else's until the block ends.

    Its text, perhaps megabytes, never changes and is not fetched again. Raises Http404 when it
    was thrown away meanwhile.
    """
    with transaction.atomic():
        rows = ImportSource.objects.select_for_update().defer("text")
        kept = rows.filter(pk=source.pk).first()
        if kept is None:
            raise Http404
        kept.text = source.text
        yield kept


def _set_corrections(kept: ImportSource, corrections: list[list[Any]]) -> None:
    saved = set(kept.saved.values_list("line", flat=True))
    before = digests(kept) if saved else {}
    kept.corrections = corrections
    after = digests(kept)
    if len(after) > MOST_DOCUMENTS:
        raise Refused(
            "too_many",
            _("A text may hold at most %(most)s regulations, so nothing was changed.")
            % {"most": MOST_DOCUMENTS},
        )
    if any(before.get(line) != after.get(line) for line in saved):
        raise Refused(
            "already_saved",
            _(
                "That would change a regulation that has become a draft already, so nothing was "
                "changed. Mend it in its draft."
            ),
        )
    _save(kept, "corrections")


def digests(kept: ImportSource) -> dict[int, str]:
    """Of each regulation of the text as it is corrected, by the line it begins in."""
    found = understand(kept.text, kept.treatments()).documents
    return {each.first_line: digest(each.outline) for each in found}


def _save(kept: ImportSource, *fields: str) -> None:
    kept.changed_at = timezone.now()
    kept.save(update_fields=[*fields, "changed_at"])
