"""Changes in words: one for a chip, a sentence for the table, a sentence for the whole."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from policies.comparing.tallies import Tally, is_implied, tally
from policies.text.changes import (
    Change,
    ClauseChange,
    Comparison,
    HeadingChange,
    PartChange,
)

WORDS = {
    Change.ADDED: gettext_lazy("New"),
    Change.REMOVED: gettext_lazy("Removed"),
    Change.REPEALED: gettext_lazy("Deleted, number kept"),
    Change.RESTORED: gettext_lazy("Has words again"),
    Change.REWORDED: gettext_lazy("Reworded"),
    Change.RETITLED: gettext_lazy("Retitled"),
    Change.RENUMBERED: gettext_lazy("Renumbered"),
    Change.MOVED: gettext_lazy("Moved"),
    Change.SPLIT: gettext_lazy("Split off"),
    Change.MERGED: gettext_lazy("Merged"),
    Change.READDRESSED: gettext_lazy("For other people"),
    Change.RESTYLED: gettext_lazy("Laid out differently"),
}
PARTS = {
    "superscription": gettext_lazy("Words above the title"),
    "title": gettext_lazy("Title"),
    "background": gettext_lazy("Background"),
    "purpose": gettext_lazy("Purpose"),
    "scope": gettext_lazy("Scope"),
    "supplementary": gettext_lazy("Supplementary provisions"),
    "legal_bases": gettext_lazy("Legal bases"),
    "attachment_list": gettext_lazy("Attachments"),
}
# Of what moved: the name of what it stood after, and stands after; empty at the beginning.
Places = tuple[str, str]
_Words = Callable[[int], str]
_CLAUSES: dict[Change, _Words] = {
    Change.REWORDED: lambda n: ngettext("%(n)s clause reworded", "%(n)s clauses reworded", n),
    Change.ADDED: lambda n: ngettext("%(n)s clause added", "%(n)s clauses added", n),
    Change.REMOVED: lambda n: ngettext("%(n)s clause removed", "%(n)s clauses removed", n),
    Change.REPEALED: lambda n: ngettext("%(n)s clause deleted", "%(n)s clauses deleted", n),
    Change.RESTORED: lambda n: ngettext("%(n)s clause restored", "%(n)s clauses restored", n),
    Change.RENUMBERED: lambda n: ngettext("%(n)s clause renumbered", "%(n)s clauses renumbered", n),
    Change.MOVED: lambda n: ngettext("%(n)s clause moved", "%(n)s clauses moved", n),
    Change.READDRESSED: lambda n: ngettext(
        "%(n)s clause for other people", "%(n)s clauses for other people", n
    ),
    Change.RESTYLED: lambda n: ngettext(
        "%(n)s clause laid out differently", "%(n)s clauses laid out differently", n
    ),
}


def kinds_in_words(kinds: frozenset[Change]) -> list[str]:
    """What happened to one clause or heading, each in a word or two."""
    return [str(WORDS[kind]) for kind in Change if kind in kinds and not is_implied(kind, kinds)]


def summary(comparison: Comparison) -> str:
    """What changed, in one sentence with figures."""
    return said(tally(comparison))


def said(tally: Tally) -> str:
    """The same of a comparison whose words are not at hand."""
    pieces = list(_pieces(tally))
    if not pieces:
        return _("Nothing changes.")
    joined = pgettext("between changes", ", ").join(pieces)
    return _("%(changes)s.") % {"changes": joined[0].upper() + joined[1:]}


def unchanged(tally: Tally) -> str:
    """How many clauses are as they were; nothing where that is all of them, or none."""
    if tally.is_nothing or not tally.unchanged:
        return ""
    sentence = ngettext(
        "%(n)s clause is unchanged.", "%(n)s clauses are unchanged.", tally.unchanged
    )
    return sentence % {"n": tally.unchanged}


def explanations(
    change: PartChange | ClauseChange | HeadingChange, places: Places | None = None
) -> list[str]:
    """The column 說明 of the table of amended articles: a sentence for each thing."""
    return list(_said(change, places)) or [_("Not amended.")]


def moved(places: Places) -> str:
    """From where to where."""
    before, after = (place or _("the title") for place in places)
    sentence = _("Moved: it stood after %(before)s and now stands after %(after)s.")
    return sentence % {"before": before, "after": after}


def _pieces(tally: Tally) -> Iterator[str]:
    for kind, count in tally.clauses:
        yield _CLAUSES[kind](count) % {"n": count}
    if tally.headings:
        yield ngettext("%(n)s heading changed", "%(n)s headings changed", tally.headings) % {
            "n": tally.headings
        }
    for name in tally.parts:
        yield _("%(part)s changed") % {"part": str(PARTS[name]).lower()}


def _said(
    change: PartChange | ClauseChange | HeadingChange, places: Places | None
) -> Iterator[str]:
    numbers = _numbers(change)
    for kind, sentence in _sentences(change).items():
        if kind in change.kinds and not is_implied(kind, change.kinds):
            yield moved(places) if kind is Change.MOVED and places else sentence % numbers
    if isinstance(change, ClauseChange) and change.after:
        yield from _descent(change, change.after.label)


def _descent(change: ClauseChange, label: str) -> Iterator[str]:
    """第三條分為第三條、第四條。第五條併入第四條。"""
    between = pgettext("between clauses", ", ")
    if change.parts:
        parts = between.join(part.label for part in change.parts)
        before = change.before.label if change.before else label
        yield _("%(before)s is divided into %(parts)s.") % {"before": before, "parts": parts}
    if change.taken:
        taken = between.join(clause.label for clause in change.taken)
        yield _("%(taken)s goes into %(after)s.") % {"taken": taken, "after": label}


def _numbers(change: PartChange | ClauseChange | HeadingChange) -> dict[str, str]:
    if isinstance(change, PartChange):
        return {}
    related = change.related if isinstance(change, ClauseChange) else None
    sides = {"before": change.before, "after": change.after, "related": related}
    return {name: side.label if side else "" for name, side in sides.items()}


def _sentences(change: PartChange | ClauseChange | HeadingChange) -> dict[Change, str]:
    if isinstance(change, PartChange):
        return {
            Change.REWORDED: _("The wording is amended."),
            Change.RESTYLED: _("Only the layout changes."),
        }
    if isinstance(change, HeadingChange):
        return {
            Change.ADDED: _("This heading is new."),
            Change.REMOVED: _("This heading is removed."),
            Change.RENUMBERED: _("Renumbered from %(before)s to %(after)s."),
            Change.RETITLED: _("The title is amended."),
            Change.REWORDED: _("The words below the heading are amended."),
            Change.MOVED: _("Moved to another place."),
            Change.RESTYLED: _("Only the layout changes."),
        }
    return {
        Change.ADDED: _("This clause is new."),
        Change.SPLIT: _("This clause is new; its words come from former %(related)s."),
        Change.REMOVED: _("This clause is removed."),
        Change.MERGED: _("This clause is removed; its words go into %(related)s."),
        Change.REPEALED: _("This clause is deleted; its number is kept."),
        Change.RESTORED: _("This number has words again."),
        Change.RENUMBERED: _("Renumbered from %(before)s to %(after)s."),
        Change.REWORDED: _("The wording is amended."),
        Change.MOVED: _("Moved to another place."),
        Change.READDRESSED: _("It is for other people."),
        Change.RESTYLED: _("Only the layout changes."),
    }
