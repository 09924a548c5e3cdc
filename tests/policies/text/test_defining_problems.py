"""What is worth a look about a definition, and what is not."""

import pytest

from policies.text.defining import definitions_of
from policies.text.defining_problems import Doubt, doubts_of
from policies.text.markup import from_text
from policies.text.outline import Clause, Outline


def doubts(*bodies: str) -> list[tuple[str, str, str]]:
    clauses = tuple(Clause(f"第{n}條", from_text(body)) for n, body in enumerate(bodies, 1))
    outline = Outline("辦法", clauses=clauses)
    found = doubts_of(outline, definitions_of(outline))
    return [(each.doubt.value, each.definition.term, each.words) for each in found]


USED = "本辦法所稱加班，指延長工時。"


@pytest.mark.parametrize(
    ("bodies", "found"),
    [
        ((USED, "加班應申請。"), []),
        ((USED, "員工應準時。"), [("unused", "加班", "")]),
        ((USED, "加班，係指假日出勤。加班應申請。"), [("twice", "加班", "")]),
        (("本辦法所稱僱主，指本公司。", "雇主應造冊。"), [("other_spelling", "僱主", "雇主")]),
        (
            ("人力資源處（以下簡稱人資處）掌理之。", "人資處造冊。", "人力資源處公告。"),
            [("full_name", "人資處", "人力資源處")],
        ),
        (("人力資源處掌理。", "人力資源處（以下簡稱人資處）造冊。", "人資處公告。"), []),
        (("甲。前項所稱甲，指乙。", "丙。前項所稱甲，指丁。"), []),
        (("前項所稱緊急，指天災。",), []),
        (("員工應準時。",), []),
    ],
)  # fmt: skip
def test_doubts(bodies: tuple[str, ...], found: list[tuple[str, str, str]]) -> None:
    assert doubts(*bodies) == found


def test_of_two_the_later_one_is_doubted_and_names_the_earlier() -> None:
    clauses = tuple(Clause("", from_text(body)) for body in (USED, USED, "加班。"))
    outline = Outline("辦法", clauses=clauses)
    first, second = definitions_of(outline)

    (found,) = doubts_of(outline, (first, second))

    assert (found.doubt, found.definition, found.other) == (Doubt.TWICE, second, first)
