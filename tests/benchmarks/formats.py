"""How long the longest law of a folder takes in every format, and how large it gets.

``python -m tests.benchmarks.formats FOLDER`` reads every ``*.txt`` and ``*.md`` below the folder.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from policies.text.interchange.akoma_ntoso import read_akoma_ntoso, write_akoma_ntoso
from policies.text.interchange.json_file import read_json, write_json
from policies.text.interchange.markdown import write_markdown
from policies.text.interchange.record import Facts, Record
from policies.text.opening import open_file
from policies.text.outline import Outline
from policies.text.parsing import parse
from policies.text.wording import joined

NAMES = ("background", "purpose", "scope", "supplementary", "bases", "attachments", "deleted")
TIMES = 5


def main(folder: Path) -> None:
    settings.configure(USE_I18N=False)
    django.setup()
    from policies.exports.docx import write_docx

    outline = longest(folder)
    record = Record(outline, Facts("HR-003", effective_from="2025-01-01"))
    clauses = sum(1 for _ in outline.all_clauses())
    print(f"{outline.title}: {clauses} clauses, {len(joined(outline)):,} characters")
    headlines = dict.fromkeys(NAMES, "")
    makes: dict[str, Callable[[], bytes]] = {
        "akoma ntoso": lambda: write_akoma_ntoso(record),
        "json": lambda: write_json(record),
        "markdown": lambda: write_markdown(record, headlines).encode(),
        "word": lambda: write_docx(record, []),
    }
    reads: dict[str, Callable[[bytes], Any]] = {
        "akoma ntoso": lambda made: read_akoma_ntoso(made.decode()),
        "json": lambda made: read_json(made.decode()),
        "word": lambda made: parse(open_file(made).text),
    }
    for name, make in makes.items():
        made, writing = timed(make)
        told = f"{name}: written in {writing * 1000:.0f} ms, {len(made) / 1000:,.0f} kB"
        if name in reads:
            _, reading = timed(lambda made=made, read=reads[name]: read(made))  # type: ignore[misc]
            told += f", read in {reading * 1000:.0f} ms"
        print(told)


def longest(folder: Path) -> Outline:
    paths = [*folder.rglob("*.txt"), *folder.rglob("*.md")]
    found = [each.outline for path in paths for each in parse(path.read_text("utf-8")).documents]
    return max(found, key=lambda outline: len(joined(outline)))


def timed(make: Callable[[], Any]) -> tuple[Any, float]:
    """What it made, and the median of some runs."""
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        made = make()
        seconds.append(time.perf_counter() - started)
    return made, sorted(seconds)[TIMES // 2]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
