"""The parser on real laws that were torn, and on versions it was not made with."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from policies.text.articles import follows_on
from policies.text.numbering import Form, Label, read_label
from policies.text.parsing import Parsed, parse

Find = Callable[[str], Path]
LAWS = ["tw-laws-dev/text_zhnum", "tw-laws-dev/text_moj", "prc-laws-dev/plain"]


def article_of(line: str) -> Label | None:
    """The label of a line that is set apart as only the label of an article is."""
    text = line.strip().lstrip("# ")
    label = read_label(text)
    if label is None or label.form is not Form.ARTICLE:
        return None
    return label if label.end == len(text) or text[label.end - 1] in "　 " else None


def labels(parsed: Parsed) -> list[str]:
    clauses = (clause for each in parsed.documents for clause in each.outline.all_clauses())
    return [label.key for clause in clauses if (label := read_label(clause.label))]


@pytest.mark.parametrize("folder", LAWS)
@pytest.mark.parametrize("every", [3, 7])
def test_labels_that_were_lost_are_missed(shared: Find, folder: str, every: int) -> None:
    """Every third or seventh article loses its label: the others stay, and each gap is told."""
    for path in sorted(shared(f"corpora/{folder}").glob("*.txt")):
        lines = path.read_text().split("\n")
        left: list[Label] = []
        whole = labels(parse(path.read_text()))
        for index, line in enumerate(lines):
            label = article_of(line)
            place = len(left)
            if label is None or place >= len(whole) or whole[place] != label.key:
                continue
            left.append(label)
            if 0 < place < len(whole) - 1 and place % every == 0:
                lines[index] = line.strip()[label.end :]
        kept = [each for i, each in enumerate(left) if i % every or i in (0, len(left) - 1)]
        parsed = parse("\n".join(lines))
        assert labels(parsed) == [label.key for label in kept], path.stem
        gaps = [a.text for a, b in pairwise(kept) if not follows_on(a.numbers, b.numbers)]
        told = [w for each in parsed.documents for w in each.warnings if w.code == "number_skipped"]
        assert [w.message_data["after"] for w in told] == gaps, path.stem


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [("version-pairs-dev", "*/*.txt"), ("prc-version-pairs-dev", "*/*.md")],
)
def test_versions_of_laws_are_read_exactly(shared: Find, folder: str, pattern: str) -> None:
    paths = sorted(shared(f"corpora/{folder}").glob(pattern))
    assert paths
    for path in paths:
        parsed = parse(path.read_text())
        written = [
            label.key for line in path.read_text().split("\n") if (label := article_of(line))
        ]
        assert labels(parsed) == written, path
        assert len(parsed.documents) == 1, path
        codes = {warning.code for warning in parsed.documents[0].warnings}
        assert codes <= {"lines_joined", "invisible_removed"}, path
