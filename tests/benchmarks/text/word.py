"""Word files: automatic labels, tracked changes against the accepted file, hostile files."""

import json
import re
import subprocess
import sys
from pathlib import Path

from policies.text.decoding import Unreadable
from policies.text.numerals import read_numeral
from policies.text.word import read_word
from tests.benchmarks.measuring import Figure, at_most
from tests.benchmarks.text.scoring import Score, figures

# Reads one file in a process of its own, so that its memory is measured and not this one's.
_ALONE = """
import json, resource, sys, time
from pathlib import Path
from policies.text.decoding import Unreadable
from policies.text.opening import open_file
began, said = time.perf_counter(), "read"
try:
    open_file(Path(sys.argv[1]).read_bytes())
except Unreadable as unreadable:
    said = unreadable.code.value
print(json.dumps([said, time.perf_counter() - began,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def is_one(folder: Path) -> bool:
    return next(folder.rglob("*.docx"), None) is not None


def measure(folder: Path) -> list[Figure]:
    return [*_labels(folder), *_tracked(folder), *_all_read(folder), *_hostile(folder)]


def _labels(folder: Path) -> list[Figure]:
    """Files whose visible paragraphs are the numbers their automatic labels must have."""
    score = Score(f"{folder.name}: automatic Chinese labels right")
    for path in sorted(folder.rglob("zh-autonumber/*.docx")):
        for line in read_word(path.read_bytes()).text.split("\n"):
            if match := re.fullmatch(r"(\S+?)\|?\s*(\d+)", line):
                score.count(f"{path.name}: {line}", read_numeral(match[1]) == int(match[2]))
    return figures([score] if score.right or score.wrong else [])


def _tracked(folder: Path) -> list[Figure]:
    score = Score(f"{folder.name}: tracked changes read as accepted")
    for accepted in sorted(folder.rglob("*-Accepted.docx")):
        tracked = accepted.with_name(accepted.name.replace("-Accepted", ""))
        if tracked.is_file():
            both = (read_word(path.read_bytes()).text for path in (tracked, accepted))
            score.count(tracked.name, len(set(both)) == 1)
    return figures([score] if score.right or score.wrong else [])


def _all_read(folder: Path) -> list[Figure]:
    score = Score(f"{folder.name}: read, or refused with a reason")
    for path in sorted(folder.rglob("*.docx")):
        try:
            read_word(path.read_bytes())
        except Unreadable:
            pass
        except Exception as error:  # whatever it is, it is what this row counts
            score.count(f"{path.name}: {error!r}", is_right=False)
            continue
        score.count(path.name, is_right=True)
    return figures([score])


def _hostile(folder: Path) -> list[Figure]:
    files = [path for path in sorted(folder.rglob("hostile-or-odd/*")) if path.is_file()]
    results = [_alone(path) for path in files]
    if not results:
        return []
    said = ", ".join(sorted({result[0] for result in results}))
    return [
        Figure(f"{folder.name}: hostile or odd files", f"{len(results)}: {said}"),
        at_most("  the slowest", max(result[1] for result in results), 10, "s"),
        at_most("  the largest", max(result[2] for result in results), 300, "MB"),
    ]


def _alone(path: Path) -> tuple[str, float, float]:
    ran = subprocess.run(
        [sys.executable, "-c", _ALONE, str(path)], capture_output=True, check=True, text=True
    )
    said, seconds, megabytes = json.loads(ran.stdout)
    return said, seconds, megabytes
