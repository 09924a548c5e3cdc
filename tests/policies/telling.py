"""What the tests of news, maps, feeds and letters begin with."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from policies import drafting
from policies.models import Policy, Revision
from policies.text.outline import Clause, Outline
from tests.cast import Cast, leave_outline, publish

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate
SHUT: dict[str, Any] = {"classification": "restricted", "binds_everyone": False}


def ago(days: int) -> dt.datetime:
    return timezone.now() - days * DAY


def ahead(days: int) -> dt.date:
    return TODAY() + days * DAY


def amended() -> Outline:
    """The usual text with one clause reworded and another added."""
    outline = leave_outline()
    first, second = outline.headings
    reworded = replace(second.clauses[0], body="<p>員工請假，應於三日前申請。</p>")
    added = replace(second.clauses[0], label="第四條", anchor="f" * 12, body="<p>遲到須補工。</p>")
    second = replace(second, clauses=(reworded, *second.clauses[1:], added))
    return replace(outline, headings=(first, second))


def repealed(
    cast: Cast, policy: Policy, by: Policy | None = None, on: dt.date | None = None
) -> Revision:
    """The policy ended, in favour of another if one is given."""
    return publish(cast, drafting.start_repeal(policy, cast.editor, "停辦", by), on)


def text(title: str, *clauses: str, purpose: str = "") -> Outline:
    """A small text: clauses without chapters, numbered as articles."""
    numbers = "一二三四五"
    return Outline(
        title,
        purpose=purpose,
        clauses=tuple(Clause(f"第{numbers[n]}條", body) for n, body in enumerate(clauses)),
    )
