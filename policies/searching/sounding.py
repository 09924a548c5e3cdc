"""Titles by how they sound: jbglbf for 加班管理辦法."""

import datetime as dt

from policies.models import Policy
from policies.searching.asking import Asked
from policies.searching.finding import Hit, TokenQuery
from policies.searching.narrowing import Narrowing, entries
from policies.text import searchtext
from policies.text.sounds import sound_key
from regs_portal.people.models import Employee

MOST = 20


def titles_that_sound(
    asked: Asked, employee: Employee, on: dt.date, narrowing: Narrowing | None = None
) -> list[Hit]:
    """Titles in force whose initials or syllables the words are, or begin."""
    key = sound_key(asked.words)
    if key is None:
        return []
    open_policies = Policy.objects.open_to(employee, on)
    titles = entries(asked, open_policies, on, narrowing or Narrowing()).filter(
        anchor="", vector=TokenQuery(searchtext.beginning_with(key))
    )
    rows = titles.order_by("policy__code").values_list("policy__code", "text", "revision__number")
    return [
        Hit(code, title, number, "", "", "", [(title, False)])
        for code, title, number in rows[:MOST]
    ]
