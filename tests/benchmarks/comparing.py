"""A regulation of 500 clauses beside its next revision: our comparison, and the plain one."""

import gc
import random
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from policies.text.diff import compare
from policies.text.outline import Clause, Outline
from policies.text.wording import joined
from tests.benchmarks.generating import DO, MUST, WHEN, WHO, Writer
from tests.benchmarks.measuring import Figure, at_least, at_most, timing

CLAUSES = 500
ROUNDS = 20
REWORDED, MOVED, REMOVED, ADDED = 0.1, 0.01, 0.01, 0.02  # of the clauses


def measure(ground: object = None) -> list[Figure]:
    """Needs no database; ``ground`` is what every measure is given."""
    writer = Writer(5)
    before = writer.outline("考勤管理辦法", CLAUSES)
    after = revised(before, writer)
    compare(before, after)  # the dictionary of words is read once
    gc.collect()
    times = [timing(lambda: compare(before, after)).own for _ in range(ROUNDS)]
    ours = statistics.median(times)
    plain = timing(lambda: _plainly(joined(before), joined(after))).own
    return [
        at_most(f"compare {CLAUSES} clauses, one process, warm", ours * 1000, 25, "ms"),
        Figure("  the whole texts by difflib", f"{plain * 1000:,.0f} ms"),
        at_least("  how many times faster", plain / ours, 200),
    ]


def revised(outline: Outline, writer: Writer) -> Outline:
    """The next revision: some clauses reworded, a few moved, removed and added, none renumbered,
    for anchors and numbers are kept, as in a draft."""
    headings = [
        replace(heading, clauses=tuple(_revised(heading.clauses, writer)))
        for heading in outline.headings
    ]
    for _ in range(int(CLAUSES * MOVED)):
        source, target = writer.dice.sample(range(len(headings)), 2)
        *kept, moved = headings[source].clauses
        headings[source] = replace(headings[source], clauses=tuple(kept))
        headings[target] = replace(headings[target], clauses=(moved, *headings[target].clauses))
    return replace(outline, headings=tuple(headings))


def _revised(clauses: Sequence[Clause], writer: Writer) -> Iterator[Clause]:
    for clause in clauses:
        chance = writer.dice.random()
        if chance < REMOVED:
            continue
        reworded = chance < REMOVED + REWORDED
        yield replace(clause, body=_reworded(clause.body, writer.dice)) if reworded else clause
        if chance > 1 - ADDED:
            yield Clause(f"{clause.label}之一", writer.body(2), writer.title(1))


def _reworded(body: str, dice: random.Random) -> str:
    """Another person, time or duty in two or three places."""
    for words in dice.sample([WHO, WHEN, MUST, DO], 3):
        old = next((word for word in words if word in body), "")
        if old:
            body = body.replace(old, dice.choice(words), 1)
    return body


def _plainly(before: str, after: str) -> object:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
