"""Two wordings side by side: exact to the character, and pleasant to read."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.spans import after_of, before_of, spans
from policies.text.words import weight, words

WORDS = st.sampled_from(
    "員工 應 於 三日 六十日 第五條 第六條 內 提出 申請 主管 。 ， 、 \n （一） 12.5% shall pay "
    "policy 規定 者  \t 𠮷 ㈱ é e\u0301 \u200b 的".split(" ")
)
TEXTS = st.lists(WORDS | st.text(max_size=2), max_size=40).map("".join)


def redline(before: str, after: str) -> str:
    """The spans with [-deletions-] and {+insertions+}."""
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[span.op].format(span.text) for span in spans(before, after))


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_both_wordings_come_back_exactly(before: str, after: str) -> None:
    found = spans(before, after)
    assert (before_of(found), after_of(found)) == (before, after)
    assert all(span.text for span in found)
    ops = [span.op for span in found]
    assert all(one != other for one, other in pairwise(ops))
    assert ("insert", "delete") not in pairwise(ops)
    assert spans(before, after) == found


@given(TEXTS)
def test_a_text_is_its_words(text: str) -> None:
    assert "".join(words(text)) == text


@given(TEXTS)
def test_a_text_beside_itself_has_not_changed(text: str) -> None:
    assert [(span.op, span.text) for span in spans(text, text)] == [("equal", text)] * bool(text)


def test_words_numbers_and_labels_are_whole() -> None:
    assert words("員工應於三十日內依第十二條之一第二項（三）繳納12.5%或百分之五十。") == (
        "員工", "應", "於", "三十", "日內", "依", "第十二條之一", "第二項", "（三）", "繳納",
        "12.5%", "或", "百分之五十", "。",
    )  # fmt: skip
    assert words("Don't re-use it.") == ("Don't", " ", "re-use", " ", "it", ".")


def test_traditional_is_cut_as_simplified() -> None:
    traditional, simplified = "員工應遵守職業安全衛生規定", "员工应遵守职业安全卫生规定"
    assert list(map(len, words(traditional))) == list(map(len, words(simplified)))


def test_signs_weigh_nothing() -> None:
    assert [weight(word) for word in ("，", "\n", " ", "（", "員工", "policy")] == [
        0,
        0,
        0,
        0,
        2,
        2,
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("員工應於三十日內提出申請。", "員工應於六十日內提出申請。",
         "員工應於[-三十-]{+六十+}日內提出申請。"),
        ("依第五條規定辦理。", "依第六條規定辦理。", "依[-第五條-]{+第六條+}規定辦理。"),
        ("依第十二條之一辦理。", "依第十二條之二辦理。",
         "依[-第十二條之一-]{+第十二條之二+}辦理。"),
        ("甲、丙", "甲、乙、丙", "甲、{+乙、+}丙"),
        ("員工應準時上班。員工應打卡。", "員工應準時上班。員工應簽到。員工應打卡。",
         "員工應準時上班。{+員工應簽到。+}員工應打卡。"),
        ("一、甲事。\n二、乙事。", "一、甲事。\n二、丙事。\n三、乙事。",
         "一、甲事。\n二、{+丙事。\n三、+}乙事。"),
        ("三、甲等：一點零。\n四、乙等：零點七。",
         "三、甲等：一點零。\n四、乙等：零點六。\n五、丙等：零點三。",
         "三、甲等：一點零。\n四、乙等：零點[-七-]{+六+}。{+\n五、丙等：零點三。+}"),
        ("一、甲。\n二、乙方之一。\n三、丙。", "一、甲。\n二、乙方之二。",
         "一、甲。\n二、乙方[-之一-]{+之二+}。[-\n三、丙。-]"),
        ("The employer shall pay within 30 days.", "The employer may pay within 60 days.",
         "The employer [-shall-]{+may+} pay within [-30-]{+60+} days."),
        ("", "新增", "{+新增+}"),
        ("刪去", "", "[-刪去-]"),
    ],
)  # fmt: skip
def test_changes_read_well(before: str, after: str, expected: str) -> None:
    assert redline(before, after) == expected


def test_another_text_is_one_deletion_and_one_insertion() -> None:
    assert redline("員工應遵守本規則。", "（刪除）") == "[-員工應遵守本規則。-]{+（刪除）+}"
    before = "公司得視業務需要，調整員工之工作地點，並應給予必要之協助。"
    after = "請假應事先填寫假單，經主管核准後，始得離開；但急病者，不在此限。"
    assert [span.op for span in spans(before, after)] == ["delete", "insert"]


def test_nothing_small_stands_alone_between_changes() -> None:
    before = "本公司員工每日工作八小時，每週工作四十小時，並應按時打卡。"
    after = "本中心人員每天服務七小時，每月服務二百小時，且須按時簽到。"
    found = spans(before, after)
    islands = [span.text for span in found[1:-1] if span.op == "equal"]
    assert all(sum(map(weight, words(island))) > 1 for island in islands), found


def test_a_line_among_many_is_found_by_itself() -> None:
    lines = [f"{number}、第{number}件事項，由權責單位辦理。" for number in range(1, 400)]
    changed = [*lines[:200], "插入的一行，自成一項。", *lines[200:]]
    assert [(span.op, span.text) for span in spans("\n".join(lines), "\n".join(changed))][1:-1] == [
        ("insert", "插入的一行，自成一項。\n")
    ]


@pytest.mark.parametrize("text", ["甲", "甲乙丙丁。", "員工應守時，", "word ", "，", "\n"])
def test_a_long_text_of_one_word_is_not_matched_for_ever(text: str) -> None:
    before, after = text * 20_000, text * 15_000 + "乙" + text * 3_000
    began = time.process_time()
    found = spans(before, after)
    assert (before_of(found), after_of(found)) == (before, after)
    assert time.process_time() - began < 10


def test_long_texts_that_share_sentences_are_matched_by_them() -> None:
    chance = random.Random(7)
    vocabulary = "員工 主管 應 得 於 申請 核准 公司 假單 薪資 加班 出勤 紀錄 保存 三日 五年".split()
    sentences = ["".join(chance.choices(vocabulary, k=12)) + "。" for _ in range(900)]
    changed = list(sentences)
    changed[300] = "這一句是新寫的！"
    del changed[600]
    found = spans("".join(sentences), "".join(changed))
    assert [span.text for span in found if span.op == "insert"] == [changed[300]]
    assert [span.text for span in found if span.op == "delete"] == [sentences[300], sentences[600]]
