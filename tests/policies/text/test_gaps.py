"""What is a gap to be filled in, and what only looks like one."""

import pytest

from policies.text.gaps import gaps


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("於〔日數〕日內，以〔系統或表單〕申請", ("〔日數〕", "〔系統或表單〕")),
        ("〔公司名稱〕員工", ("〔公司名稱〕",)),
        ("滿半年者：〔三〕日", ("〔三〕",)),
        ("〔日數〕與〔日數〕", ("〔日數〕",)),
        ("甲\n乙〔丙〕", ("〔丙〕",)),
        ("", ()),
        ("（日數）[日數]【日數】", ()),
        ("〔〕〔 〔", ()),
        # The label of an item.
        ("〔一〕假別。\n　〔二〕起訖時間。", ()),
        # The numbers of documents.
        ("依國發〔2019〕5號及〔２０２０〕辦理", ()),
        ("依府人字〔107〕第12號函", ()),
    ],
)
def test_gaps(text: str, found: tuple[str, ...]) -> None:
    assert gaps(text) == found
