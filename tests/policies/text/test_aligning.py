"""Which clause is which: by anchor in the portal, by words on import."""

import random

import pytest

from policies.text.aligning import align
from policies.text.numbering import Scheme, label_for
from policies.text.outline import Clause, Outline

RULES = (
    "員工每日工作八小時，每週工作四十小時。",
    "員工應於上班前打卡，漏打卡者應於三日內補登。",
    "加班應事先經主管核准，並得選擇補休。",
    "請假應填寫假單，經主管核准後始得離開。",
    "病假三日以上者，應檢附醫院之診斷證明。",
    "出差應於七日前提出計畫，並覈實報銷旅費。",
    "公司得視業務需要調整員工之工作地點。",
    "考核每年辦理二次，結果作為調薪之依據。",
    "離職應於三十日前預告，並完成工作交接。",
    "本辦法經總經理核定後施行，修正時亦同。",
)
NEW = "遠距工作者應保持通訊暢通，並遵守資訊安全規定。"


def outline(
    *bodies: str, scheme: Scheme = Scheme.ARTICLES_TW, anchors: str = "", first: int = 1
) -> Outline:
    """Clauses numbered from ``first``."""
    return Outline(
        "辦法",
        clauses=tuple(
            Clause(label_for(scheme, number), f"<p>{body}</p>", anchor=anchors[place : place + 1])
            for place, (number, body) in enumerate(enumerate(bodies, first))
        ),
    )


def numbered(*clauses: tuple[str, str]) -> Outline:
    return Outline(
        "辦法",
        clauses=tuple(
            Clause(label, f"<p>{body}</p>", deleted=body == "（刪除）") for label, body in clauses
        ),
    )


def labels(before: Outline, after: Outline) -> list[tuple[str | None, str | None]]:
    return [
        (pair.before.label if pair.before else None, pair.after.label if pair.after else None)
        for pair in align(before, after)
    ]


def test_an_anchor_outweighs_words_and_numbers() -> None:
    before = outline(RULES[0], RULES[1], anchors="ab")
    after = outline(RULES[1], RULES[0], anchors="ab")
    assert labels(before, after) == [("第一條", "第一條"), ("第二條", "第二條")]


def test_an_anchored_clause_that_went_is_not_the_new_one_in_its_place() -> None:
    before = outline(*RULES[:3], anchors="abc")
    after = outline(RULES[0], NEW, RULES[2], anchors="axc")
    assert labels(before, after) == [
        ("第一條", "第一條"), ("第二條", None), (None, "第二條"), ("第三條", "第三條"),
    ]  # fmt: skip


def test_words_cut_out_and_pasted_in_again_are_found_under_a_new_anchor() -> None:
    before = outline(*RULES[:3], anchors="abc")
    after = outline(RULES[1], RULES[2], RULES[0], anchors="bcx")
    assert labels(before, after)[-1] == ("第一條", "第三條")


def test_an_article_of_taiwan_keeps_its_number_however_much_is_rewritten() -> None:
    before, after = outline(*RULES[:6]), outline(*RULES[:3], NEW, *RULES[4:6])
    assert labels(before, after)[3] == ("第四條", "第四條")
    rewritten = outline(*(f"全新的第{n}句話，與舊條文毫無關係。" for n in range(6)))
    assert labels(before, rewritten) == [(c.label, c.label) for c in before.clauses]


def test_a_clause_that_was_deleted_is_still_the_same() -> None:
    before = numbered(("第一條", RULES[0]), ("第二條", RULES[1]), ("第三條", "（刪除）"))
    after = numbered(("第一條", "（刪除）"), ("第二條", RULES[1]), ("第三條", "（刪除）"))
    assert labels(before, after) == [(label, label) for label in ("第一條", "第二條", "第三條")]


def test_an_inserted_article_is_new_though_its_words_stood_elsewhere() -> None:
    """第五條 became 第五條之一 and another 第五條 took its place: the number is its name."""
    before = outline(*RULES[:6])
    after = numbered(
        *((clause.label, RULES[place]) for place, clause in enumerate(before.clauses[:4])),
        ("第五條", NEW), ("第五條之一", RULES[4]), ("第六條", RULES[5]),
    )  # fmt: skip
    assert labels(before, after)[4:] == [
        ("第五條", "第五條"), (None, "第五條之一"), ("第六條", "第六條"),
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", list(Scheme)[1:])
@pytest.mark.parametrize("place", range(len(RULES)))
def test_a_rule_put_in_and_all_after_it_renumbered(scheme: Scheme, place: int) -> None:
    before = outline(*RULES, scheme=scheme)
    after = outline(*RULES[:place], NEW, *RULES[place:], scheme=scheme)
    found = labels(before, after)
    assert found[place] == (None, label_for(scheme, place + 1))
    del found[place]
    shifted = [label_for(scheme, n + 1 + (n >= place)) for n in range(len(RULES))]
    assert found == list(zip((c.label for c in before.clauses), shifted, strict=True))


@pytest.mark.parametrize("scheme", [Scheme.ARTICLES_TW, Scheme.ARTICLES_PRC, Scheme.LIST_CHINESE])
def test_a_rule_taken_out_and_all_after_it_renumbered(scheme: Scheme) -> None:
    before, after = outline(*RULES, scheme=scheme), outline(*RULES[:3], *RULES[4:], scheme=scheme)
    found = labels(before, after)
    assert found[3] == (label_for(scheme, 4), None)
    assert found[4] == (label_for(scheme, 5), label_for(scheme, 4))
    assert len(found) == len(RULES)


def test_citations_that_follow_a_renumbering_do_not_hide_it() -> None:
    cited = [f"{rule[:-1]}，違反者依第{'五六'[0]}條辦理。" for rule in RULES]
    before = outline(*cited)
    after = outline(cited[0], NEW, *(rule.replace("第五條", "第六條") for rule in cited[1:]))
    assert labels(before, after)[1:4] == [
        (None, "第二條"), ("第二條", "第三條"), ("第三條", "第四條"),
    ]  # fmt: skip


def test_mainland_articles_follow_their_words_when_most_are_rewritten() -> None:
    """An overall revision: only two articles stay word for word, under other numbers."""
    prc = Scheme.ARTICLES_PRC
    before = outline(*RULES, scheme=prc)
    rewritten = [f"第{n}项新规定，适用于全体人员。" for n in range(1, 12)]
    after = outline(*rewritten[:4], RULES[2], *rewritten[4:9], RULES[7], *rewritten[9:], scheme=prc)
    assert ("第三条", "第五条") in labels(before, after)
    assert ("第八条", "第十一条") in labels(before, after)


def test_a_reworded_rule_is_found_under_its_new_number() -> None:
    changed = RULES[4].replace("三日以上", "連續二日以上").replace("醫院", "醫療機構")
    before = outline(*RULES, scheme=Scheme.LIST_CHINESE)
    after = outline(*RULES[:2], NEW, *RULES[2:4], changed, *RULES[5:], scheme=Scheme.LIST_CHINESE)
    assert ("五、", "六、") in labels(before, after)


def test_traditional_and_simplified_are_the_same_words() -> None:
    before = outline("員工應遵守職業安全衛生規定，並參加訓練。", scheme=Scheme.AS_WRITTEN)
    after = outline(NEW, "员工应遵守职业安全卫生规定，并参加训练。", scheme=Scheme.AS_WRITTEN)
    pairs = align(before, after)
    assert [pair.before is None for pair in pairs] == [True, False]


def test_removed_clauses_stand_where_they_stood() -> None:
    before = outline(*RULES[:5], scheme=Scheme.LIST_ARABIC)
    after = outline(RULES[0], RULES[3], RULES[4], scheme=Scheme.LIST_ARABIC)
    assert labels(before, after) == [
        ("1.", "1."), ("2.", None), ("3.", None), ("4.", "2."), ("5.", "3."),
    ]  # fmt: skip


def test_every_clause_is_paired_exactly_once_whatever_was_shuffled() -> None:
    dice = random.Random(3)
    for _ in range(50):
        mine, theirs = (dice.choices([*RULES, NEW], k=dice.randint(0, 12)) for _ in range(2))
        before, after = outline(*mine), outline(*theirs, scheme=Scheme.LIST_CHINESE)
        pairs = align(before, after)
        assert sorted(p.before.label for p in pairs if p.before) == sorted(
            clause.label for clause in before.clauses
        )
        assert [p.after for p in pairs if p.after] == list(after.clauses)


def test_numbers_that_start_again_in_every_chapter_do_not_mix() -> None:
    def chaptered(*chapters: tuple[str, ...]) -> Outline:
        return numbered(
            *((f"{number}.", body) for rules in chapters for number, body in enumerate(rules, 1))
        )

    before = chaptered(RULES[:3], RULES[3:6])
    after = chaptered(RULES[:3], (NEW, *RULES[3:6]))
    assert labels(before, after)[3:] == [
        (None, "1."), ("1.", "2."), ("2.", "3."), ("3.", "4."),
    ]  # fmt: skip


WORDS = (
    "員工 主管 公司 申請 核准 假單 薪資 加班 出勤 紀錄 保存 調薪 考核 獎懲 差旅 報銷 採購 驗收 "
    "合約 資訊 安全 設備 訓練 健康 檢查 補助 宿舍 車輛 會議 決議 備查 公告 通報 事故 保險 給付 "
    "退休 資遣 申訴 調解"
).split()


def sentence(dice: random.Random) -> str:
    return "應".join("".join(dice.sample(WORDS, 4)) for _ in range(dice.randint(1, 4))) + "。"


@pytest.mark.parametrize("seed", range(60))
def test_revisions_that_keep_their_numbers(seed: int) -> None:
    """As Taiwan amends: reworded, rewritten, deleted with the number kept, 之一 put in between."""
    dice = random.Random(seed)
    before, after = [], []
    for number in range(1, dice.randint(6, 60)):
        label, text = label_for(Scheme.ARTICLES_TW, number), sentence(dice)
        before.append((label, text))
        chance = dice.random()
        if chance < 0.1:
            text = "（刪除）"
        elif chance < 0.2:
            text = sentence(dice)
        elif chance < 0.3:
            text = text.replace("應", "得", 1)
        after.append((label, text))
        if chance > 0.95:
            after.append((label_for(Scheme.ARTICLES_TW, number, (1,)), sentence(dice)))
    old = [label for label, _ in before]
    expected = [(label if label in old else None, label) for label, _ in after]
    assert labels(numbered(*before), numbered(*after)) == expected


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("scheme", [Scheme.ARTICLES_PRC, Scheme.LIST_CHINESE, Scheme.LIST_ARABIC])
def test_revisions_that_renumber(seed: int, scheme: Scheme) -> None:
    """As the mainland revises: put in, taken out and reworded, then numbered through anew."""
    dice = random.Random(seed)
    old = [sentence(dice) for _ in range(dice.randint(6, 60))]
    new: list[tuple[int | None, str]] = []
    for place, text in enumerate(old):
        chance = dice.random()
        if chance < 0.1:
            continue
        new.append((place, text.replace("應", "得", 1) if chance < 0.3 else text))
        if chance > 0.85:
            new.append((None, sentence(dice)))
    pairs = align(outline(*old, scheme=scheme), outline(*(text for _, text in new), scheme=scheme))
    found = {pair.after.label: pair.before.label for pair in pairs if pair.after and pair.before}
    for number, (origin, text) in enumerate(new, 1):
        if origin is not None and text == old[origin]:
            assert found[label_for(scheme, number)] == label_for(scheme, origin + 1)
