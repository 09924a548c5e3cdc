"""Word files: automatic numbers, tracked changes, lost words, hostile files, speed."""

import html
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from policies.text.cleaning import clean
from policies.text.decoding import Unreadable
from policies.text.numerals import read_numeral
from policies.text.parsing import joined, parse
from policies.text.warning import WarningCode
from policies.text.word import WordText, read_word
from tests.benchmarks import word
from tests.benchmarks.measuring import Figure, at_most
from tests.benchmarks.text.scoring import Score, figures, words
from tests.policies.text.word.counting import lost

PROJECT = Path(__file__).resolve().parents[3]
LONGEST, MOST = 10, 300  # seconds and MB that a hostile file may take
_NUMBERED = re.compile(r"(.+)\|\s*(\d+)")  # the label 「一|」 before the number it stands for
_CIRCLED = {chr(0x2460 + at): at + 1 for at in range(20)}
_TOLD = {WarningCode.CONTENTS_LEFT_OUT, WarningCode.HIDDEN_LEFT_OUT}
_OPENING = """
import json, sys, time
from tests.benchmarks.measuring import peak_megabytes
from policies.text.decoding import Unreadable
from policies.text.opening import open_file
data = sys.stdin.buffer.read()
began = time.perf_counter()
try:
    said = "read" if open_file(data).text else ""
except Unreadable as unreadable:
    said = unreadable.code.value
took = time.perf_counter() - began
print(json.dumps([said, took, round(peak_megabytes())]))
"""


def is_one(folder: Path) -> bool:
    return folder.is_dir() and any(folder.rglob("*.docx"))


def measure(folder: Path) -> list[Figure]:
    numbers = Score(f"{folder.name}: automatic numbers right")
    changes = Score(f"{folder.name}: tracked changes read as the accepted file")
    read_whole = Score(f"{folder.name}: no word of the body lost, or told")
    kept = Score(f"{folder.name}: no word lost on the way to clauses")
    for file, read in _readable(folder):
        for line in read.text.split("\n"):
            if match := _NUMBERED.fullmatch(line):
                numbers.count(f"{file.name}: {line}", _value(match[1]) == int(match[2]))
        accepted = file.with_stem(f"{file.stem}-Accepted")
        if accepted.exists():
            same = read.text == read_word(accepted.read_bytes()).text
            changes.count(file.name, same)
        told = bool({warning.code for warning in read.warnings} & _TOLD)
        read_whole.count(file.name, told or not lost(file, read.text))
        kept.count(file.name, _characters(read.text) == _understood(read.text))
    scores = [score for score in (numbers, changes, read_whole, kept) if score.right or score.wrong]
    return [*figures(scores), *_hostile(folder), *word.measure()]


def _readable(folder: Path) -> Iterator[tuple[Path, WordText]]:
    for file in sorted(folder.rglob("*.docx")):
        try:
            yield file, read_word(file.read_bytes())
        except Unreadable:
            continue


def _characters(text: str) -> Counter[str]:
    """The letters, figures and ideographs of a text, without the HTML of its tables."""
    return words(html.unescape(re.sub("<[^<>]*>", " ", clean(text).text)))


def _understood(text: str) -> Counter[str]:
    return words("".join(joined(document.outline) for document in parse(text).documents))


def _value(label: str) -> int | None:
    return _CIRCLED.get(label) or read_numeral(label)


def _hostile(folder: Path) -> list[Figure]:
    """Every file once more in a process of its own: it is read, or refused for a reason."""
    files = [path for path in sorted(folder.rglob("*")) if "hostile" in path.parent.name]
    if not files:
        return []
    answered = Score(f"{folder.name}: hostile files read, or refused for a reason")
    longest, most = 0.0, 0
    for file in files:
        done = subprocess.run(
            [sys.executable, "-c", _OPENING], input=file.read_bytes(), capture_output=True,
            check=False, cwd=PROJECT,
        )  # fmt: skip
        answered.count(file.name, done.returncode == 0)
        if done.returncode == 0:
            _said, took, peak = json.loads(done.stdout)
            longest, most = max(longest, took), max(most, peak)
    return [
        answered.figure(),
        at_most(f"{folder.name}: the slowest of them", longest, LONGEST, "s"),
        at_most(f"{folder.name}: the largest of them", most, MOST, "MB"),
    ]
