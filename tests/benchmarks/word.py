"""A Word file of 765 clauses: reading it and understanding it, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import wordfile
from tests.benchmarks.measuring import Figure, at_most

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 1.5  # seconds
MOST = 150  # MB, all of the process that reads, its interpreter included
# What the process does: a first file to load modules, then the file that is measured.
_READING = """
import json, sys, time
from tests.benchmarks.measuring import peak_megabytes
from policies.text.opening import open_file
from policies.text.parsing import parse
data = sys.stdin.buffer.read()
open_file("第一條 甲。".encode())
began = time.perf_counter()
opened = open_file(data)
read = time.perf_counter()
parsed = parse(opened.text)
done = time.perf_counter()
peak = round(peak_megabytes())
clauses = sum(1 for document in parsed.documents for _ in document.outline.all_clauses())
print(json.dumps([read - began, done - began, peak, clauses]))
"""


def measure(_ground: object = None) -> list[Figure]:
    done = subprocess.run(
        [sys.executable, "-c", _READING],
        input=wordfile.docx(), capture_output=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    reading, whole, peak, clauses = json.loads(done.stdout)
    assert clauses == wordfile.CLAUSES, clauses
    return [
        at_most(f"Word file, {clauses} clauses", whole, LONGEST, "s"),
        Figure("  of it reading the file", f"{reading:,.2f} s"),
        at_most("  memory of the process", peak, MOST, "MB"),
    ]
