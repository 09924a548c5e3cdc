"""What is proposed for each regulation of a text, and what says nearly the same already."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from policies.access import today
from policies.importing.nearness import Near, near_policies
from policies.importing.proposing import Proposal, propose
from policies.importing.reading import Found, Reading
from policies.importing.sentences import near_sentence
from policies.text.similarity import near_duplicates
from regs_portal.people.models import Employee

Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Advice:
    """Facts to begin with; ``near`` are the policies in force that say nearly the same, and
    ``sentences`` say so, of them and of the other regulations of the text."""

    found: Found
    proposal: Proposal
    near: list[Near] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def advise(reading: Reading, by: Employee | None, without: Collection[int] = ()) -> list[Advice]:
    """An advice for each regulation found, in order, but those beginning in the lines ``without``.

    ``by`` is nobody on the command line.
    """
    pairs = near_pairs(reading)
    advised: list[Advice] = []
    for found in reading.found:
        if found.line in without:
            continue
        taken = [advice.proposal.code for advice in advised]
        near = near_policies(found.outline, by, today())
        sentences = [*_in_this_text(found, reading, pairs), *map(_in_force, near)]
        advised.append(Advice(found, propose(found.document, by, taken), near, sentences))
    return advised


def near_pairs(reading: Reading) -> list[Pair]:
    """Regulations of the text that say nearly the same: by their numbers, and how nearly."""
    return [
        (first + 1, second + 1, share)
        for first, second, share in near_duplicates([each.outline for each in reading.found])
    ]


def _in_this_text(found: Found, reading: Reading, pairs: list[Pair]) -> list[str]:
    sentences = []
    for first, second, share in pairs:
        if found.number in (first, second):
            other = second if found.number == first else first
            title = reading.found[other - 1].outline.title or _("without a title")
            where = _("regulation %(number)s of this text") % {"number": other}
            sentences.append(near_sentence(share, title, where))
    return sentences


def _in_force(near: Near) -> str:
    where = f"{near.revision.policy.code} {near.revision.number}"
    return near_sentence(near.share, near.revision.title, where)
