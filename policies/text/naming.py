"""What a heading or clause is called where another place refers to it."""

from dataclasses import dataclass, replace
from functools import cached_property

from .address import Address, Level, Sentence, Step, Unit
from .citation import Index, Place, find, resolve, write
from .numbering import Form, Label, read_label
from .outline import Clause, Heading
from .script import language_of

_UNITS = {Form.ARTICLE: Unit.ARTICLE, Form.DECIMAL: Unit.SECTION}


@dataclass
class Naming:
    """Names for the parts of one text, as that jurisdiction writes them; ``policy`` is its title
    where they are cited from another policy, empty within the text itself."""

    index: Index
    jurisdiction: str
    policy: str = ""

    def name(self, node: int) -> str:
        """第十二條, 第二章第三條 where numbers begin anew, 《考勤管理辦法》第八條.

        Without a number that leads there: its caption or title, else its label as it stands.
        """
        address = self.address(node)
        if address is not None:
            return self._write(address)
        found = self.index.nodes[node]
        title = found.title if isinstance(found, Heading) else found.caption
        words = f"「{title}」" if title else found.label
        return f"《{self.policy}》{words}" if self.policy else words

    def renamed(self, former: Address, node: int) -> str:
        """The words of the address led to that node: what it says inside the clause stays."""
        address = self.address(node)
        if address is None:
            return self.name(node)
        *outer, own = address.steps
        steps = (*outer, replace(own, sentence=_sentence_of(former)), *former.inside)
        return self._write(replace(address, steps=steps))

    def address(self, node: int) -> Address | None:
        """The shortest address that leads to the heading or clause from anywhere in the text;
        None if it has no number, or shares it with another."""
        label = read_label(self.index.nodes[node].label)
        if label is None:
            return None
        own = _step(self.index.nodes[node], label)
        unit = _UNITS.get(label.form, Unit.POINT) if own.level is Level.ARTICLE else Unit.ARTICLE
        address = Address((own,), unit=unit)
        if leads_to(address, self.index, node):
            return address
        for step in self._steps_above(node):
            address = replace(address, steps=(step, *address.steps))
            if leads_to(address, self.index, node):
                return address
        return None

    def _steps_above(self, node: int) -> list[Step]:
        """Of the numbered headings the node stands below, innermost first."""
        above = (
            heading
            for heading in reversed(self.index.nodes[:node])
            if isinstance(heading, Heading) and _holds(heading, self.index.nodes[node])
        )
        return [_step(heading, label) for heading in above if (label := read_label(heading.label))]

    def _write(self, address: Address) -> str:
        return write(address.of(self.policy), self.jurisdiction, english=self._is_english)

    @cached_property
    def _is_english(self) -> bool:
        return language_of(self.index.outline) == "en"


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


def _sentence_of(address: Address) -> Sentence | None:
    """The part of the clause itself that is meant: 第二條但書."""
    article = address.step(Level.ARTICLE)
    return article.sentence if article else None


def _step(node: Heading | Clause, label: Label) -> Step:
    level = Level(node.kind.value) if isinstance(node, Heading) else Level.ARTICLE
    return Step(level, label.numbers)


def _holds(heading: Heading, node: Heading | Clause) -> bool:
    return any(each is node for each in heading.walk())
