"""Where a clause stands in a text, asked for by its anchor or by its number."""

import re
from collections.abc import Iterator
from typing import Any

from policies.models import Chapter, Clause, Revision
from policies.reading import Reading, Version
from policies.text.numbering import read_label

LONGEST = 40  # of what is asked for, as labels are
_ANCHOR = re.compile(r"[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,4}(?:[-.][0-9]{1,4}){0,4}")


def anchor_of(revision: Revision, which: str) -> str | None:
    """The anchor of the clause or heading, None when this text has none such. A number that
    several clauses bear, for sections begin again in every chapter, is the first one's."""
    if is_anchor(which):
        own = {"revision": revision, "anchor": which}
        there = Clause.objects.filter(**own).exists() or Chapter.objects.filter(**own).exists()
        return which if there else None
    key = number_of(which)
    return next((row["anchor"] for row in _in_order(revision) if key_of(row["label"]) == key), None)


def elsewhere(found: Reading, which: str) -> Iterator[tuple[Version, str]]:
    """The versions the reader may read that have such a clause, newest first, with its anchor."""
    shown = found.revision.pk if found.revision else None
    keys = [version.pk for version in found.versions if version.pk != shown]
    rows = Clause.objects.filter(revision__in=keys).order_by("position")
    if is_anchor(which):
        rows = rows.filter(anchor=which)
    places: dict[int, str] = {}
    key = "" if is_anchor(which) else number_of(which)
    for revision, anchor, label in rows.values_list("revision", "anchor", "label"):
        if is_anchor(which) or (key and key_of(label) == key):
            places.setdefault(revision, anchor)
    return ((version, places[version.pk]) for version in found.versions if version.pk in places)


def is_anchor(which: str) -> bool:
    return _ANCHOR.fullmatch(which) is not None


def number_of(which: str) -> str:
    """The number asked for, as labels give theirs: 12-1 for 12-1 and 第十二條之一; "" for none."""
    which = which.strip()[:LONGEST]
    return which.replace(".", "-") if _NUMBER.fullmatch(which) else key_of(which)


def key_of(label: str) -> str:
    read = read_label(label)
    return read.key.replace(".", "-") if read else ""


def _in_order(revision: Revision) -> list[dict[str, Any]]:
    """Its clauses in reading order: those before the first heading, then heading by heading."""
    headings = {
        row["id"]: row
        for row in Chapter.objects.filter(revision=revision).values("id", "parent", "position")
    }

    def path(row: dict[str, Any]) -> list[tuple[bool, int]]:
        steps, above = [(False, row["position"])], row["chapter"]
        while above is not None:
            steps.append((True, headings[above]["position"]))
            above = headings[above]["parent"]
        return list(reversed(steps))

    clauses = Clause.objects.filter(revision=revision)
    fields = ("anchor", "label", "position", "chapter")
    rows = (dict(zip(fields, row, strict=True)) for row in clauses.values_list(*fields))
    return sorted(rows, key=path)
