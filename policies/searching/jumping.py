"""A citation that was typed into the box: the one place it names."""

from dataclasses import dataclass

from policies.searching.finding import Results
from policies.text.numbering import read_label
from policies.text.searchtext import is_quoted


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    anchor: str = ""

    @property
    def fragment(self) -> str:
        return f"#{self.anchor}" if self.anchor else ""


def place_named(results: Results) -> Place | None:
    """What a query that is a code, or a code and an article, and nothing else, found; None for
    any other query, and where there is no such place."""
    asked = results.asked
    if asked.policy is None or not results.hits or is_quoted(asked.query):
        return None
    if asked.is_code_alone:
        first = results.hits[0]
        return Place(first.code) if first.code == asked.code and not first.anchor else None
    if asked.words.strip(" ,，、。的"):
        return None
    for hit in results.hits:
        label = read_label(hit.label)
        if label and label.key == asked.article:
            return Place(hit.code, hit.anchor)
    return None
