"""References as a page shows them: links, marks, and below each clause who cites it."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from policies.citing.finding import anchor_of
from policies.citing.reading import Cite
from policies.reading import Citing
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.citation import Field
from policies.text.marking import Mark
from policies.text.outline import Outline

Marks = dict[tuple[int | None, Field], list[Mark]]
# What has no label is called by a word of the portal, which the page fills in for its reader.
_WORDS = {INTRODUCTION: "<!--word:introduction-->", CLOSING: "<!--word:supplementary-->"}


def marks_of(
    cites: Iterable[Cite], *, shows_problems: bool = False, leads_out: bool = True
) -> Marks:
    """Where each field is to be linked, by node and field. ``shows_problems`` marks what points
    nowhere; without ``leads_out``, as on paper, only what points into the same text is a link."""
    marks: Marks = defaultdict(list)
    for cite in cites:
        address = cite.address if leads_out or cite.policy is None else ""
        if cite.points_nowhere and shows_problems and cite.problem:
            mark = Mark(cite.start, cite.end, "mark", str(cite.problem.sentence))
        elif address and cite.inserted is None:
            mark = Mark(cite.start, cite.end, "a", address)
        elif not address and cite.inserted is not None:
            mark = Mark(cite.start, cite.end, "")
        else:
            continue
        marks[cite.node, cite.field].append(mark)
    return marks


def citing_places(outline: Outline, cites: Iterable[Cite]) -> dict[int, SafeString]:
    """Of each heading and clause, counted in ``walk()``, links to the places of the same text
    that cite it."""
    nodes = tuple(outline.walk())
    places: dict[int, dict[str, SafeString]] = defaultdict(dict)
    for cite in cites:
        node = None if cite.node is None else nodes[cite.node]
        anchor = anchor_of(node, cite.field)
        words = format_html("{}", node.label or "§") if node else mark_safe(_WORDS[anchor])  # noqa: S308
        for target in cite.targets:
            if target != cite.node and anchor:
                places[target][anchor] = format_html('<a href="#{}">{}</a>', anchor, words)
    return {
        target: mark_safe(" ".join(found.values()))  # noqa: S308  (each is made by format_html)
        for target, found in places.items()
    }


def citing_links(places: Iterable[Citing]) -> dict[str, SafeString]:
    """By the anchor of the clause or heading that is cited: links to the places of other policies
    that cite it."""
    links: dict[str, list[SafeString]] = defaultdict(list)
    for place in places:
        if place.cited_anchor:
            page = reverse("reading:policy", args=[place.code])
            links[place.cited_anchor].append(
                format_html(
                    '<a href="{}#{}">《{}》{}</a>', page, place.anchor, place.title, place.label
                )
            )
    return {anchor: mark_safe(" ".join(found)) for anchor, found in links.items()}  # noqa: S308


def citing_policies(places: Iterable[Citing]) -> dict[str, str]:
    """Code and title of the policies that cite the whole text without naming a clause."""
    return {place.code: place.title for place in places if not place.cited_anchor}
