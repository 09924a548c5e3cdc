"""The script of a text is told by its characters, whoever issued it."""

import pytest

from policies.text.outline import Clause, Outline
from policies.text.script import language_of


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("員工應於到職時簽收規章。", "zh-Hant"),
        ("员工应于到职时签收规章。", "zh-Hans"),
        ("本公司員工應遵守規章，见附件。", "zh-Hant"),
        ("Employees read the policy.", "en"),
        ("一、二、三、", ""),
        ("", ""),
    ],
)
def test_a_text_shows_its_script(words: str, language: str) -> None:
    assert language_of(Outline("", clauses=(Clause("1.", f"<p>{words}</p>"),))) == language
