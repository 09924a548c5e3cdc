"""From a comparison back to either text: what it says is all that there is.

The words are put together from the spans, the tree from the entries. Only what spans cannot say,
the markup of a body that is more than paragraphs, is taken from the clause they belong to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .changes import PARTS, PLAIN_PARTS, ClauseChange, Comparison, Entry, HeadingChange, PartChange
from .markup import from_text, to_text
from .outline import Clause, Heading, Kind, Outline
from .spans import Span, after_of, before_of

_Side = Callable[[Iterable[Span]], str]


def accept(comparison: Comparison) -> Outline:
    """The new text."""
    kept = [(entry, entry.after) for entry in comparison.entries if entry.after is not None]
    parts = {
        part.name: _part(part, part.after, after_of)
        for part in comparison.parts
        if part.name in PARTS
    }
    return _outline(kept, parts, after_of, 1)


def reject(comparison: Comparison) -> Outline:
    """The old text."""
    kept = [(entry, entry.before) for entry in comparison.entries if entry.before is not None]
    kept.sort(key=lambda pair: pair[0].place)
    parts = {
        part.name: _part(part, part.before, before_of)
        for part in comparison.parts
        if part.name in PARTS
    }
    return _outline(kept, parts, before_of, 0)


@dataclass(slots=True)
class _Open:
    """A heading that is being put together."""

    heading: Heading
    clauses: list[Clause] = field(default_factory=list)
    headings: "list[_Open]" = field(default_factory=list)

    def closed(self) -> Heading:
        headings = tuple(each.closed() for each in self.headings)
        return replace(self.heading, clauses=tuple(self.clauses), headings=headings)


def _outline(
    entries: Iterable[tuple[Entry, Heading | Clause]],
    parts: Mapping[str, Any],
    side: _Side,
    which: int,
) -> Outline:
    """``which`` of a heading's depths counts: 0 before, 1 after."""
    root = _Open(Heading(Kind.PART, "", ""))
    opened = [root]
    for entry, content in entries:
        if isinstance(entry, ClauseChange) and isinstance(content, Clause):
            opened[-1].clauses.append(_clause(content, side(entry.spans)))
        elif isinstance(entry, HeadingChange) and isinstance(content, Heading):
            del opened[entry.depths[which] + 1 :]
            lead = _written(content.lead, side(entry.lead_spans))
            heading = _Open(replace(content, title=side(entry.title_spans), lead=lead))
            opened[-1].headings.append(heading)
            opened.append(heading)
    whole = root.closed()
    return Outline(clauses=whole.clauses, headings=whole.headings, **parts)


def _clause(clause: Clause, words: str) -> Clause:
    caption = words[: len(clause.caption)]
    rest = words[len(caption) :].removeprefix("\n") if caption else words
    return replace(clause, caption=caption, body=_written(clause.body, rest))


def _parts(
    comparison: Comparison, html: Callable[[PartChange], str], side: _Side
) -> dict[str, str]:
    """Those the text consists of; what is enclosed stands beside it and is not replayed."""
    return {
        part.name: _part(part, html(part), side) for part in comparison.parts if part.name in PARTS
    }


def _part(part: PartChange, html: str, side: _Side) -> str:
    words = side(part.spans)
    return words if part.name in PLAIN_PARTS else _written(html, words)


def _written(html: str, words: str) -> str:
    """The words as HTML: paragraphs, unless the HTML they were read from is more than that."""
    is_plain = from_text(to_text(html)) == html
    return from_text(words) if is_plain else html
