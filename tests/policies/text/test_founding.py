"""Whether a text says that it rests on what it cites."""

import pytest

from policies.text.founding import rests_on


def around(text: str) -> bool:
    """Of the citation between 【 and 】."""
    start = text.index("【")
    plain = text.replace("【", "").replace("】", "")
    return rests_on(plain, start, text.index("】") - 1)


@pytest.mark.parametrize(
    "text",
    [
        "本辦法依勞動基準法第三十條及【「工作規則」】訂定之。",
        "為規範請假，特依【《工作規則》】第五條訂定本辦法。",
        "根据【《员工手册》】制定本细则。",
        "總則。本規程依【「職業安全衛生政策」】訂定之；未盡事宜依法令辦理。",
        "These rules are issued under 【the Work Rules】.",
        "This guide, based on 【the Code】, was adopted by the board.",
    ],
)
def test_it_says_so(text: str) -> None:
    assert around(text)


@pytest.mark.parametrize(
    "text",
    [
        "員工獎懲依【「工作規則」】第二條辦理。",
        "昆山廠員工適用【《昆山廠考勤制度》】。本辦法依法訂定之。",
        "其細則依【「工作規則」】另定之。",
        "依【「工作規則」】另行訂定之。",
        "【「工作規則」】訂定之日起三十日內公告。",
        "依勞動基準法訂定本辦法；【「工作規則」】另有規定者，從其規定。",
        "",
    ],
)
def test_it_does_not(text: str) -> None:
    assert not around(text or "【】")


def test_a_huge_text_is_no_burden() -> None:
    text = "依" * 200_000 + "「工作規則」訂定之。" + "定" * 200_000
    assert rests_on(text, 200_000, 200_006)
