"""English policies: numbered, with articles and sections, in plain text and in Markdown."""

import pytest

from policies.text.markup import to_text
from tests.policies.text.reading import one, same_words, shape

NUMBERED = """ACCEPTABLE USE POLICY
Version 2.1
1. PURPOSE
This policy sets out the rules.
2. SCOPE
2.1 It applies to all employees.
2.2 Contractors shall comply with Section 3.
3. RULES
3.1 Employees shall:
(a) use strong passwords;
(b) lock screens:
(i) at lunch;
(ii) at night.
3.1.1 Exceptions need approval.
3.2 Devices must be encrypted.
Appendix A - Definitions
"Device" means any computer.
"""


def test_a_numbered_policy() -> None:
    assert shape(one(NUMBERED).outline) == [
        "1.|PURPOSE|",
        "||This policy sets out the rules.",
        "2.|SCOPE|",
        "2.1||It applies to all employees.",
        "2.2||Contractors shall comply with Section 3.",
        "3.|RULES|",
        "3.1||Employees shall:\n(a) use strong passwords;\n(b) lock screens:\n(i) at lunch;\n"
        "(ii) at night.\n3.1.1 Exceptions need approval.",
        "3.2||Devices must be encrypted.",
        "Appendix A -|Definitions|",
        '||"Device" means any computer.',
    ]
    assert same_words(NUMBERED)


def test_articles_of_sections_are_chapters() -> None:
    text = (
        "BYLAWS OF ACME INC.\nARTICLE I\nOFFICES\nSection 1. Principal Office. It is in Taipei.\n"
        "Section 2. Others. There may be others.\nARTICLE II - MEETINGS\nSection 1. Annual.\n"
        "Section 2 of Article I applies.\nSection 2. Notice. See Section 1."
    )
    assert shape(one(text).outline) == [
        "ARTICLE I|OFFICES|",
        "Section 1.||Principal Office. It is in Taipei.",
        "Section 2.||Others. There may be others.",
        "ARTICLE II -|MEETINGS|",
        "Section 1.||Annual.\nSection 2 of Article I applies.",
        "Section 2.||Notice. See Section 1.",
    ]
    assert one(text).warnings == ()
    assert same_words(text)


def test_chapters_of_articles_with_captions() -> None:
    text = (
        "Employee Handbook\nChapter 1: Introduction\nArticle 1 (Purpose)\nThese rules bind all.\n"
        "Article 2 (Scope)\n1. All staff.\n2. Article 3 and the handbook.\nChapter 2: Hours\n"
        "Article 3\nEight hours.\nSupplementary Provisions\nIn force from April."
    )
    outline = one(text).outline
    assert shape(outline) == [
        "Chapter 1:|Introduction|",
        "Article 1|(Purpose)|These rules bind all.",
        "Article 2|(Scope)|1. All staff.\n2. Article 3 and the handbook.",
        "Chapter 2:|Hours|",
        "Article 3||Eight hours.",
    ]
    assert to_text(outline.supplementary).startswith("Supplementary Provisions")


def test_roman_numerals_and_letters() -> None:
    text = "Leave Policy\nI. Purpose\nIt is fair.\nII. Scope\nA. Employees\nB. Contractors"
    assert shape(one(text).outline) == [
        "I.|Purpose|",
        "||It is fair.",
        "II.|Scope|",
        "A.||Employees",
        "B.||Contractors",
    ]


def test_numbered_headings_of_markdown_keep_their_levels() -> None:
    text = (
        "# 3. Policy Management\n## 3.1 Standards\n### 3.1.1 From One.\nIt says this.\n"
        "### 3.1.2 From Two\nAnd that.\n## 3.2 Upkeep\n"
        "1. Store.\n1. Review.\n    1. Yearly.\n1. Publish."
    )
    document = one(text)
    assert shape(document.outline) == [
        "3.1|Standards|",
        "3.1.1|From One.|",
        "||It says this.",
        "3.1.2|From Two|",
        "||And that.",
        "3.2|Upkeep|",
        "1.||Store.",
        "1.||Review.\n1. Yearly.",
        "1.||Publish.",
    ]
    assert [h.kind.depth for h in document.outline.all_headings()] == [1, 2, 2, 1]
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("---\ntitle: Code of Conduct\nversion: 2\n---", "Code of Conduct"),
        ("name: Password Policy\nacronym: PP\n---", "Password Policy"),
        ("Document Title: Leave Policy", "Leave Policy"),
    ],
)
def test_the_title_may_stand_in_the_data_above(head: str, title: str) -> None:
    text = f"{head}\n## Scope\nEveryone.\n## Rules\nBe kind."
    document = one(text)
    assert document.outline.title == title
    assert same_words(text.replace("#", ""))


def test_a_title_too_long_for_one_is_not_cut() -> None:
    text = f"title: {'Conduct ' * 30}\n## Scope\nEveryone.\n## Rules\nBe kind."
    assert same_words(text.replace("#", ""))
