"""The definitions of a text, listed for whoever writes it, with what is worth a look about each."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.citing.finding import anchor_of, place_name
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.defining import Definition, Scope, definitions_of
from policies.text.defining_problems import Doubt, Doubted, doubts_of
from policies.text.outline import Clause, Heading, Outline


@dataclass(frozen=True, slots=True)
class Listed:
    """A definition, what its place is called and what opens it on the drafting page."""

    definition: Definition
    place: str
    query: str
    advice: list[str]

    @property
    def scope(self) -> str:
        """Where the word means that; empty for everywhere."""
        return {
            Scope.TEXT: "",
            Scope.CHAPTER: _("in this chapter"),
            Scope.CLAUSE: _("in this clause"),
        }[self.definition.scope]


def definitions_listed(outline: Outline) -> list[Listed]:
    """In reading order."""
    found = definitions_of(outline)
    nodes = tuple(outline.walk())
    doubts = doubts_of(outline, found)
    return [
        Listed(
            definition,
            _place(definition, nodes),
            _query(definition, nodes),
            [_sentence(each, nodes) for each in doubts if each.definition is definition],
        )
        for definition in found
    ]


def _place(definition: Definition, nodes: tuple[Heading | Clause, ...]) -> str:
    node = None if definition.node is None else nodes[definition.node]
    return " ".join(filter(None, (place_name(node, definition.field), definition.item)))


def _query(definition: Definition, nodes: tuple[Heading | Clause, ...]) -> str:
    node = None if definition.node is None else nodes[definition.node]
    anchor = anchor_of(node, definition.field)
    if anchor in (INTRODUCTION, CLOSING):
        return ""
    return f"?clause={anchor}" if isinstance(node, Clause) else f"?heading={anchor}"


def _sentence(doubted: Doubted, nodes: tuple[Heading | Clause, ...]) -> str:
    told = {"words": doubted.words, "place": _place(doubted.other, nodes) if doubted.other else ""}
    return {
        Doubt.TWICE: _("It is defined in %(place)s already."),
        Doubt.UNUSED: _("The text does not use this word anywhere else."),
        Doubt.OTHER_SPELLING: _("Elsewhere it is written “%(words)s”."),
        Doubt.FULL_NAME: _("Further on, the full name “%(words)s” is written out again."),
    }[doubted.doubt] % told
