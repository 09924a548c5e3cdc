"""Tracked changes count as accepted."""

from policies.text.warning import Warning, WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import (
    change,
    definition,
    deleted,
    docx,
    level,
    num,
    p,
    r,
    tbl,
    tc,
    tr,
)

GONE = '<w:del w:author="王小明"/>'
NEW = '<w:ins w:author="李大華"/>'
MOVED = '<w:moveFrom w:author="王小明"/>'


def text(*body: str, **parts: str) -> str:
    return read_word(docx(*body, **parts)).text


def told(*body: str, **parts: str) -> dict[str, object]:
    warnings = read_word(docx(*body, **parts)).warnings
    (found,) = [each for each in warnings if each.code is WarningCode.CHANGES_ACCEPTED]
    return dict(found.message_data)


def test_insertions_stay_and_deletions_go() -> None:
    body = p("員工應", deleted("得"), change("ins", r("事先"), "李大華"), "請假。")
    assert text(body) == "員工應事先請假。"
    assert read_word(docx(p("一"), body)).warnings == (
        Warning(
            WarningCode.CHANGES_ACCEPTED,
            2,
            {"count": 2, "authors": "王小明, 李大華", "insertions": 1, "deletions": 1, "moves": 0},
        ),
    )


def test_words_inserted_and_then_deleted_go() -> None:
    inside = change("ins", change("del", "<w:r><w:delText>改</w:delText></w:r>"))
    assert text(p("員工", inside, "請假。")) == "員工請假。"
    assert text(p("員工", change("del", change("ins", r("改"))), "請假。")) == "員工請假。"


def test_moved_words_stand_where_they_went() -> None:
    body = [p("甲", change("moveFrom", r("搬走的"))), p("乙", change("moveTo", r("搬走的")))]
    assert text(*body) == "甲\n乙搬走的"
    assert told(*body)["moves"] == 1


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    assert text(p("員工應", mark=GONE), p("請假。"), p("第三段")) == "員工應請假。\n第三段"
    assert text(p("一", mark=GONE), p("二", mark=GONE), p("三")) == "一二三"


def test_a_paragraph_deleted_whole_leaves_nothing_behind() -> None:
    assert text(p("一"), p(deleted("二"), mark=GONE), p("三")) == "一\n三"
    assert text(p("一"), p(change("moveFrom", r("二")), mark=MOVED), p("三")) == "一\n三"


def test_an_inserted_end_parts_two_paragraphs() -> None:
    body = [p("一", mark=NEW), p("二")]
    assert text(*body) == "一\n二"
    assert told(*body)["insertions"] == 1


def test_words_before_a_table_or_the_end_do_not_wait_for_ever() -> None:
    assert text(p("一", mark=GONE), tbl(tr("甲", "乙"))) == (
        "一\n<table><tr><td>甲</td><td>乙</td></tr></table>"
    )
    assert text(p("一"), p("二", mark=GONE)) == "一\n二"


def test_deleted_paragraphs_are_not_counted() -> None:
    numbering = definition(0, level(0, "第%1條")) + num(1, 0)
    body = [p("甲", num=(1, 0)), p(deleted("乙"), num=(1, 0), mark=GONE), p("丙", num=(1, 0))]
    assert text(*body, numbering=numbering) == "第1條　甲\n第2條　丙"


def test_joined_paragraphs_count_once() -> None:
    numbering = definition(0, level(0, "第%1條")) + num(1, 0)
    body = [p("甲", num=(1, 0), mark=GONE), p("乙", num=(1, 0)), p("丙", num=(1, 0))]
    assert text(*body, numbering=numbering) == "第1條　甲乙\n第2條　丙"


def test_deleted_rows_and_cells_go() -> None:
    body = tbl(
        tr("甲", "乙"),
        tr("丙", "丁", properties=GONE),
        tr("戊", tc("己", properties='<w:cellDel w:author="王小明"/>'), "庚"),
        tr("辛", "壬", properties=NEW),
    )
    assert text(body) == (
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>戊</td><td>庚</td></tr>"
        "<tr><td>辛</td><td>壬</td></tr></table>"
    )
    data = told(body)
    assert (data["insertions"], data["deletions"]) == (1, 2)


def test_a_table_deleted_whole_leaves_nothing_behind() -> None:
    body = [p("一"), tbl(tr("甲", properties=GONE)), p("二")]
    assert text(*body) == "一\n二"
    assert told(*body)["deletions"] == 1


def test_changes_of_looks_alone_are_nobodys_business() -> None:
    looks = '<w:rPrChange w:author="王小明"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    before = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    number = f'<w:pPrChange w:author="王小明">{before}</w:pPrChange>'
    body = f"<w:p><w:pPr>{number}</w:pPr>{r('員工', looks)}</w:p>"
    word = read_word(docx(body, numbering=definition(0, level(0, "%1.")) + num(1, 0)))
    assert (word.text, word.warnings) == ("員工", ())


def test_changes_without_an_author() -> None:
    assert told(p("甲", deleted("乙", author="")))["authors"] == ""
