"""Real regulations: all are valid Akoma Ntoso, and every format brings back the same digest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policies.text.outline import Outline
from policies.text.parsing import parse
from tests.policies.text.interchange.records import (
    check_akoma_ntoso,
    check_json,
    check_kept,
    record,
)

pytestmark = pytest.mark.slow

CORPORA = {
    "tw-laws-dev": ("text_zhnum/*.txt",),
    "prc-laws-dev": ("plain/*.txt",),
    "org-regs-dev": ("*/**/*.md",),
    "en-policies": ("files/**/*.md",),
}


def outlines(folder: Path, patterns: tuple[str, ...]) -> Iterator[Outline]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            for document in parse(path.read_text("utf-8")).documents:
                yield document.outline


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_regulation_comes_back(shared: Callable[[str], Path], corpus: str) -> None:
    folder = shared(f"corpora/{corpus}")
    count = 0
    for outline in outlines(folder, CORPORA[corpus]):
        told = record(outline)
        check_akoma_ntoso(told)
        check_json(told)
        check_kept(outline)
        count += 1
    assert count > 9
