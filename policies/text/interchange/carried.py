"""Files that say themselves what each of their parts is, as the import looks at texts.

A file of the portal is recognised by what it says, not by its name. Its outline is taken as it
stands; the lines beside it are only for looking at.
"""

import json
import re
from collections.abc import Iterator

from policies.text.chinese import Cleaned
from policies.text.decoding import Reason, Unreadable
from policies.text.marks import Marked, Part
from policies.text.markup import to_text
from policies.text.outline import Clause, Heading, Kind, Outline, canonical, digest
from policies.text.parsing import Document, Parsed
from policies.text.printing import print_clause
from policies.text.warning import Warning, WarningCode

from .akoma_ntoso import read_akoma_ntoso
from .akoma_ntoso.names import AKN
from .json_file import read_json
from .keepable import keepable
from .record import FORMAT
from .shape import ShapeError

HEAD = 4_000  # characters in which a file says what it is
LONGEST_HTML = 100_000  # characters of one part: a draft holds no longer ones
MOST_HTML = 2_000_000  # of all parts together: ten times the longest law
DEEPEST_HTML = 200
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_XML = re.compile(r"\s*<")
_JSON = re.compile(r"\s*\{")
_SPACE = "\N{IDEOGRAPHIC SPACE}"


def is_carried(text: str) -> bool:
    """Whether the text is a regulation as JSON or Akoma Ntoso, sound or not."""
    head = text.removeprefix("\ufeff")[:HEAD]
    if _JSON.match(head):
        return json.dumps(FORMAT) in head
    return bool(_XML.match(head)) and ("akomaNtoso" in head or AKN in head)


def read_carried(text: str) -> Parsed:
    """The regulation in such a text, fit to be kept. Raises Unreadable where it is none."""
    text = text.removeprefix("\ufeff")
    try:
        told, said = read_json(text) if _JSON.match(text) else read_akoma_ntoso(text)
    except ShapeError as error:
        raise Unreadable(Reason.NO_REGULATION) from error
    except RecursionError as error:
        raise Unreadable(Reason.NESTED) from error
    _check_sizes(told)
    outline = keepable(told)
    lines = list(_lines(outline))
    if not lines:
        raise Unreadable(Reason.EMPTY)
    marks = tuple(
        Marked(number, part, words.strip(), label, kind, node)
        for number, (part, words, label, kind, node) in enumerate(lines, 1)
    )
    places: dict[int, int] = {}
    for mark in marks:
        if mark.node is not None:
            places.setdefault(mark.node, mark.line)
    nodes = sum(1 for _ in outline.walk())
    document = Document(
        outline=outline,
        warnings=tuple(_warnings(told, said, outline)),
        proposed_department="",
        proposed_role="",
        first_line=1,
        last_line=len(lines),
        places=tuple(places[node] for node in range(nodes)),
        marks=marks,
        is_exact=True,
    )
    return Parsed((document,), Cleaned("\n".join(words for _, words, *_ in lines)))


def _check_sizes(outline: Outline) -> None:
    """Refuses what no draft can hold, before anything is made of it: sanitising what lies deep
    inside itself takes a time that grows with the square of the depth."""
    total = 0
    for html in _every_html(outline):
        total += len(html)
        if len(html) > LONGEST_HTML:
            raise Unreadable(Reason.PART_TOO_LONG)
        if html.count("<") > DEEPEST_HTML and _depth(html) > DEEPEST_HTML:
            raise Unreadable(Reason.NESTED)
    if total > MOST_HTML:
        raise Unreadable(Reason.PART_TOO_LONG)


def _every_html(outline: Outline) -> Iterator[str]:
    yield from (outline.background, outline.purpose, outline.scope, outline.supplementary)
    for node in outline.walk():
        yield node.lead if isinstance(node, Heading) else node.body


def _depth(html: str) -> int:
    """How deep its elements lie in one another, as far as it closes what it opens."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth += -1 if tag[1] else tag[2] != "br"
        deepest = max(deepest, depth)
    return deepest


def _warnings(told: Outline, said: str, outline: Outline) -> Iterator[Warning]:
    if said and digest(told) != said:
        yield Warning(WarningCode.DIGEST_DIFFERS, 1)
    if canonical(outline) != canonical(told):
        yield Warning(WarningCode.MADE_SAFE, 1)
    if not outline.title:
        yield Warning(WarningCode.NO_TITLE, 1)


_Line = tuple[Part, str, str, Kind | None, int | None]


def _lines(outline: Outline) -> Iterator[_Line]:
    """What is looked at: a line each, and what of the outline it is."""
    yield from _said(Part.ABOVE, outline.superscription.split("\n"))
    yield from _said(Part.TITLE, [outline.title])
    for html in (outline.background, outline.purpose, outline.scope):
        yield from _said(Part.INTRODUCTION, to_text(html).split("\n"))
    for place, node in enumerate(outline.walk()):
        yield from _node(place, node)
    yield from _said(Part.CLOSING, to_text(outline.supplementary).split("\n"))


def _node(place: int, node: Heading | Clause) -> Iterator[_Line]:
    """A heading or a clause has a line though it says nothing, for it is looked for by its line."""
    if isinstance(node, Heading):
        words = f"{node.label}{_SPACE}{node.title}".strip()
        yield Part.HEADING, words or "§", node.label, node.kind, place
        rest = to_text(node.lead).split("\n")
    else:
        first, *rest = print_clause(node)
        yield Part.CLAUSE, first or "§", node.label, None, place
    for line in rest:
        if line.strip():
            yield Part.TEXT, line, "", None, place


def _said(part: Part, lines: list[str]) -> Iterator[_Line]:
    return ((part, line, "", None, None) for line in lines if line.strip())
