"""Numbers set in order again: old label to new for every heading and clause, and for every
citation that speaks of one of them.

Nothing is changed here: what comes back is shown to a person, and applied only as it was shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import blocks
from .address import Address, Step
from .citation import Field, Index, Place, Reference, references, resolve
from .citation_rewriting import rewritten
from .html_reading import read
from .labels import read_label
from .naming import Naming
from .outline import Clause, Heading, Outline
from .sequencing import labels_in_sequence


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A heading or clause (``node`` counts in ``outline.walk()``) that gets another label."""

    node: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Recitation:
    """Words that cite what gets another label. ``start`` and ``end`` count in the plain text of
    the field; ``after`` is empty where only a person can say what the words ought to be."""

    node: int | None
    field: Field
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What would change. ``outline`` is the text with it all done; ``kept`` are labels of another
    kind than the others, which stay as they are."""

    outline: Outline
    labels: tuple[Relabelling, ...]
    citations: tuple[Recitation, ...]
    kept: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        return not self.labels

    @property
    def left(self) -> tuple[Recitation, ...]:
        """The citations that a person has to look at."""
        return tuple(each for each in self.citations if not each.after)


def renumber(outline: Outline, jurisdiction: str) -> Renumbering:
    """The text with its headings and clauses numbered in sequence, each label in its own style.

    第三條之一 becomes the next whole number. Numbering starts again under a heading where the text
    does so now. Citations of what gets another number follow it.
    """
    nodes = tuple(outline.walk())
    labels = labels_in_sequence(outline)
    changed = {
        node: label for node, label in labels.items() if label != nodes[node].label and label
    }
    numbered = _relabelled(outline, nodes, changed)
    recited = tuple(_recitations(outline, numbered, changed, jurisdiction))
    renewed = _recited(numbered, [each for each in recited if each.after])
    return Renumbering(
        renewed,
        tuple(Relabelling(n, nodes[n].label, label) for n, label in sorted(changed.items())),
        recited,
        tuple(
            node.label
            for index, node in enumerate(nodes)
            if isinstance(node, Clause) and node.label and index not in labels
        ),
    )


def _relabelled(
    outline: Outline, nodes: Sequence[Heading | Clause], labels: Mapping[int, str]
) -> Outline:
    by_identity = {id(nodes[place]): label for place, label in labels.items()}

    def clauses(row: Sequence[Clause]) -> tuple[Clause, ...]:
        return tuple(replace(each, label=by_identity.get(id(each), each.label)) for each in row)

    def headings(row: Sequence[Heading]) -> tuple[Heading, ...]:
        return tuple(
            replace(
                each,
                label=by_identity.get(id(each), each.label),
                clauses=clauses(each.clauses),
                headings=headings(each.headings),
            )
            for each in row
        )

    return replace(outline, clauses=clauses(outline.clauses), headings=headings(outline.headings))


def _recitations(
    outline: Outline, numbered: Outline, changed: Mapping[int, str], jurisdiction: str
) -> Iterator[Recitation]:
    """The citations, typed or inserted, of what gets another label, with their new words; and
    those that point nowhere, for another clause may get the number they name."""
    if not changed:
        return
    index, naming = Index(outline), Naming(Index(numbered), jurisdiction)
    for reference in references(outline, jurisdiction):
        citation, node = reference.citation, reference.place.node
        after = _new_words(reference, index, naming, changed, jurisdiction)
        if after != citation.words:
            yield Recitation(
                node, reference.field, citation.start, citation.end, citation.words, after
            )


def _new_words(
    reference: Reference,
    index: Index,
    naming: Naming,
    changed: Mapping[int, str],
    jurisdiction: str,
) -> str:
    """The words with other numbers; the same if what they cite keeps its own."""
    address = reference.citation.address
    cited = _cited(address, index, reference.place)
    if address.is_own and address.article and not reference.targets:
        return ""
    numbers = {
        step: label.numbers
        for step, node in cited.items()
        if node in changed and (label := read_label(changed[node]))
    }
    if not numbers:
        return reference.citation.words
    written = rewritten(reference.citation, jurisdiction, numbers)
    return written or naming.renamed(address, [*cited.values()][-1])


def _cited(address: Address, index: Index, at: Place) -> dict[Step, int]:
    """The headings and clauses that the address names by number, outermost first: of 第三章第五條
    both. What it says by place (前條) stays true, for the order stays."""
    cited: dict[Step, int] = {}
    for count, step in enumerate(address.steps, start=1):
        targets = resolve(replace(address, steps=address.steps[:count]), index, at)
        if not step.numbers or not targets or targets[0].path or not targets[0].exact:
            continue
        if targets[0].node not in cited.values():
            cited[step] = targets[0].node
    return cited


def _recited(outline: Outline, changes: Sequence[Recitation]) -> Outline:
    """The outline with the words exchanged, whatever formatting or link they carry."""
    by_place: dict[tuple[int | None, Field], list[Recitation]] = defaultdict(list)
    for change in changes:
        by_place[change.node, change.field].append(change)
    nodes = {id(node): index for index, node in enumerate(outline.walk())}

    def changed(html: str, node: int | None, field: Field) -> str:
        those = by_place.get((node, field))
        return _exchanged(html, those) if those else html

    def clauses(row: Sequence[Clause]) -> tuple[Clause, ...]:
        return tuple(
            replace(each, body=changed(each.body, nodes[id(each)], Field.BODY)) for each in row
        )

    def headings(row: Sequence[Heading]) -> tuple[Heading, ...]:
        return tuple(
            replace(
                each,
                lead=changed(each.lead, nodes[id(each)], Field.LEAD),
                clauses=clauses(each.clauses),
                headings=headings(each.headings),
            )
            for each in row
        )

    parts = (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE, Field.SUPPLEMENTARY)
    written: dict[str, Any] = {
        part.value: changed(getattr(outline, part.value), None, part) for part in parts
    }
    return replace(
        outline,
        clauses=clauses(outline.clauses),
        headings=headings(outline.headings),
        **written,
    )


def _exchanged(html: str, changes: Sequence[Recitation]) -> str:
    tree = read(html)
    passages = blocks.passages(tree)
    for change in sorted(changes, key=lambda each: each.start, reverse=True):
        passage = next(each for each in passages if each.start <= change.start < each.end)
        characters = passage.paragraph.characters
        first, last = passage.index(change.start), passage.index(change.end)
        wraps = characters[first][1]
        characters[first:last] = [(character, wraps) for character in change.after]
    return blocks.write(tree)
