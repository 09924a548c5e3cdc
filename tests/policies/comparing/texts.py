"""A policy with three published texts: something of everything happens to its clauses."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from policies.models import Revision
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.cast import Cast, next_revision, published_policy

DAY = dt.timedelta(days=1)


def first_text() -> Outline:
    """Two chapters of three and two clauses."""
    return Outline(
        title="差旅管理辦法",
        purpose="<p>為規範員工出差，特訂定本辦法。</p>",
        headings=(
            Heading(
                Kind.CHAPTER, "第一章", "總則",
                clauses=(
                    Clause("第一條", "<p>本辦法適用於全體員工之國內外出差。</p>"),
                    Clause("第二條", "<p>出差應於七日前提出計畫，經主管核准。</p>", caption="申請"),
                    Clause("第三條", "<p>出差人員應投保旅行平安保險，費用由公司負擔。</p>"),
                ),
            ),
            Heading(
                Kind.CHAPTER, "第二章", "費用",
                clauses=(
                    Clause("第四條", "<p>交通費依實際支出報支，並檢附憑證。</p>"),
                    Clause("第五條", "<p>膳雜費按日定額給付，不另檢附憑證。</p>"),
                ),
            ),
        ),
    )  # fmt: skip


def second_text(before: Outline) -> Outline:
    """第二條 reworded, 第五條之一 added."""
    one, two = before.headings
    apply_ = one.clauses[1]
    apply_ = replace(apply_, body=apply_.body.replace("七日前", "三日前"))
    added = Clause("第五條之一", "<p>住宿費上限由財務處另行公告 &lt;每年一次&gt;。</p>")
    return replace(
        before,
        headings=(
            replace(one, clauses=(one.clauses[0], apply_, one.clauses[2])),
            replace(two, clauses=(*two.clauses, added)),
        ),
    )


def third_text(before: Outline) -> Outline:
    """第三條 moved into the second chapter as 第四條, 第四條 renumbered, 第五條 removed."""
    one, two = before.headings
    insurance = replace(one.clauses[2], label="第四條")
    transport = replace(two.clauses[0], label="第三條")
    return replace(
        before,
        headings=(
            replace(one, clauses=one.clauses[:2]),
            replace(two, clauses=(transport, insurance, two.clauses[2])),
        ),
    )


def three_texts(cast: Cast, code: str = "HR-003", **facts: Any) -> tuple[Revision, ...]:
    """Published 300, 200 and 100 days ago, in force from the day of publication on."""
    first = first_published(cast, code, **facts)
    return first, *two_more(cast, first)


def first_published(cast: Cast, code: str = "HR-003", **facts: Any) -> Revision:
    return published_policy(cast, code, first_text(), at=timezone.now() - 300 * DAY, **facts)


def two_more(cast: Cast, first: Revision) -> tuple[Revision, Revision]:
    now = timezone.now()
    second = next_revision(
        cast, first, second_text(first.outline()), at=now - 200 * DAY, change_note="放寬申請期限。"
    )
    third = next_revision(
        cast, second, third_text(second.outline()), at=now - 100 * DAY, change_note="整併費用規定。"
    )
    return second, third
