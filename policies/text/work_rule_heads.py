"""The twelve heads that work rules in Taiwan treat, and which clauses seem to treat which.

勞動基準法 §70 lists the heads. What is proposed here is read off words and never counts by itself:
somebody who knows the rules confirms it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from .folding import fold
from .markup import to_text
from .outline import Clause, Heading, Outline

# A body that only mentions a word treats something else; so many of them make it likely.
ENOUGH = 2


class WorkRuleHead(StrEnum):
    """In the order of the law."""

    HOURS = "hours"
    WAGES = "wages"
    OVERTIME = "overtime"
    ALLOWANCES = "allowances"
    DISCIPLINE = "discipline"
    CONDUCT = "conduct"
    EMPLOYMENT = "employment"
    ACCIDENTS = "accidents"
    WELFARE = "welfare"
    SAFETY = "safety"
    COMMUNICATION = "communication"
    OTHER = "other"


_WORDS = {
    WorkRuleHead.HOURS: (
        "工作時間 工時 上班時間 休息 休假 例假 休息日 特別休假 特休 輪班 班次 排班 國定假日 紀念日 "
        "哺乳時間 補休"
    ),
    WorkRuleHead.WAGES: "工資 薪資 薪給 薪酬 本薪 底薪 發薪 調薪 基本工資 扣薪",
    WorkRuleHead.OVERTIME: "延長工作時間 延長工時 延時工作 加班 停止假期",
    WorkRuleHead.ALLOWANCES: "津貼 獎金 紅利 加給 補助費 全勤",
    WorkRuleHead.DISCIPLINE: "紀律 行為準則 服務守則 保密 守密 競業 誠信 廉潔 禁止行為 服務紀律",
    WorkRuleHead.CONDUCT: (
        "考勤 出勤 打卡 遲到 早退 曠職 曠工 請假 獎懲 獎勵 懲處 懲戒 記過 記功 申誡 考核 考績 升遷 "
        "升等 晉升"
    ),
    WorkRuleHead.EMPLOYMENT: (
        "受僱 僱用 錄用 任用 報到 試用 招募 解僱 終止契約 終止勞動契約 資遣 離職 辭職 移交 退休 "
        "調動 留職停薪 服務年限 競業禁止"
    ),
    WorkRuleHead.ACCIDENTS: "職業災害 職災 災害 傷病 補償 撫卹 撫恤 失能 喪葬",
    WorkRuleHead.WELFARE: "福利 勞工保險 健康保險 團體保險 慰問 婚喪喜慶 旅遊補助 托兒",
    WorkRuleHead.SAFETY: "安全衛生 職業安全 健康檢查 健康管理 防護具 不法侵害 消防 危害",
    WorkRuleHead.COMMUNICATION: (
        "勞資會議 勞資溝通 勞雇溝通 溝通 申訴 意見箱 協調合作 工會 意見反映"
    ),
}


def proposed(outline: Outline) -> dict[str, tuple[WorkRuleHead, ...]]:
    """By the anchor of each clause that seems to treat some: the heads, in the law's order.

    What a caption says counts alone; without such a caption the nearest heading that says
    something, and else the words of the clause, if there are enough of them.
    """
    return {clause.anchor: heads for clause, heads in _read(outline) if heads}


def _read(outline: Outline) -> Iterator[tuple[Clause, tuple[WorkRuleHead, ...]]]:
    for clause in outline.clauses:
        yield clause, _heads_of(clause, ())
    for heading in outline.headings:
        yield from _below(heading, ())


def _below(
    heading: Heading, above: tuple[str, ...]
) -> Iterator[tuple[Clause, tuple[WorkRuleHead, ...]]]:
    titles = (heading.title, *above)
    for clause in heading.clauses:
        yield clause, _heads_of(clause, titles)
    for inner in heading.headings:
        yield from _below(inner, titles)


def _heads_of(clause: Clause, titles: tuple[str, ...]) -> tuple[WorkRuleHead, ...]:
    if clause.deleted:
        return ()
    for words in (clause.caption, *titles):
        if found := set(_named(words)):
            return _in_order(found)
    named = list(_named(to_text(clause.body)))
    return _in_order({head for head in named if named.count(head) >= ENOUGH})


def _in_order(heads: set[WorkRuleHead]) -> tuple[WorkRuleHead, ...]:
    return tuple(head for head in WorkRuleHead if head in heads)


def _named(words: str) -> Iterator[WorkRuleHead]:
    """The head of each word that names one; a longer word hides the shorter ones inside it."""
    heads = _heads_by_word()
    return (heads[found] for found in _pattern().findall(fold(words)))


@cache
def _heads_by_word() -> dict[str, WorkRuleHead]:
    return {fold(word): head for head, words in _WORDS.items() for word in words.split()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_heads_by_word(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
