"""What stands around a text for everybody: its title, banner, facts and versions.

The same for all who read it in one language, so it is rendered once per process and kept under
everything it is made from: whatever changes makes another entry, and none can be out of date.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policies.audience import Told, lines
from policies.models import Revision
from policies.reading import Reading, Version

KEPT = 1_000

# A version in the list, its state, and the number of the one before it ("" before the first).
Listed = tuple[Version, str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of the cover."""

    code: str
    title: str
    number: str
    level: str
    category: str
    issuing_unit: str
    owner: str
    classification: str
    rules: tuple[Told, ...]
    effective_from: dt.date | None
    last_day: dt.date | None
    review_due: dt.date | None
    digest: str

    @property
    def binds(self) -> list[str]:
        """Whom it binds, in words: asked for only where they are written."""
        return lines(self.rules)


@dataclass(frozen=True, slots=True)
class Frame:
    head: SafeString
    margin: SafeString


def facts_of(found: Reading, shown: Revision) -> Facts:
    """In the language of the moment."""
    policy, until = shown.policy, shown.effective_until
    last_day = until - dt.timedelta(days=1) if until else None
    return Facts(
        code=policy.code,
        title=shown.title,
        number=shown.number,
        level=policy.get_level_display(),
        category=str(policy.category),
        issuing_unit=shown.issuing_unit,
        owner=policy.owner.name,
        classification=policy.get_classification_display(),
        rules=found.binds,
        effective_from=shown.effective_from,
        last_day=last_day,
        review_due=review_due(
            _later(shown.effective_from, found.reviewed_on), policy.review_interval_months
        ),
        digest=shown.digest,
    )


def _later(began: dt.date | None, reviewed: dt.date | None) -> dt.date | None:
    return max(began, reviewed) if began and reviewed else began


def review_due(effective_from: dt.date | None, months: int) -> dt.date | None:
    """The first of the month in which the policy is to be looked at again."""
    if effective_from is None:
        return None
    count = effective_from.month - 1 + months
    return dt.date(effective_from.year + count // 12, count % 12 + 1, 1)


@lru_cache(maxsize=KEPT)
def frame(
    language: str,
    facts: Facts,
    versions: tuple[Listed, ...],
    state: str,
    in_force: Version | None,
    coming: Version | None,
    repealed: Version | None,
    replaces: tuple[tuple[str, str], ...],
    asked_day: dt.date | None,
) -> Frame:
    """``language`` is that of the moment: it belongs to what the entry is kept under."""
    context = {
        "facts": facts,
        "versions": versions,
        "state": state,
        "in_force": in_force,
        "coming": coming,
        "repealed": repealed,
        "replaces": replaces,
        "asked_day": asked_day,
    }
    return Frame(
        render_to_string("reading/_head.html", context),
        render_to_string("reading/_margin.html", context),
    )
