"""Two versions of one law, and what is known to have changed: folders with before, after."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policies.text.changes import Comparison
from policies.text.describing_changes import describe_changes
from policies.text.diff import compare
from policies.text.outline import Outline, digest
from policies.text.parsing import parse
from policies.text.replaying import accept, reject
from policies.text.spans import after_of, before_of
from policies.text.wording import wording
from tests.benchmarks.measuring import Figure
from tests.benchmarks.text.scoring import Score, figures

_Numbers = set[str | None]


def _folders(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/before.*"))


def is_one(folder: Path) -> bool:
    return bool(_folders(folder))


def measure(folder: Path) -> list[Figure]:
    sets = Score(f"{folder.name}: changed, added, removed as computed")
    moved = Score(f"{folder.name}: the same words under a new number, not removed and added")
    replay = Score(f"{folder.name}: accepting gives the new text, rejecting the old")
    for pair in _folders(folder):
        before, after = _outline(pair, "before"), _outline(pair, "after")
        comparison = compare(before, after)
        described = describe_changes(comparison)
        replay.count(pair.name, _replays(comparison, before, after))
        truth = pair / "expected.json"
        expected = json.loads(truth.read_text(encoding="utf-8")) if truth.is_file() else {}
        if "computed" in expected:
            sets.count(pair.name, _sets(described) == _computed(expected["computed"]))
        if "identical_text_moved_to_new_number" in expected:
            wanted = {(e["old"], e["new"]) for e in expected["identical_text_moved_to_new_number"]}
            moved.count(pair.name, wanted <= _moved(described))
    return figures(score for score in (sets, moved, replay) if score.right or score.wrong)


def _outline(pair: Path, name: str) -> Outline:
    file = next(pair.glob(f"{name}.*"))
    return parse(file.read_text(encoding="utf-8")).documents[0].outline


def _replays(comparison: Comparison, before: Outline, after: Outline) -> bool:
    from_spans = all(
        (entry.after is None or after_of(entry.spans) == wording(entry.after))
        and (entry.before is None or before_of(entry.spans) == wording(entry.before))
        for entry in comparison.clauses
    )
    accepted, rejected = accept(comparison), reject(comparison)
    return from_spans and (digest(accepted), digest(rejected)) == (digest(after), digest(before))


def _sets(described: dict[str, Any]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """The numbers of the clauses that were changed, added, removed, as the command prints them."""
    entries = described["clauses"]
    return (
        {entry["after"] for entry in entries if entry["reworded"]},
        {entry["after"] for entry in entries if entry["before"] is None},
        {entry["before"] for entry in entries if entry["after"] is None},
    )


def _computed(expected: dict[str, Iterable[str]]) -> tuple[_Numbers, _Numbers, _Numbers]:
    return set(expected["modified"]), set(expected["added"]), set(expected["removed"])


def _moved(described: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (entry["before"], entry["after"])
        for entry in described["clauses"]
        if entry["before"] and entry["after"] and (entry["moved"] or entry["renumbered"])
    }
