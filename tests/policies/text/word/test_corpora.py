"""Word files of others, whose truth is known or can be counted another way."""

import html
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from policies.text.decoding import Unreadable
from policies.text.numerals import read_numeral
from policies.text.warning import WarningCode
from policies.text.word import read_word

Shared = Callable[[str], Path]
NOT_SHOWN = {"del", "moveFrom", "rPrChange", "pPrChange", "Fallback", "rt", "oMath"}
LEFT_OUT = {WarningCode.CONTENTS_LEFT_OUT, WarningCode.HIDDEN_LEFT_OUT}


def documents(shared: Shared) -> Iterator[tuple[Path, str, set[WarningCode]]]:
    for file in sorted(shared("corpora/docx-dev").glob("*/*.docx")):
        try:
            word = read_word(file.read_bytes())
        except Unreadable:
            continue
        yield file, word.text, {each.code for each in word.warnings}


def words_of(file: Path) -> str:
    """The words a document shows, counted from its XML without any of the portal's code."""
    with zipfile.ZipFile(file) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314

    def walk(element: ElementTree.Element) -> Iterator[str]:
        name = element.tag.rpartition("}")[2]
        if name in NOT_SHOWN or _is_deleted_row(element, name):
            return
        if name == "t":
            yield element.text or ""
        for child in element:
            yield from walk(child)

    return "".join(walk(root))


def _is_deleted_row(element: ElementTree.Element, name: str) -> bool:
    return name == "tr" and any(
        part.tag.endswith("}del") for child in element for part in child
        if child.tag.endswith("}trPr")
    )  # fmt: skip


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_no_word_of_a_document_is_lost(shared: Shared) -> None:
    lost = {}
    tried = 0
    for file, text, codes in documents(shared):
        if codes & LEFT_OUT:
            continue
        tried += 1
        read = html.unescape(re.sub("<[^<>]*>", "", text))
        missing = Counter(bare(words_of(file))) - Counter(bare(read))
        private = {sign for sign in missing if "\ue000" <= sign <= "\uf8ff"}
        if set(missing) - private:
            lost[file.name] = "".join(missing)
    assert lost == {}
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
