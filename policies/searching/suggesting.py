"""What is offered while somebody types: policies by code, title or sound, and roles."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from policies.models import Policy, SearchEntry
from policies.searching.asking import understand
from policies.searching.finding import TokenQuery
from policies.text import searchtext
from policies.text.folding import fold
from policies.text.sounds import sound_key
from regs_portal.people.models import Employee, Role

MOST = 8
_ROLES = 3
_LONGEST = 60  # what is typed beyond this begins no title


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where it leads, what it is called, and what stands small beside it."""

    kind: str  # policy, role
    words: str
    beside: str
    address: str


def suggestions(typed: str, employee: Employee, on: dt.date) -> list[Suggestion]:
    """At most ``MOST``, titles before roles; of policies in force the employee may read."""
    typed = typed.replace("\x00", " ").encode("utf-8", "ignore").decode()[:_LONGEST].strip()
    if not typed:
        return []
    roles = list(islice(_roles(typed), _ROLES))
    policies = list(islice(_policies(typed, employee, on), MOST - len(roles)))
    return [*policies, *roles]


def _policies(typed: str, employee: Employee, on: dt.date) -> Iterator[Suggestion]:
    open_policies = Policy.objects.open_to(employee, on)
    asked = understand(typed, open_policies)
    wanted = [searchtext.tsquery(asked.code or typed)]
    if key := sound_key(typed):
        wanted.append(searchtext.beginning_with(key))
    tokens = " | ".join(filter(None, wanted))
    if not tokens:
        return
    titles = SearchEntry.objects.in_force(on).filter(
        anchor="", vector=TokenQuery(tokens), policy__in=open_policies.values("pk")
    )
    rows = titles.order_by("policy__code").values_list("text", "policy__code")
    for title, code in rows[:MOST]:
        yield Suggestion("policy", title, code, reverse("reading:policy", args=[code]))


def _roles(typed: str) -> Iterator[Suggestion]:
    """By their name, in whichever script it is typed; posts of a company are few."""
    folded = fold(typed)
    for code, name in Role.objects.values_list("code", "name")[:2_000]:
        if len(folded) > 1 and folded in fold(name):
            address = reverse("reading:catalogue", query={"role": code})
            yield Suggestion("role", name, code, address)
