"""Tables that only lay out the text, and those that look like it but are tables."""

from policies.text.parsing import parse
from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import docx, p, r, tbl, tc, tr

APART = WarningCode.TABLE_TAKEN_APART


def read(*body: str) -> tuple[list[str], list[WarningCode]]:
    word = read_word(docx(*body))
    return word.text.split("\n"), [each.code for each in word.warnings]


def labels(*body: str) -> list[str]:
    (document,) = parse(read_word(docx(*body)).text).documents
    return [clause.label for clause in document.outline.all_clauses()]


def test_a_frame_around_the_text() -> None:
    frame = tbl(tr(tc("第一條　甲。", "第二條　乙。", "第三條　丙。")))
    assert read(p("辦法"), frame) == (
        ["辦法", "第一條　甲。", "第二條　乙。", "第三條　丙。"], [APART]
    )  # fmt: skip


def test_one_column_of_rows() -> None:
    assert read(tbl(tr("第一條　甲。"), tr("第二條　乙。"))) == (
        ["第一條　甲。", "第二條　乙。"], [APART]
    )  # fmt: skip


def test_clauses_in_rows_with_their_label_in_a_column_of_its_own() -> None:
    body = tbl(
        tr("條次", "條文"),
        tr("第一條", "員工應準時出勤。"),
        tr("第二條", tc("請假依下列規定：", "一、先填單。")),
    )
    assert read(p("出勤辦法"), body) == (
        [
            "出勤辦法",
            "條次　條文",
            "第一條　員工應準時出勤。",
            "第二條　請假依下列規定：",
            "一、先填單。",
        ],
        [APART],
    )
    assert labels(p("出勤辦法"), body) == ["第一條", "第二條"]


def test_clauses_that_go_on_from_those_outside() -> None:
    body = [p("第一條　甲。"), p("第二條　乙。"), tbl(tr("第三條", "丙。"), tr("第四條", "丁。")),
            p("第五條　戊。")]  # fmt: skip
    assert labels(*body) == ["第一條", "第二條", "第三條", "第四條", "第五條"]


def test_clauses_in_two_columns_of_a_page() -> None:
    body = tbl(tr(tc("第一條　甲。", "第二條　乙。"), tc("第三條　丙。", "第四條　丁。")))
    assert read(body) == (
        ["第一條　甲。", "第二條　乙。", "第三條　丙。", "第四條　丁。"], [APART]
    )  # fmt: skip


def test_a_comparison_of_wordings_stays_a_table() -> None:
    body = tbl(
        tr("修正條文", "現行條文", "說明"),
        tr("第一條　新。", "第一條　舊。", "配合修法。"),
        tr("第二條　新。", "第二條　舊。", "同上。"),
    )
    lines, codes = read(body)
    assert (len(lines), codes) == (1, [])


def test_clauses_beside_reasons_stay_a_table_and_are_told() -> None:
    body = tbl(
        tr("條文", "說明"), tr("第一條　甲。", "訂定依據。"), tr("第二條　乙。", "適用對象。")
    )
    lines, codes = read(body)
    assert (len(lines), codes) == (1, [WarningCode.TABLE_HOLDS_CLAUSES])


def test_a_table_that_refers_to_clauses_stays_a_table() -> None:
    fines = tbl(
        tr("條次", "罰則"), tr("第三條", "申誡"), tr("第七條", "小過"), tr("第九條", "大過")
    )
    assert read(fines)[1] == []
    both = tbl(tr("條次", "重點"), tr("第一條", "目的"), tr("第二條", "範圍"))
    clauses = [p("第一條　甲。"), p("第二條　乙。"), p("第三條　丙。")]
    assert read(*clauses, both)[1] == []
    assert labels(*clauses, both) == ["第一條", "第二條", "第三條"]


def test_sections_in_rows() -> None:
    words = "為使同仁之出勤有所依循，特訂定本辦法，未規定者依勞動基準法辦理之。"
    body = tbl(tr("一、目的", words), tr("二、範圍", tc(words, words)))
    assert read(body) == (["一、目的", words, "二、範圍", words, words], [APART])


def test_a_list_of_entries_stays_a_table() -> None:
    entries = tbl(tr("1.", "請假單"), tr("2.", "加班單"), tr("3.", "出差單"))
    assert read(entries)[1] == []
    short = tbl(tr("一、特休", "7天"), tr("二、病假", "30天"))
    assert read(short)[1] == []


def test_the_text_below_a_head_of_facts() -> None:
    head = [tr("文件名稱", "考勤辦法", "版次", "2"), tr("編號", "HR-01", "頁次", "1")]
    text = tc("一、目的：出勤有序。", "二、範圍：全體員工。", "三、內容：依規定。",
              properties='<w:gridSpan w:val="4"/>')  # fmt: skip
    lines, codes = read(tbl(*head, tr(text)))
    assert lines[0].startswith("<table><tr><td>文件名稱</td>")
    assert lines[0].count("<tr>") == 2
    assert lines[1:] == ["一、目的：出勤有序。", "二、範圍：全體員工。", "三、內容：依規定。"]
    assert codes == [APART]


def test_a_title_row_of_a_table_stays_in_it() -> None:
    title = tc("一、基本資料", properties='<w:gridSpan w:val="2"/>')
    assert read(tbl(tr(title), tr("姓名", ""), tr("工號", "")))[1] == []


def test_remarks_below_a_table_stay_in_it() -> None:
    entries = [tr(f"假別{number}", "依勞動基準法及其施行細則之規定辦理") for number in range(9)]
    remarks = tc(
        "1.以小時計。", "2.不得預支。", "3.餘假折現。", properties='<w:gridSpan w:val="2"/>'
    )
    assert read(tbl(*entries, tr(remarks)))[1] == []


def test_pictures_in_a_frame_are_told() -> None:
    picture = r("<w:drawing><pic:pic/></w:drawing>")
    assert read(tbl(tr(tc(p(picture), "圖一"))))[1] == [APART, WarningCode.PICTURE_LEFT_OUT]


def test_a_table_inside_a_frame_stays_a_table() -> None:
    inner = tbl(tr("甲", "乙"))
    assert read(tbl(tr(tc(p("第一條　如下表："), inner, p("第二條　止。"))))) == (
        ["第一條　如下表：", "<table><tr><td>甲</td><td>乙</td></tr></table>", "第二條　止。"],
        [APART],
    )
