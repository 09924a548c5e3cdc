"""The engine on text of its own making: how long reading and comparing take."""

import statistics

from policies.text.parsing import parse
from policies.text.wording import joined
from tests.benchmarks import comparing, word
from tests.benchmarks.generating import Writer
from tests.benchmarks.measuring import Figure, at_most, timing

CLAUSES = 1_400
ROUNDS = 5


def measure() -> list[Figure]:
    return [_reading(), *comparing.thinking(), *word.measure()]


def _reading() -> Figure:
    text = joined(Writer(1).outline("民事往來規則", CLAUSES))
    parse(text)  # the tables of characters are read once
    seconds = statistics.median(timing(lambda: parse(text)).own for _ in range(ROUNDS))
    return at_most(f"parse {CLAUSES:,} clauses, {len(text):,} characters", seconds, 1, "s")
