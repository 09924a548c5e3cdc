"""Tries the text engine on folders of documents with ground truth and prints what holds.

    python -m tests.benchmarks.text DIR…

A folder is of the kind its files show: laws with ``expected/``, pairs of versions, Markdown
without truth, Word files with a manifest, a table of characters. Without a folder: those beside
the repository, and the speed of the engine on text of its own making.
"""

import os
import sys
from pathlib import Path

import django

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"


def main() -> int:
    os.environ.setdefault("REGS_PORTAL_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    django.setup()
    from tests.benchmarks.measuring import Figure, say, table
    from tests.benchmarks.text import characters, laws, pairs, speed, wordfiles, wording

    kinds = (laws, pairs, wordfiles, characters, wording)
    folders = [Path(argument) for argument in sys.argv[1:]]
    rows: list[Figure] = []
    for folder in folders or sorted(CORPORA.glob("*")):
        kind = next((kind for kind in kinds if kind.is_one(folder)), None)
        if kind is None:
            if folders:
                say(f"{folder}: nothing in it that is known here")
            continue
        say(str(folder.name))
        rows += kind.measure(folder)
        if (within := folder / "version-pairs").is_dir():
            rows += pairs.measure(within)
    if not folders:
        say("speed")
        rows += speed.measure()
    if not rows:
        say("No folder was given, and there is no ../shared/corpora on this machine.")
        return 1
    print(table(rows))
    return 0 if all(row.holds is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
