"""Documents without a truth of their own: nothing may be lost, headings keep their order."""

import re
from collections.abc import Iterator
from pathlib import Path

from policies.text.decoding import decode
from policies.text.describing import introduction_of
from policies.text.markup import to_text
from policies.text.outline import Heading
from policies.text.parsing import Parsed, parse
from tests.benchmarks.measuring import Figure
from tests.benchmarks.text.scoring import Score, all_text, bare, described, figures, words

_LINK = re.compile(r"\]\([^)\s]*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def _files(folder: Path) -> list[Path]:
    found = (path for kind in ("*.md", "*.txt") for path in folder.rglob(kind))
    return sorted(path for path in found if path.name not in ("README.md", "LICENSE.md"))


def is_one(folder: Path) -> bool:
    return folder.is_dir() and bool(_files(folder))


def measure(folder: Path) -> list[Figure]:
    lost = Score(f"{folder.name}: no word lost or invented")
    order = Score(f"{folder.name}: headings in order")
    for path in _files(folder):
        text = decode(path.read_bytes()).text
        result = described(text)
        name = str(path.relative_to(folder))
        lost.count(name, words(text) == words(all_text(result)))
        order.count(name, _in_order(_headings(text), list(_pieces(parse(text)))))
    return figures([lost, order])


def _headings(text: str) -> list[str]:
    return [_plain(heading) for heading in _HEADING.findall(_FENCE.sub("", text))]


def _plain(words: str) -> str:
    return re.sub(r"[^\w]|_", "", bare(words))


def _pieces(parsed: Parsed) -> Iterator[str]:
    """Titles, headings, clauses and the paragraphs inside them, in reading order."""
    for document in parsed.documents:
        outline = document.outline
        yield _plain(outline.title)
        yield from _paragraphs(introduction_of(outline))
        for node in outline.walk():
            if isinstance(node, Heading):
                yield _plain(node.label + node.title)
                yield from _paragraphs(to_text(node.lead))
            else:
                first, *others = to_text(node.body).split("\n")
                yield _plain(node.label + node.caption + first)
                yield from map(_plain, others)
        yield from _paragraphs(to_text(outline.supplementary))


def _paragraphs(text: str) -> Iterator[str]:
    yield from map(_plain, text.split("\n"))


def _in_order(headings: list[str], pieces: list[str]) -> bool:
    """Whether every heading of the source opens a piece, in the order of the source."""
    at = 0
    for heading in headings:
        at = next((i + 1 for i in range(at, len(pieces)) if pieces[i].startswith(heading)), -1)
        if at < 0:
            return False
    return True
