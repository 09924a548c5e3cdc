"""The citations in a text."""

from collections.abc import Mapping
from dataclasses import dataclass

from .address import Address


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that a text points at, and the words that do so: ``text[start:end] == words``.

    An enumeration is several citations, each with its own words: of 「第十二條第一項及第三項」 the
    second has the words 第三項 and the whole address, article 12 paragraph 3. A range is two, and
    the second reaches ``through`` everything since the first: 「第三條至第五條」.
    """

    start: int
    end: int
    words: str
    address: Address
    through: bool = False


def find(
    text: str, jurisdiction: str, title: str = "", names: Mapping[str, str] | None = None
) -> tuple[Citation, ...]:
    """The citations in plain text (lines as ``markup.to_text`` gives them), in order, none
    overlapping.

    ``jurisdiction`` is "CN" where 款 is the paragraph and 项 what it lists, anything else for the
    Taiwanese order. ``title`` is that of the regulation the text stands in: 本法 in what is no law
    means another. ``names`` are the short names it gives to others (本法: 勞動基準法), see
    ``Index.names``. Citations of other regulations have the name as their address's ``policy``.
    """
    return ()
