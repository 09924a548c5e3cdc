"""The words a Word file shows, counted from its XML without any of the portal's code."""

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

NOT_SHOWN = {"del", "moveFrom", "rPrChange", "pPrChange", "Fallback", "rt", "oMath"}


def lost(file: Path, text: str) -> str:
    """The characters of the document's body that are missing in the text that was read.

    Private characters may have become others, and HTML around the cells of a table is no text.
    """
    read = html.unescape(re.sub("<[^<>]*>", "", text))
    missing = Counter(_bare(words_of(file))) - Counter(_bare(read))
    return "".join(sign for sign in missing.elements() if not "\ue000" <= sign <= "\uf8ff")


def words_of(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        main = next(name for name in archive.namelist() if name.lower() == "word/document.xml")
        root = ElementTree.fromstring(archive.read(main))  # noqa: S314
    return "".join(_shown(root))


def _shown(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name in NOT_SHOWN or (name == "tr" and _is_deleted(element)):
        return
    if name == "t":
        yield element.text or ""
    for child in element:
        yield from _shown(child)


def _is_deleted(row: ElementTree.Element) -> bool:
    return any(
        part.tag.endswith("}del") for child in row if child.tag.endswith("}trPr") for part in child
    )


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
