"""Tables as HTML on one line."""

from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import box, definition, docx, level, num, p, r, tbl, tc, tr


def text(*body: str, **parts: str) -> str:
    return read_word(docx(*body, **parts)).text


def codes(*body: str) -> list[WarningCode]:
    return [each.code for each in read_word(docx(*body)).warnings]


def test_rows_and_cells() -> None:
    body = tbl(tr("職等", "天數", properties="<w:tblHeader/>"), tr("一", "7"))
    assert text(p("假別"), body, p("以上")) == (
        "假別\n<table><tr><th>職等</th><th>天數</th></tr><tr><td>一</td><td>7</td></tr></table>\n以上"
    )
    assert codes(body) == []


def test_words_cannot_become_markup() -> None:
    assert text(tbl(tr(" <b>甲</b>", 'a & "b"'))) == (
        '<table><tr><td>&lt;b&gt;甲&lt;/b&gt;</td><td>a &amp; "b"</td></tr></table>'
    )


def test_paragraphs_and_breaks_of_a_cell() -> None:
    cell = tc(p("一"), p(), p(r("<w:t>二</w:t><w:br/><w:t>三</w:t>")))
    assert text(tbl(tr(cell, "四"))) == "<table><tr><td>一<br>二<br>三</td><td>四</td></tr></table>"


def test_cells_over_several_columns() -> None:
    wide = tc("寬", properties='<w:gridSpan w:val="2"/>')
    assert text(tbl(tr(wide, "甲"), tr("一", "二", "三"))).startswith(
        '<table><tr><td colspan="2">寬</td><td>甲</td></tr>'
    )


def test_cells_over_several_rows() -> None:
    first = tc("高", properties='<w:vMerge w:val="restart"/>')
    more = tc(p(), properties="<w:vMerge/>")
    assert text(tbl(tr(first, "一"), tr(more, "二"), tr(more, "三"), tr("低", "四"))) == (
        '<table><tr><td rowspan="3">高</td><td>一</td></tr><tr><td>二</td></tr>'
        "<tr><td>三</td></tr><tr><td>低</td><td>四</td></tr></table>"
    )


def test_words_hidden_under_a_merged_cell_are_not_lost() -> None:
    first = tc("高", properties='<w:vMerge w:val="restart"/>')
    more = tc("下", properties='<w:vMerge w:val="continue"/>')
    assert '<td rowspan="2">高<br>下</td>' in text(tbl(tr(first, "一"), tr(more, "二")))


def test_pictures_under_a_merged_cell_are_told() -> None:
    first = tc("高", properties='<w:vMerge w:val="restart"/>')
    more = tc(p(r("<w:drawing><pic:pic/></w:drawing>")), properties="<w:vMerge/>")
    assert codes(tbl(tr(first, "一"), tr(more, "二"))) == [WarningCode.PICTURE_LEFT_OUT]


def test_a_cell_that_goes_on_from_nothing_stands_alone() -> None:
    more = tc("甲", properties="<w:vMerge/>")
    assert text(tbl(tr(more, "一"))) == "<table><tr><td>甲</td><td>一</td></tr></table>"


def test_a_row_in_which_nothing_begins_is_no_row() -> None:
    first = '<w:vMerge w:val="restart"/>'
    more = tc("", properties="<w:vMerge/>")
    row = tr(tc("甲", properties=first), tc("乙", properties=first))
    body = tbl(row, tr(more, more), tr("丙", "丁"))
    assert text(body) == (
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    )


def test_rows_that_begin_late_or_end_early() -> None:
    body = tbl(
        tr("一", "二", "三"),
        tr("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert text(body).endswith("<tr><td></td><td>乙</td><td></td></tr></table>")


def test_cells_merged_the_old_way() -> None:
    first, more = (tc(words, properties=f"<w:hMerge{value}/>")
                   for words, value in (("寬", ' w:val="restart"'), ("", "")))  # fmt: skip
    assert text(tbl(tr(first, more), tr("一", "二"))) == (
        '<table><tr><td colspan="2">寬</td></tr><tr><td>一</td><td>二</td></tr></table>'
    )


def test_a_table_in_a_cell_becomes_its_words_and_is_told() -> None:
    inner = tbl(tr("甲", "乙"), tr("丙", "丁"))
    body = tbl(tr(tc(p("前"), inner, p("後")), "右"))
    assert text(body) == "<table><tr><td>前<br>甲　乙<br>丙　丁<br>後</td><td>右</td></tr></table>"
    assert codes(body) == [WarningCode.TABLE_FLATTENED]


def test_what_is_told_of_cells_is_told_of_the_table() -> None:
    cell = tc(p("甲", box(p("框")), r("<w:drawing><pic:pic/></w:drawing>")))
    body = tbl(tr(cell, "乙"))
    assert text(body) == "<table><tr><td>甲<br>框</td><td>乙</td></tr></table>"
    assert codes(p("前"), body) == [WarningCode.TEXT_BOX_MOVED, WarningCode.PICTURE_LEFT_OUT]


def test_automatic_numbers_of_cells() -> None:
    numbering = definition(0, level(0, "%1")) + num(1, 0)
    cell = tc(p(num=(1, 0)))
    assert text(tbl(tr(cell, "甲"), tr(cell, "乙")), numbering=numbering) == (
        "<table><tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>"
    )


def test_a_table_without_words_is_no_line() -> None:
    assert text(p("前"), tbl(tr("", "")), p("後")) == "前\n後"


def test_spans_beyond_what_a_body_may_hold() -> None:
    wide = tc("寬", properties='<w:gridSpan w:val="99999999"/>')
    assert text(tbl(tr(wide, "甲"))).startswith('<table><tr><td colspan="99">寬</td>')


def test_rows_and_cells_inside_content_controls() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{tc('甲')}{cell}</w:tr></w:sdtContent></w:sdt>"
    assert text(tbl(row)) == "<table><tr><td>甲</td><td>乙</td></tr></table>"
