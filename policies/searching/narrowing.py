"""What a search is narrowed to, and among which entries it looks."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies import cataloguing
from policies.models import Category, Level, Policy, Revision, SearchEntry
from policies.searching.asking import Asked
from regs_portal.people.models import Department, Role


class State(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    SCHEDULED = "scheduled", _("Not yet in force")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Each part may be left out. ``as_of`` is the day whose words are searched, today without it;
    ``since`` the day from which they are in force, or a later one."""

    category: Category | None = None
    department: Department | None = None
    role: Role | None = None
    level: str = ""
    state: str = State.IN_FORCE
    policy: str = ""  # its code
    as_of: dt.date | None = None
    since: dt.date | None = None

    def __bool__(self) -> bool:
        return self != Narrowing()

    @property
    def level_name(self) -> str:
        return str(Level(self.level).label)

    @property
    def is_scheduled(self) -> bool:
        return self.state == State.SCHEDULED


def entries(
    asked: Asked, open_policies: "models.QuerySet[Policy]", on: dt.date, narrowing: Narrowing
) -> "models.QuerySet[SearchEntry]":
    """Those of the policies open to the reader, within what the query and the narrowing name."""
    day = narrowing.as_of or on
    found: models.QuerySet[SearchEntry]
    if narrowing.state == State.SCHEDULED:
        found = SearchEntry.objects.filter(effective_from__gt=day)
    else:
        found = SearchEntry.objects.in_force(day)
    found = found.filter(policy__in=_policies(open_policies, narrowing).values("pk"))
    published = Revision.objects.published()
    if asked.policy and not asked.is_code_alone:
        found = found.filter(revision__in=published.filter(policy=asked.policy).values("pk"))
    if narrowing.role:  # by the revisions that speak of it, as the catalogue lists them
        speaking = published.filter(cataloguing.speaks_of([narrowing.role]))
        found = found.filter(revision__in=speaking.values("pk"))
    if narrowing.since:
        found = found.filter(effective_from__gte=narrowing.since)
    return found


def _policies(policies: "models.QuerySet[Policy]", to: Narrowing) -> "models.QuerySet[Policy]":
    if to.category:
        policies = policies.filter(category=to.category)
    if to.department:
        policies = policies.filter(issuing_department__path__startswith=to.department.path)
    if to.level:
        policies = policies.filter(level=to.level)
    if to.policy:
        policies = policies.filter(code=to.policy)
    return policies
