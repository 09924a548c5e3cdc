"""What a heading or clause is called where another place refers to it."""

from dataclasses import replace

from .address import Address, Level, Sentence, Step, Unit
from .citation import Index, Place, find, resolve, write
from .numbering import Form, Label, read_label
from .outline import Clause, Heading
from .script import language_of

_UNITS = {Form.ARTICLE: Unit.ARTICLE, Form.DECIMAL: Unit.SECTION}


def name_of(index: Index, node: int, jurisdiction: str, policy: str = "") -> str:
    """第十二條, 第二章第三條 where numbers begin anew, 《考勤管理辦法》第八條 for that ``policy``.

    Without a number that leads there: its caption or title, else its label as it stands.
    """
    address = address_of(index, node)
    if address is not None:
        return _written(address.of(policy), index, jurisdiction)
    found = index.nodes[node]
    title = found.title if isinstance(found, Heading) else found.caption
    words = f"「{title}」" if title else found.label
    return f"《{policy}》{words}" if policy else words


def address_of(index: Index, node: int) -> Address | None:
    """The shortest address that leads to the heading or clause from anywhere in the text; None if
    it has no number, or shares it with another."""
    label = read_label(index.nodes[node].label)
    if label is None:
        return None
    own = _step(index.nodes[node], label)
    steps = _steps_above(index, node)
    unit = _UNITS.get(label.form, Unit.POINT) if own.level is Level.ARTICLE else Unit.ARTICLE
    for count in range(len(steps) + 1):
        address = Address((*steps[len(steps) - count :], own), unit=unit)
        if leads_to(address, index, node):
            return address
    return None


def leads_to(address: Address, index: Index, node: int, at: Place | None = None) -> bool:
    """Whether the address, of this text or as one of it, means that node to words at ``at``."""
    targets = resolve(address.of(""), index, at or Place())
    return bool(targets) and targets[0].node == node


def read_words(words: str, jurisdiction: str, title: str = "") -> Address | None:
    """The address that the words are as a whole, None if they are anything else."""
    found = find(words, jurisdiction, title)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        return None
    return found[0].address


def renamed(former: Address, index: Index, node: int, jurisdiction: str, policy: str = "") -> str:
    """The words of the address led to that node: what it says inside the clause stays."""
    address = address_of(index, node)
    if address is None:
        return name_of(index, node, jurisdiction, policy)
    *outer, own = address.steps
    steps = (*outer, replace(own, sentence=_sentence_of(former)), *former.inside)
    return _written(replace(address, steps=steps, policy=policy), index, jurisdiction)


def _written(address: Address, index: Index, jurisdiction: str) -> str:
    return write(address, jurisdiction, english=language_of(index.outline) == "en")


def _sentence_of(address: Address) -> Sentence | None:
    """The part of the clause itself that is meant: 第二條但書."""
    article = address.step(Level.ARTICLE)
    return article.sentence if article else None


def _steps_above(index: Index, node: int) -> list[Step]:
    """Of the numbered headings the node stands below, outermost first."""
    above = (
        heading
        for heading in index.nodes[:node]
        if isinstance(heading, Heading) and _holds(heading, index.nodes[node])
    )
    return [_step(heading, label) for heading in above if (label := read_label(heading.label))]


def _step(node: Heading | Clause, label: Label) -> Step:
    level = Level(node.kind.value) if isinstance(node, Heading) else Level.ARTICLE
    return Step(level, label.numbers)


def _holds(heading: Heading, node: Heading | Clause) -> bool:
    return any(each is node for each in heading.walk())
