"""Numbers set in order again: old label to new for every heading and clause, and for every
citation that speaks of one of them.

Nothing is changed here: what comes back is shown to a person, and applied only as it was shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from . import blocks
from .address import Address, Level
from .citation import Field, Index, Reference, references
from .html_reading import read
from .labels import read_label
from .naming import Naming
from .numbering import relabelled
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
    """The citations, typed or inserted, of what gets another label, with their new words."""
    naming = Naming(Index(numbered), jurisdiction)
    nodes = tuple(outline.walk())
    for reference in references(outline, jurisdiction):
        citation, place = reference.citation, reference.place.node
        touched = [target for target in reference.targets if target.node in changed]
        if not touched or _is_relative(citation.address):
            continue
        after = _new_words(reference, touched[0].node, nodes, changed, naming)
        yield Recitation(
            place, reference.field, citation.start, citation.end, citation.words, after
        )


def _is_relative(address: Address) -> bool:
    """前條, 同條: the words stay true, for the order of clauses stays."""
    article = address.step(Level.ARTICLE)
    return bool(article and article.relative) or any(step.relative for step in address.headings)


def _new_words(
    reference: Reference,
    node: int,
    nodes: Sequence[Heading | Clause],
    changed: Mapping[int, str],
    naming: Naming,
) -> str:
    """The words with only the number exchanged, so that 本辦法第5條第二項 keeps its style; else
    what the place is called from anywhere in the text."""
    words = reference.citation.words
    old = read_label(nodes[node].label)
    new = read_label(changed[node])
    if old is None or new is None:
        return ""
    for start in range(len(words)):
        label = read_label(words[start:])
        if label and label.numbers == old.numbers and label.form is old.form:
            written = relabelled(label, new.numbers)
            end = start + len("".join(label.pieces))
            return words[:start] + written + words[end:] if written else ""
    return naming.renamed(reference.citation.address, node)


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
    return replace(
        outline,
        clauses=clauses(outline.clauses),
        headings=headings(outline.headings),
        **{part.value: changed(getattr(outline, part.value), None, part) for part in parts},
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
