"""Word files of others, whose truth is known or can be counted another way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policies.text.decoding import Unreadable
from policies.text.numerals import read_numeral
from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.counting import lost

Shared = Callable[[str], Path]
LEFT_OUT = {WarningCode.CONTENTS_LEFT_OUT, WarningCode.HIDDEN_LEFT_OUT}


def documents(shared: Shared) -> Iterator[tuple[Path, str, set[WarningCode]]]:
    for file in sorted(shared("corpora/docx-dev").glob("*/*.docx")):
        try:
            word = read_word(file.read_bytes())
        except Unreadable:
            continue
        yield file, word.text, {each.code for each in word.warnings}


def test_no_word_of_a_document_is_lost(shared: Shared) -> None:
    missing = {}
    tried = 0
    for file, text, codes in documents(shared):
        if not codes & LEFT_OUT:
            tried += 1
            missing[file.name] = lost(file, text)
    assert {name: words for name, words in missing.items() if words} == {}
    assert tried > 100


def test_chinese_numbers_of_thousands_of_paragraphs(shared: Shared) -> None:
    (file,) = (shared("corpora/docx-dev") / "zh-autonumber").glob("LIR008*.docx")
    lines = read_word(file.read_bytes()).text.split("\n")
    wrong = [line for line in lines if not _names_itself(line)]
    assert wrong == []
    assert len(lines) == 3482


def _names_itself(line: str) -> bool:
    label, _, number = line.partition("|")
    return read_numeral(label) == int(number)


@pytest.mark.parametrize("name", ["LIR014-en-US-01", "LIR017-en-US-decimalEnclosedCircle"])
def test_other_numbers_of_thousands_of_paragraphs(shared: Shared, name: str) -> None:
    file = shared("corpora/docx-dev") / "autonumber" / f"{name}.docx"
    lines = [line.split("|") for line in read_word(file.read_bytes()).text.split("\n")]
    circled = {chr(0x2460 + at): at + 1 for at in range(20)}
    assert all(circled.get(label, 0) or int(label) == int(number) for label, number in lines)
    assert [int(number) for _label, number in lines] == list(range(1, len(lines) + 1))


def test_tracked_changes_read_as_the_accepted_file(shared: Shared) -> None:
    folder = shared("corpora/docx-dev") / "tracked-with-accepted-rejected"
    pairs = [
        (file, accepted)
        for file in sorted(folder.glob("*.docx"))
        if (accepted := file.with_stem(f"{file.stem}-Accepted")).exists()
    ]
    pairs.append(
        (folder.parent / "tracked" / "RA001-Tracked-Revisions-01.docx",
         folder / "RP001-Tracked-Revisions-01-Accepted.docx")
    )  # fmt: skip
    for file, accepted in pairs:
        word = read_word(file.read_bytes())
        assert word.text == read_word(accepted.read_bytes()).text, file.name
        assert WarningCode.CHANGES_ACCEPTED in {each.code for each in word.warnings}
    assert len(pairs) == 7


def test_tables_keep_their_cells(shared: Shared) -> None:
    folder = shared("corpora/docx-dev") / "tables"
    tables = {file.name: read_word(file.read_bytes()).text for file in folder.glob("*.docx")}
    merged = next(line for line in tables["merged_cells.docx"].split("\n") if line)
    assert merged == (
        '<table><tr><td>0-0</td><td colspan="2">0-12</td><td>0-3</td></tr>'
        '<tr><td rowspan="2">12-0</td><td>1-1</td><td>1-2</td><td>1-3</td></tr>'
        "<tr><td>2-1</td><td>2-2</td><td>2-3</td></tr>"
        '<tr><td>3-0</td><td colspan="3" rowspan="2">34-123</td></tr><tr><td>4-0</td></tr></table>'
    )
    assert (
        sum(line.startswith("<table>") for text in tables.values() for line in text.split("\n"))
        == 10
    )
