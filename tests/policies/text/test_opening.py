import pytest

from policies.text.decoding import LARGEST_FILE, Reason, Unreadable
from policies.text.opening import LARGEST_OPENED, Opened, open_file, with_warnings
from policies.text.parsing import parse
from policies.text.warning import Warning, WarningCode
from tests.policies.text.word.making import docx, p, r

TWO = "甲辦法\n第一條 甲。\n第二條 甲。\n乙辦法\n第一條 乙。\n第二條 乙。"


def test_plain_text_comes_with_its_encoding() -> None:
    assert open_file("員工守則".encode("cp950")) == Opened("員工守則", "cp950")


def test_a_word_file_comes_with_what_is_not_in_it() -> None:
    opened = open_file(docx(p("員工守則", r("<w:drawing><pic:pic/></w:drawing>"))))
    assert (opened.text, opened.encoding) == ("員工守則", "")
    assert [each.code for each in opened.warnings] == [WarningCode.PICTURE_LEFT_OUT]


@pytest.mark.parametrize(
    ("size", "reason"),
    [(LARGEST_FILE + 1, Reason.TOO_LARGE), (LARGEST_OPENED + 1, Reason.OFFICE_TOO_LARGE)],
)
def test_each_kind_has_its_largest_size(size: int, reason: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        open_file(b"a" * size)
    assert refused.value.code is reason


def test_warnings_go_to_the_regulation_they_stand_in() -> None:
    warnings = [Warning(WarningCode.NUMBERED, line, {"count": line}) for line in (1, 3, 4, 6)]
    parsed = with_warnings(parse(TWO), warnings)
    assert [
        [each.line for each in document.warnings if each.code is WarningCode.NUMBERED]
        for document in parsed.documents
    ] == [[1, 3], [4, 6]]


def test_warnings_above_the_first_line_are_the_first_regulations() -> None:
    parsed = with_warnings(parse(f"\n\n{TWO}"), [Warning(WarningCode.CONVERTED, 1)])
    assert parsed.documents[0].warnings[0].code is WarningCode.CONVERTED
    assert with_warnings(parse(""), [Warning(WarningCode.CONVERTED, 1)]).documents == ()
