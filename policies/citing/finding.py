"""What is wrong with a text's references, and what of it was waived."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policies.citing.problems import Problem
from policies.citing.reading import Cite
from policies.models import ReferenceWaiver, Revision
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.citation import Field
from policies.text.outline import Clause, Heading, Outline

LONGEST = 200  # characters of the words a waiver keeps


@dataclass(frozen=True, slots=True)
class Finding:
    """A reference with a problem. ``anchor`` is that of the clause or heading it stands in,
    ``introduction`` or ``closing``; ``place`` what that is called; ``is_clause`` which of them.

    ``waiver`` is the reason for which it may stand as it is, if there is one.
    """

    anchor: str
    place: str
    is_clause: bool
    words: str
    problem: Problem
    proposed: str = ""
    waiver: ReferenceWaiver | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What a waiver names: the same words in the same place are waived together."""
        return self.anchor, self.words

    @property
    def query(self) -> str:
        """What opens the place on the drafting page."""
        if self.anchor in (INTRODUCTION, CLOSING):
            return ""
        return f"?clause={self.anchor}" if self.is_clause else f"?heading={self.anchor}"

    @property
    def sentence(self) -> Promise:
        return self.problem.sentence

    @property
    def blocks(self) -> bool:
        """Whether publishing waits for it."""
        return self.problem.points_nowhere and self.waiver is None


def findings_of(
    outline: Outline, cites: Iterable[Cite], waivers: Collection[ReferenceWaiver] = ()
) -> list[Finding]:
    """What is wrong with the references, in reading order, the same thing in one place once."""
    waived = {(waiver.anchor, waiver.words): waiver for waiver in waivers}
    nodes = tuple(outline.walk())
    found: dict[tuple[str, str, Problem], Finding] = {}
    for cite in cites:
        if cite.problem is None:
            continue
        node = None if cite.node is None else nodes[cite.node]
        anchor, words = anchor_of(node, cite.field), cite.words[:LONGEST]
        found.setdefault(
            (anchor, words, cite.problem),
            Finding(
                anchor=anchor,
                place=place_name(node, cite.field),
                is_clause=isinstance(node, Clause),
                words=words,
                problem=cite.problem,
                proposed=cite.proposed,
                waiver=waived.get((anchor, words)) if cite.points_nowhere else None,
            ),
        )
    return list(found.values())


def waivers_of(revision: Revision) -> list[ReferenceWaiver]:
    """The waivers that count: of this very text. One that was returned and changed has none."""
    if not revision.digest:
        return []
    waivers = ReferenceWaiver.objects.filter(revision=revision, digest=revision.digest)
    return list(waivers.select_related("by"))


def anchor_of(node: Heading | Clause | None, field: Field) -> str:
    """Where on the page the field stands."""
    if node is not None:
        return node.anchor
    return CLOSING if field is Field.SUPPLEMENTARY else INTRODUCTION


def place_name(node: Heading | Clause | None, field: Field) -> str:
    """What the reader calls the place, in the language of the moment."""
    if node is None:
        closing = field is Field.SUPPLEMENTARY
        return _("Supplementary provisions") if closing else _("Introduction")
    if isinstance(node, Heading):
        return f"{node.label} {node.title}".strip()
    return node.label or node.caption or _("A clause without a number")
