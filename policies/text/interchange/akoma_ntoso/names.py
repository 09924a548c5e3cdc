"""The names of things: namespaces, elements, and the eId of every heading, clause and item.

eIds follow the naming convention of the standard (``chp_2__sec_1``, ``art_12-1__para_2``) and are
ASCII whatever script the labels are in; a clause keeps its short name where no other clause of
the text has its number.
"""

import re
from collections import Counter

from policies.text.numbering import read_label
from policies.text.outline import Clause, Heading, Kind, Outline

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:regs-portal:regulation:1"
XML = "http://www.w3.org/XML/1998/namespace"
ARTICLE = "article"
SUBSUBSECTION = "subsubsection"  # the standard has no such heading: an hcontainer of this name
ELEMENTS = {
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.SUBSECTION: "subsection",
}
ABBREVIATIONS = {
    "part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec",
    SUBSUBSECTION: "subsubsec", ARTICLE: "art", "paragraph": "para", "point": "point",
}  # fmt: skip
UNNUMBERED = "nn"


def akn(name: str) -> str:
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    return f"{{{OWN}}}{name}"


def number_of(label: str) -> str:
    """The number of a label in ASCII: ``12-1`` for 第十二條之一; empty where it has none."""
    read = read_label(label)
    return re.sub("[^0-9.-]", "", read.key) if read else ""


class Names:
    """Gives every part of one document a name that no other has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._unnumbered: Counter[str] = Counter()

    def name(self, element: str, number: str, parent: str = "") -> str:
        """``chp_2`` for the second chapter, ``chp_2__sec_nn_1`` for a section without a number."""
        stem = f"{parent}__" if parent else ""
        stem += ABBREVIATIONS.get(element, element)
        if not number:
            self._unnumbered[stem] += 1
            number = f"{UNNUMBERED}_{self._unnumbered[stem]}"
        wanted = f"{stem}_{number}"
        given, count = wanted, 1
        while given in self._taken:
            count += 1
            given = f"{wanted}-{UNNUMBERED}{count}"
        self._taken.add(given)
        return given


def element_of(node: Heading | Clause) -> str:
    if isinstance(node, Clause):
        return ARTICLE
    return ELEMENTS.get(node.kind, SUBSUBSECTION)


def names_of(outline: Outline, names: Names) -> list[str]:
    """The eId of every node of ``walk()``."""
    numbers = Counter(number_of(clause.label) for clause in outline.all_clauses())
    given: list[str] = []

    def clauses(of: tuple[Clause, ...], parent: str) -> None:
        for clause in of:
            number = number_of(clause.label)
            stands_alone = numbers[number] == 1 and number
            given.append(names.name(ARTICLE, number, "" if stands_alone else parent))

    def headings(of: tuple[Heading, ...], parent: str) -> None:
        for heading in of:
            name = names.name(element_of(heading), number_of(heading.label), parent)
            given.append(name)
            clauses(heading.clauses, name)
            headings(heading.headings, name)

    clauses(outline.clauses, "")
    headings(outline.headings, "")
    return given
