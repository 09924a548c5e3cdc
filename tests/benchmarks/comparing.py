"""A regulation of 500 clauses beside its next revision: our comparison, the plain one, the page."""

import gc
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies import drafting, workflow
from policies.text.diff import compare
from policies.text.outline import Clause, Outline
from policies.text.wording import joined
from tests.benchmarks.generating import DO, MUST, WHEN, WHO, Writer
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, Stopwatch, at_least, at_most, timing

CLAUSES = 500
ROUNDS = 20
REWORDED, MOVED, REMOVED, ADDED = 0.1, 0.01, 0.01, 0.02  # of the clauses


def measure(ground: Ground) -> list[Figure]:
    return [*thinking(), *_pages(ground)]


def thinking() -> list[Figure]:
    """Without a database."""
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


def _pages(ground: Ground) -> list[Figure]:
    """Two published revisions, as a signed-in reader asks for them: once the comparison is kept,
    and the first time of all."""
    address = _compared(ground)
    client = Client(headers={"host": "localhost"})
    client.force_login(ground.reader, settings.AUTHENTICATION_BACKENDS[0])

    def read(query: str = "") -> None:
        assert client.get(address + query).status_code == 200

    def first() -> None:
        cache.clear()
        read()

    whole = partial(read, "?all=1&sides=1")
    for each in (read, whole):
        each()
    gc.collect()
    again, all_again = (_median(each, ROUNDS) for each in (read, whole))
    anew = _median(first, ROUNDS // 2)
    return [
        at_most(f"compare page, {CLAUSES} clauses, in the server", again.seconds, 40, "ms"),
        Figure("  of it in this process", f"{again.own:,.2f} ms"),
        at_most("  the whole text side by side", all_again.seconds, 40, "ms"),
        Figure("  of it in this process", f"{all_again.own:,.2f} ms"),
        Figure("  the first time anybody asks", f"{anew.seconds:,.2f} ms"),
        Figure("  of it in this process", f"{anew.own:,.2f} ms"),
    ]


def _median(action: Callable[[], None], rounds: int) -> Stopwatch:
    """Of so many times, in milliseconds."""
    watches = [timing(action) for _ in range(rounds)]
    middle = Stopwatch()
    middle.seconds = statistics.median(watch.seconds for watch in watches) * 1000
    middle.own = statistics.median(watch.own for watch in watches) * 1000
    return middle


def _compared(ground: Ground) -> str:
    """The address of the comparison of two published revisions."""
    old = ground.published("BENCH-COMPARE", CLAUSES)
    draft = ground.next_draft(old.policy)
    drafting.load(draft, revised(draft.outline(), Writer(6)), by=ground.author)
    draft.refresh_from_db()
    approved = ground.approved(draft)
    new = workflow.publish(approved, timezone.localdate(), by=ground.author)
    return reverse("reading:compare", args=["BENCH-COMPARE", new.number, old.number])


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
