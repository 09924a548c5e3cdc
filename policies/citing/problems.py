"""What can be wrong with a reference."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(StrEnum):
    """The last two are worth a look; with any other the reference points nowhere."""

    NO_CLAUSE = "no_clause"  # of that number in this text
    NO_ITEM = "no_item"  # the clause is there, the paragraph or item is not
    GONE = "gone"  # what it was inserted for is not in this text any more
    NOT_IN_FORCE = "not_in_force"  # the other policy
    NOT_THERE = "not_there"  # the clause, in the other policy's words in force
    DELETED = "deleted"  # the clause is a tombstone
    OTHER_WORDS = "other_words"  # an inserted reference and its target's label disagree

    @property
    def points_nowhere(self) -> bool:
        return self not in (Problem.DELETED, Problem.OTHER_WORDS)

    @property
    def sentence(self) -> Promise:
        return _SENTENCES[self]


_SENTENCES = {
    Problem.NO_CLAUSE: _("This text has nothing of that number."),
    Problem.NO_ITEM: _("The clause is there, but it has no such paragraph or item."),
    Problem.GONE: _("What it was inserted for is no longer in this text."),
    Problem.NOT_IN_FORCE: _("No policy with that code is in force."),
    Problem.NOT_THERE: _("The other policy is in force, but has no such clause."),
    Problem.DELETED: _("That clause is deleted; only its number is kept."),
    Problem.OTHER_WORDS: _("What it points at has another number or name now."),
}
