"""Comparison on real pairs of versions, where they lie beside the repository."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from policies.text.describing_changes import describe_changes
from policies.text.diff import compare
from policies.text.outline import Outline
from policies.text.parsing import parse
from policies.text.replaying import accept, reject
from policies.text.wording import wording

Find = Callable[[str], Path]
FOLDERS = ("version-pairs-dev", "prc-version-pairs-dev", "en-policies/version-pairs")


def pairs(folder: Path) -> Iterator[tuple[str, Outline, Outline, dict[str, Any]]]:
    """Name, old and new text, and what is known about them."""
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        before, after = (
            parse(next(path.glob(f"{which}.*")).read_text(encoding="utf-8"))
            for which in ("before", "after")
        )
        expected = path / "expected.json"
        truth = json.loads(expected.read_text(encoding="utf-8")) if expected.exists() else {}
        yield path.name, before.documents[0].outline, after.documents[0].outline, truth


def joined(spans: list[list[str]], *ops: str) -> str:
    return "".join(text for op, text in spans if op in ops)


def test_changed_added_and_removed_articles_of_taiwan_are_exact(shared: Find) -> None:
    for name, before, after, truth in pairs(shared("corpora/version-pairs-dev")):
        clauses = describe_changes(compare(before, after))["clauses"]
        found = {
            "modified": {
                c["after"] for c in clauses if c["reworded"] and c["before"] == c["after"]
            },
            "added": {c["after"] for c in clauses if c["before"] is None},
            "removed": {c["before"] for c in clauses if c["after"] is None},
        }
        assert found == {key: set(truth["computed"][key]) for key in found}, name
        unchanged = [c for c in clauses if c["before"] == c["after"] and not c["reworded"]]
        assert len(unchanged) == truth["computed"]["unchanged"], name


def test_headings_of_taiwan_that_came_or_went_are_shown(shared: Find) -> None:
    def words(heading: dict[str, str] | None) -> str:
        return re.sub(r"\s", "", heading["label"] + heading["title"]) if heading else ""

    for name, before, after, truth in pairs(shared("corpora/version-pairs-dev")):
        changed = [h for h in describe_changes(compare(before, after))["headings"] if h["kinds"]]
        for heading in truth["headings_added"]:
            assert heading in [words(h["after"]) for h in changed], name
        for heading in truth["headings_removed"]:
            assert heading in [words(h["before"]) for h in changed], name


def test_articles_of_the_mainland_that_were_renumbered_are_followed(shared: Find) -> None:
    for name, before, after, truth in pairs(shared("corpora/prc-version-pairs-dev")):
        clauses = describe_changes(compare(before, after))["clauses"]
        shown = {
            (c["before"], c["after"])
            for c in clauses
            if (c["renumbered"] or c["moved"]) and not c["reworded"]
        }
        for moved in truth["identical_text_moved_to_new_number"]:
            assert (moved["old"], moved["new"]) in shown, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_replaying_a_comparison_gives_both_texts(shared: Find, folder: str) -> None:
    for name, before, after, _ in pairs(shared(f"corpora/{folder}")):
        comparison = compare(before, after)
        assert (reject(comparison), accept(comparison)) == (before, after), name
        clauses = describe_changes(comparison)["clauses"]
        new = [joined(c["spans"], "equal", "insert") for c in clauses if c["after"] is not None]
        assert new == [wording(clause) for clause in after.all_clauses()], name
        old = [joined(c["spans"], "equal", "delete") for c in clauses if c["before"] is not None]
        assert sorted(old) == sorted(wording(clause) for clause in before.all_clauses()), name
