"""Real laws cite themselves thousands of times, and rightly: nearly all of it must be found."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policies.text.citation import Reference, references
from policies.text.parsing import parse

# What the laws' own text got wrong or left to the reader: articles struck out since, another law
# named too far away, a label lost from the source, lines broken inside a sentence.
LEFT_OVER = {"TW": 5, "CN": 4}


def read(folder: Path, jurisdiction: str) -> Iterator[Reference]:
    for path in sorted(folder.glob("*.txt")):
        for document in parse(path.read_text()).documents:
            yield from references(document.outline, jurisdiction)


@pytest.mark.parametrize(
    ("name", "jurisdiction", "at_least"),
    [("tw-laws-dev/text_zhnum", "TW", 2_600), ("prc-laws-dev/plain", "CN", 500)],
)
def test_laws_point_at_themselves(
    shared: Callable[[str], Path], name: str, jurisdiction: str, at_least: int
) -> None:
    found = list(read(shared(f"corpora/{name}"), jurisdiction))
    own = [one for one in found if one.citation.address.is_own]
    dangling = [one.citation.words for one in own if one.dangles]
    assert len(own) >= at_least
    assert len(dangling) <= LEFT_OVER[jurisdiction], dangling


def test_no_article_that_a_law_cites_is_overlooked(shared: Callable[[str], Path]) -> None:
    written = re.compile("第[一二三四五六七八九十百千]+條")
    for path in sorted(shared("corpora/tw-laws-dev/text_zhnum").glob("*.txt")):
        for document in parse(path.read_text()).documents:
            words = [one.citation.words for one in references(document.outline, "TW")]
            for clause in document.outline.all_clauses():
                cited = written.findall(clause.body)
                assert all(any(each in word for word in words) for each in cited)
