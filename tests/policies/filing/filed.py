"""Work rules and filings standing at every place of their way."""

import datetime as dt
from typing import Any

from django.utils import timezone

from policies.filing import making, moving
from policies.models import Filing, FilingStatus, Revision
from policies.text.outline import Clause, Outline
from tests.cast import Cast, published_policy

PDF = b"%PDF-1.7 letter"
PNG = b"\x89PNG\r\n\x1a\n photograph"
AUTHORITY = "新北市政府勞工局"
NUMBER = "新北府勞資字第1150000001號"
DAY = dt.timedelta(days=1)
HOURS, WAGES, OTHER = (f"{number:012x}" for number in (1, 2, 3))


def rules(title: str = "工作規則", gone: tuple[str, ...] = ()) -> Outline:
    """Three clauses: working hours, wages, and one that no word gives away."""
    clauses = (
        Clause("第一條", "<p>每日八小時。</p>", caption="工作時間", anchor=HOURS),
        Clause("第二條", "<p>每月五日發給。</p>", caption="工資", anchor=WAGES),
        Clause("第三條", "<p>本規則自公告日施行。</p>", caption="施行", anchor=OTHER),
    )
    return Outline(title, clauses=tuple(one for one in clauses if one.anchor not in gone))


def work_rule(cast: Cast, code: str = "HR-001", at: dt.datetime | None = None) -> Revision:
    """A published first revision of a work rule that binds everybody."""
    return published_policy(cast, code, rules(), at=at, is_work_rule=True)


def filing_of(
    cast: Cast, status: FilingStatus = FilingStatus.TO_SEND, revision: Revision | None = None
) -> Filing:
    """A filing for the site in Taiwan, brought to that state by HR."""
    filing = making.make([revision or work_rule(cast)], cast.taiwan, cast.hr)
    for verb in WAYS[status]:
        moving.move(filing, verb, cast.hr, **TOLD[verb])
    return Filing.objects.with_next_due().select_related("site").get(pk=filing.pk)


WAYS: dict[FilingStatus, tuple[str, ...]] = {
    FilingStatus.TO_SEND: (),
    FilingStatus.SENT: ("send",),
    FilingStatus.TO_CORRECT: ("send", "correct"),
    FilingStatus.APPROVED: ("send", "approve"),
    FilingStatus.RETURNED: ("send", "return"),
    FilingStatus.DROPPED: ("drop",),
}
TOLD: dict[str, dict[str, Any]] = {
    "send": {"authority": AUTHORITY, "number": "人字第1號"},
    "correct": {"words": "請補正第二條。", "until": timezone.localdate() + 9 * DAY},
    "approve": {"number": NUMBER, "words": "第三條應於公告後施行。"},
    "return": {"words": "與法令牴觸。"},
    "amend": {"number": NUMBER + "之一"},
    "drop": {"words": "該廠另訂。"},
    "reopen": {"words": "仍應送件。"},
}
