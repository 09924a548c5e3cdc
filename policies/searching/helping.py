"""What helps where nothing was found: what is called nearly so, and whom to ask."""

import datetime as dt
import difflib
from dataclasses import dataclass

from policies import cataloguing
from policies.models import Policy, SearchEntry
from policies.searching.answering import Answer
from policies.text.folding import fold
from policies.text.sounds import sound_keys
from regs_portal.people.models import Department, Employee

MOST = 3
ASKED = 5
_TITLES = 3_000
_NEAR = 0.55


@dataclass(frozen=True, slots=True)
class Help:
    """``meant``: titles and words kept by HR that are nearly what was typed. ``departments``:
    those that issued most of what the reader may read."""

    meant: list[str]
    departments: list[Department]


def help_with(query: str, answer: Answer, employee: Employee, on: dt.date) -> Help:
    meant = [] if answer.sounding else _nearly(query, answer, employee, on)
    issuing = cataloguing.counts(employee, on).departments[:ASKED]
    return Help(meant, [department for department, _count in issuing])


def _nearly(query: str, answer: Answer, employee: Employee, on: dt.date) -> list[str]:
    """By how it is written, and by how it sounds: 特修 is 特休 mistyped."""
    policies = Policy.objects.open_to(employee, on).values("pk")
    titles = SearchEntry.objects.in_force(on).filter(anchor="", policy__in=policies)
    known = {fold(title): title for title in titles.values_list("text", flat=True)[:_TITLES]}
    known |= {word: word for group in answer.synonyms for word in group}
    wanted = fold(query)[:60]
    found = difflib.get_close_matches(wanted, list(known), MOST, _NEAR)
    sounds = set(sound_keys(wanted)[1:2])  # all its syllables
    alike = [word for word in known if sounds and sounds & set(sound_keys(word)[1:2])]
    return [known[word] for word in dict.fromkeys((*alike, *found)) if word != wanted][:MOST]
