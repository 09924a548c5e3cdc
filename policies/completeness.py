"""What a text lacks before it can be submitted."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.text import outline as text
from policies.text.gaps import gaps
from policies.text.markup import is_blank, to_text

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a text lacks, and the piece where it is to be mended: ``what`` it is, clause or
    heading, and its anchor; none: the cover."""

    sentence: str
    what: str = ""
    anchor: str = ""


def missing(outline: text.Outline) -> list[Gap]:
    """What a text lacks, in reading order; empty when it is whole."""
    found = []
    if not outline.title.strip():
        found.append(Gap(_("The title is missing. Write it on the cover.")))
    if not any(outline.all_clauses()):
        found.append(Gap(_("There is no clause yet. Add at least one.")))
    found += _of_cover(outline)
    for piece in outline.walk():
        found += _of_clause(piece) if isinstance(piece, text.Clause) else _of_heading(piece)
    return found


def _of_cover(outline: text.Outline) -> Iterator[Gap]:
    parts = {
        _("The title"): f"{outline.superscription}\n{outline.title}",
        _("The background"): to_text(outline.background),
        _("The purpose"): to_text(outline.purpose),
        _("The scope"): to_text(outline.scope),
        _("The supplementary provisions"): to_text(outline.supplementary),
    }
    for name, words in parts.items():
        if unfilled := gaps(words):
            yield Gap(_unfilled(name, unfilled))


def _of_clause(clause: text.Clause) -> Iterator[Gap]:
    name = clause.label or clause.caption or _("A clause without a number")
    # A caption that is bracketed as a whole, 〔定義〕, is a way of writing captions.
    unfilled = gaps(to_text(clause.body))
    if gaps(clause.caption) != (clause.caption.strip(),):
        unfilled = gaps(clause.caption) + unfilled
    if not clause.deleted and is_blank(clause.body):
        sentence = _("%(clause)s has no text. Write it, or remove the clause.")
        yield Gap(sentence % {"clause": name}, "clause", clause.anchor)
    elif unfilled:
        yield Gap(_unfilled(name, unfilled), "clause", clause.anchor)


def _of_heading(heading: text.Heading) -> Iterator[Gap]:
    name = f"{heading.label} {heading.title}".strip() or _("A heading without a number")
    if not heading.title.strip():
        sentence = _("%(heading)s has no title. Write it, or remove the heading.")
        yield Gap(sentence % {"heading": name}, "heading", heading.anchor)
    if not (heading.clauses or heading.headings) and is_blank(heading.lead):
        sentence = _("%(heading)s holds nothing. Add a clause below it, or remove the heading.")
        yield Gap(sentence % {"heading": name}, "heading", heading.anchor)
    if unfilled := gaps(f"{heading.title}\n{to_text(heading.lead)}"):
        yield Gap(_unfilled(name, unfilled), "heading", heading.anchor)


def _unfilled(name: str, unfilled: tuple[str, ...]) -> str:
    named = "、".join(unfilled[:MOST_NAMED]) + ("…" if len(unfilled) > MOST_NAMED else "")
    return _("%(name)s has gaps still to be filled in: %(gaps)s. Write what belongs there.") % {
        "name": name,
        "gaps": named,
    }
