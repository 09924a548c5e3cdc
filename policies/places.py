"""What the places of a text are called, and how to open them: by anchor."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from policies.citing.finding import place_name
from policies.models import Revision
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.citation import Field
from policies.text.outline import Clause, Heading, Outline


class Places:
    """The anchors of one text. The empty anchor is the whole; one that is gone says so."""

    def __init__(self, outline: Outline) -> None:
        self._nodes: dict[str, Heading | Clause] = {node.anchor: node for node in outline.walk()}

    def __contains__(self, anchor: str) -> bool:
        return anchor in ("", INTRODUCTION, CLOSING) or anchor in self._nodes

    def name(self, anchor: str) -> str:
        if anchor == "":
            return _("The text as a whole")
        if anchor == INTRODUCTION:
            return place_name(None, Field.PURPOSE)
        if anchor == CLOSING:
            return place_name(None, Field.SUPPLEMENTARY)
        node = self._nodes.get(anchor)
        return place_name(node, Field.BODY) if node else _("A place that is no longer there")

    def editor(self, revision: Revision, anchor: str) -> str:
        """The address of the drafting page with that place open."""
        page = reverse("drafting:draft", args=[revision.pk])
        node = self._nodes.get(anchor)
        if node is None:
            return page
        what = "clause" if isinstance(node, Clause) else "heading"
        return f"{page}?{what}={anchor}#editor"

    def in_order(self, anchors: Iterable[str]) -> list[str]:
        """The anchors as their places follow each other; those that are gone come first."""
        order = ["", INTRODUCTION, *self._nodes, CLOSING]
        known = {anchor: position for position, anchor in enumerate(order)}
        return sorted(anchors, key=lambda anchor: known.get(anchor, -1))
