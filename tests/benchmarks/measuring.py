"""Taking times and writing them down."""

import re
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ``target`` is what the issue asks, empty where it asks nothing."""

    what: str
    measured: str
    target: str = ""
    holds: bool | None = None


class Stopwatch:
    """``own`` is the processor's time for this process: what a quiet machine would not save."""

    seconds: float = 0.0
    own: float = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    watch = Stopwatch()
    began, worked = time.perf_counter(), time.process_time()
    yield watch
    watch.seconds = time.perf_counter() - began
    watch.own = time.process_time() - worked


def timing(action: Callable[[], object]) -> Stopwatch:
    with timed() as watch:
        action()
    return watch


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def peak_megabytes() -> float:
    """The most memory this process has held; what the kernel says of resources would count the
    process it was forked from as well."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def at_most(what: str, value: float, limit: float, unit: str) -> Figure:
    return Figure(what, f"{value:,.2f} {unit}", f"≤ {limit:g} {unit}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str = "") -> Figure:
    return Figure(what, f"{value:,.2f} {unit}".strip(), f"≥ {limit:g} {unit}".strip(),
                  value >= limit)  # fmt: skip


def table(figures: Sequence[Figure]) -> str:
    verdicts = {True: "holds", False: "MISSED", None: ""}
    rows = [("measured", "value", "target", "")]
    rows += [(f.what, f.measured, f.target, verdicts[f.holds]) for f in figures]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)
        )
        + f"  {row[3]}"
        for row in rows
    ]
    lines.insert(1, "-" * (sum(widths) + 12))
    return "\n".join(line.rstrip() for line in lines)


def say(words: str) -> None:
    """Progress, apart from the table."""
    sys.stderr.write(f"… {words}\n")
    sys.stderr.flush()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
