"""Hard-wrapped lines are joined, only where the text plainly is hard-wrapped."""

import pytest

from policies.text.markup import to_text
from policies.text.parsing import Part, Treatment, parse
from policies.text.widths import cells, width
from policies.text.wrapping import wrapped_lines
from tests.policies.text.reading import codes, one, same_words


def wrap(text: str, margin: int, hang: int = 0) -> str:
    """The line cut after as many cells as the margin has, later lines indented."""
    lines, line = [], ""
    for character in text:
        if width(line) + cells(character) > margin:
            lines.append(line)
            line = " " * hang
        line += character
    return "\n".join([*lines, line])


RULES = [
    "本公司為使員工出勤、請假及加班之管理有所依循，並兼顧員工健康與公司營運之需要，特訂定本辦法；其他未盡事宜，依相關法令辦理。",
    "員工每日上班及下班均應親自打卡，不得委託他人代為打卡；因公外出未能打卡者，應於次日中午前填具出勤異常單，經主管核准後送人資部登錄。",
    "主管應於每月五日前完成前月出勤紀錄之覆核，並將異常情形通知所屬員工，員工應於三日內提出說明。",
    "前項說明經查明屬實者，人資部應更正出勤紀錄，並以書面通知該員工及其主管，更正紀錄應保存五年以備查考。",
]
ITEM = (
    "一、事假：因私事必須親自處理者，每年合計以十四日為限，請假期間不給工資，但得以特別休假抵充之。"
)


def wrapped_law(margin: int = 60) -> str:
    parts = ["員工出勤管理辦法"]
    for number, rule in enumerate(RULES[:3], start=1):
        parts.append(wrap(f"第{'一二三'[number - 1]}條　{rule}", margin))
    parts += [
        wrap(RULES[3], margin),
        "第四條　請假別如下：",
        wrap(ITEM, margin, hang=4),
        "二、病假。",
    ]
    return "\n".join(parts)


@pytest.mark.parametrize("margin", [40, 60, 64, 76, 77])
def test_a_text_cut_at_one_width_is_put_together_again(margin: int) -> None:
    text = wrapped_law(margin)
    document = one(text)
    assert [to_text(clause.body) for clause in document.outline.all_clauses()] == [
        *RULES[:2],
        f"{RULES[2]}\n{RULES[3]}",
        f"請假別如下：\n{ITEM}\n二、病假。",
    ]
    (warning,) = document.warnings
    joined = text.count("\n") + 1 - 8
    assert (warning.code, warning.message_data) == ("lines_joined", {"count": joined})
    assert same_words(text)


def test_the_lines_of_the_source_are_told_one_by_one() -> None:
    document = one(wrapped_law())
    parts = {mark.line: mark.part for mark in document.marks}
    assert parts[2] is Part.CLAUSE
    assert parts[3] is Part.JOINED
    assert document.places[1] > document.places[0] + 1


def test_a_line_that_was_joined_wrongly_stands_alone_when_a_person_says_so() -> None:
    text = wrapped_law()
    body = to_text(parse(text, {3: Treatment.TEXT}).documents[0].outline.clauses[0].body)
    assert body.count("\n") == 1
    assert len(parse(text, {3: Treatment.CLAUSE}).documents[0].places) == 5


def test_what_is_only_referred_to_at_the_start_of_a_line_opens_nothing() -> None:
    rule = (
        "員工違反前條規定者，除依公司獎懲辦法處分外，並依第五條第二項及第三條第一項之規定追回津貼。"
    )
    cut = [wrap(f"第{n}條　{rule}", 56) for n in "一二三四"]
    assert all(part.split("\n")[1].startswith("第五條") for part in cut)
    outline = one("獎懲辦法\n" + "\n".join(cut)).outline
    assert [to_text(clause.body) for clause in outline.all_clauses()] == [rule] * 4


def test_a_label_begins_a_paragraph_even_below_a_full_line() -> None:
    full = "員工" * 14 + "應注意下列"  # 33 characters, no mark at the end
    text = "守則\n" + "\n".join(f"{n}、{full}" for n in "一二三四五六")
    assert len(list(one(text).outline.all_clauses())) == 6
    assert one(text).warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(RULES),
        "公司名冊\n甲事業股份有限公司\n乙工程有限公司\n丙實業社\n丁行銷顧問股份有限公司台北分公司",
        "目錄\n"
        + "\n".join(
            f"{title} {'.' * 38} {page}"
            for page, title in enumerate(["總則", "請假", "加班", "附則"])
        ),
        "姓名　　　　　　到職日　　　　　　　　　部門　　　　　單位\n"
        "王小明　　　　　三月一日　　　　　　　　會計部　　　　台北\n"
        "李大同　　　　　四月一日　　　　　　　　工程部　　　　台南\n"
        "陳一心　　　　　五月一日　　　　　　　　業務部　　　　台中",
        "┌───────────────────┐\n│甲                │\n│乙                │\n└───────────────────┘",
        "",
    ],
)
def test_a_text_that_is_not_cut_stays_as_it_is(text: str) -> None:
    assert wrapped_lines(text) == set()


def test_lines_of_one_length_among_longer_ones_are_not_enough() -> None:
    short = ["員工進入廠區應配戴安全帽並穿著安全鞋及反光背心"] * 4
    assert wrapped_lines("\n".join([*short, *RULES])) == set()


def test_english_is_joined_with_spaces_at_its_words() -> None:
    sentence = (
        "Employees shall record their hours each day in the system and shall report any "
        "correction to their manager before the end of the following week so that it can be paid."
    )
    lines, line = [], ""
    for word in sentence.split():
        if len(line) + 1 + len(word) > 50:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    text = "# Hours\n\n" + "\n\n".join("\n".join(lines) for _ in range(4))
    bodies = {to_text(clause.body) for clause in one(text).outline.all_clauses()}
    assert bodies == {sentence}


def test_numbers_cut_in_two_are_joined_without_a_space() -> None:
    text = parse("規定\n一、每月3\n0日前。\n二、乙。", {3: Treatment.JOINED}).documents[0].outline
    assert to_text(text.clauses[0].body) == "每月30日前。"


def test_a_full_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    ended = "員工應愛惜公物並保持工作場所整潔及用電安全。"  # 22 characters, 44 cells
    cut = "\n".join(f"第{n}條　{wrap(RULES[0], 44)}" for n in "一二三")
    text = f"辦法\n{cut}\n第四條　{ended}\n{ended}\n但主管另有指示者，不在此限。"
    body = to_text(list(one(text).outline.all_clauses())[3].body)
    assert body == f"{ended}\n{ended}但主管另有指示者，不在此限。"


def test_no_code_but_the_one_for_joined_lines_is_given() -> None:
    assert codes(one(wrapped_law())) == [("lines_joined", 3)]
