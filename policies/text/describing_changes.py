"""What changed between two texts, as plain data that can be printed as JSON.

The form is fixed: scripts and benchmarks read it. ``{"clauses": [{"before", "after", "reworded",
"renumbered", "moved", "spans": [["equal|delete|insert", "…"], …], "kinds", "related"}], "headings":
[{"before", "after", "kinds", "title_spans", "lead_spans", …}], "parts": [{"name", "kinds",
"spans"}], "counts"}``.
"""

from typing import Any

from .changes import Change, ClauseChange, Comparison, Counts, HeadingChange, PartChange
from .matching import key_of
from .outline import Clause, Heading
from .spans import Span

Plain = dict[str, Any]


def describe_changes(comparison: Comparison) -> Plain:
    """The whole comparison, unchanged clauses too, in the reading order of the new text.

    ``before`` and ``after`` are numbers in Arabic (12-1 for 第十二條之一); of a clause without a
    number its label, which may be empty; None where there is no clause. ``kinds`` are all that
    happened (see ``changes.Change``), ``related`` is the number of the clause that a split came
    out of or a merger went into.
    """
    return {
        "clauses": [_clause(change) for change in comparison.clauses],
        "headings": [_heading(change) for change in comparison.headings],
        "parts": [_part(part) for part in comparison.parts],
        "counts": _counts(comparison.counts),
    }


def _clause(change: ClauseChange) -> Plain:
    return {
        "before": _number(change.before),
        "after": _number(change.after),
        "reworded": Change.REWORDED in change.kinds,
        "renumbered": Change.RENUMBERED in change.kinds,
        "moved": Change.MOVED in change.kinds,
        "spans": _spans(change.spans),
        "kinds": _kinds(change.kinds),
        "related": _number(change.related),
    }


def _heading(change: HeadingChange) -> Plain:
    return {
        "before": _named(change.before),
        "after": _named(change.after),
        "added": Change.ADDED in change.kinds,
        "removed": Change.REMOVED in change.kinds,
        "retitled": Change.RETITLED in change.kinds,
        "renumbered": Change.RENUMBERED in change.kinds,
        "moved": Change.MOVED in change.kinds,
        "kinds": _kinds(change.kinds),
        "title_spans": _spans(change.title_spans),
        "lead_spans": _spans(change.lead_spans),
    }


def _part(part: PartChange) -> Plain:
    return {"name": part.name, "kinds": _kinds(part.kinds), "spans": _spans(part.spans)}


def _counts(counts: Counts) -> Plain:
    return {
        "clauses": {kind.value: counts.clauses[kind] for kind in Change if counts.clauses[kind]},
        "headings": {kind.value: counts.headings[kind] for kind in Change if counts.headings[kind]},
        "parts": list(counts.parts),
        "unchanged": counts.unchanged,
    }


def _number(clause: Clause | None) -> str | None:
    return None if clause is None else key_of(clause.label)


def _named(heading: Heading | None) -> Plain | None:
    if heading is None:
        return None
    return {"kind": heading.kind.value, "label": heading.label, "title": heading.title}


def _spans(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[span.op, span.text] for span in spans]


def _kinds(kinds: frozenset[Change]) -> list[str]:
    return [kind.value for kind in Change if kind in kinds]
