"""What stands outside the body: notes, comments, page headers, macros."""

from policies.text.warning import WarningCode
from policies.text.word import WordText, read_word
from tests.policies.text.word.making import MAIN_TYPE, docx, field, p, r, tbl, tc, tr

REFERENCE = '<w:r><w:{}Reference w:id="{}"/></w:r>'


def note(identity: int, words: str, kind: str = "foot", attributes: str = "") -> str:
    mark = f"<w:r><w:{kind}noteRef/></w:r>"
    return f'<w:{kind}note w:id="{identity}" {attributes}>{p(mark, words)}</w:{kind}note>'


def told(word: WordText) -> dict[WarningCode, dict[str, object]]:
    return {each.code: dict(each.message_data) for each in word.warnings}


def test_notes_stand_after_their_paragraph_in_the_order_they_come() -> None:
    first, second = REFERENCE.format("footnote", 2), REFERENCE.format("endnote", 1)
    word = read_word(
        docx(
            p("員工", first, "應簽到", second, "。"), p("第二段"),
            footnotes=note(0, "線", attributes='w:type="separator"') + note(2, " 含約聘。"),
            endnotes=note(1, "見附表。", "end"),
        )
    )  # fmt: skip
    assert word.text == "員工［※1］應簽到［※2］。\n［※1］ 含約聘。\n［※2］ 見附表。\n第二段"
    assert told(word) == {WarningCode.NOTE_MOVED: {"count": 2}}


def test_a_note_of_a_table_stays_in_its_cell() -> None:
    cell = tc(p("甲", REFERENCE.format("footnote", 2)))
    word = read_word(docx(tbl(tr(cell, "乙")), footnotes=note(2, "說明")))
    assert word.text == "<table><tr><td>甲［※1］<br>［※1］ 說明</td><td>乙</td></tr></table>"


def test_notes_that_are_not_there_leave_no_mark() -> None:
    word = read_word(docx(p("員工", REFERENCE.format("footnote", 9))))
    assert (word.text, word.warnings) == ("員工", ())


def test_comments_are_counted_with_who_wrote_them() -> None:
    comments = "".join(
        f'<w:comment w:id="{at}" w:author="{author}">{p("改一下")}</w:comment>'
        for at, author in enumerate(["王小明", "李大華", "王小明"])
    )
    body = p('<w:commentRangeStart w:id="0"/>', "員工", '<w:commentRangeEnd w:id="0"/>',
             '<w:r><w:commentReference w:id="0"/></w:r>')  # fmt: skip
    word = read_word(docx(body, comments=comments))
    assert word.text == "員工"
    assert told(word) == {WarningCode.COMMENT_LEFT_OUT: {"count": 3, "authors": "王小明, 李大華"}}


def test_page_headers_are_quoted_unless_they_are_page_numbers() -> None:
    number = p("第", field(" PAGE ", "1"), "頁，共", field(" NUMPAGES ", "12"), "頁")
    word = read_word(docx(p("員工"), header=p("機密　HR-003"), footer=number))
    assert told(word) == {WarningCode.HEADER_LEFT_OUT: {"count": 1, "words": "機密 HR-003"}}


def test_long_quotes_are_cut() -> None:
    word = read_word(docx(p("員工", r("密" * 90, "<w:vanish/>"))))
    assert told(word)[WarningCode.HIDDEN_LEFT_OUT]["words"] == "密" * 40 + "…"


def test_macros_are_named_and_not_read() -> None:
    kind = MAIN_TYPE.replace("openxmlformats-officedocument.wordprocessingml.document",
                             "ms-word.document.macroEnabled")  # fmt: skip
    word = read_word(docx(p("員工"), content_type=kind))
    assert word.text == "員工"
    assert told(word) == {WarningCode.MACROS_LEFT_OUT: {"count": 1}}


def test_warnings_stand_at_the_line_they_first_are_about() -> None:
    picture = r("<w:drawing><pic:pic/></w:drawing>")
    word = read_word(docx(p("一"), p(), p("二", picture), p("三", picture), header=p("機密文件")))
    assert [(each.code, each.line) for each in word.warnings] == [
        (WarningCode.HEADER_LEFT_OUT, 1),
        (WarningCode.PICTURE_LEFT_OUT, 3),
    ]
    assert word.text.split("\n")[2] == "二"
