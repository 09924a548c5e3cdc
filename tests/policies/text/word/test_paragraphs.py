"""The words of a paragraph, and what else stands in one."""

import pytest

from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import (
    box,
    document,
    docx,
    field,
    p,
    packed,
    r,
    relations,
    style,
    t,
    tbl,
    tr,
    vml_box,
)


def text(*inside: str, **parts: str) -> str:
    return read_word(docx(p(*inside), **parts)).text


def told(*body: str, **parts: str) -> dict[WarningCode, object]:
    return {
        each.code: each.message_data.get("words", each.message_data["count"])
        for each in read_word(docx(*body, **parts)).warnings
    }


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (r("<w:t>上</w:t><w:br/><w:t>下</w:t>"), "上\n下"),
        (r('<w:t>上</w:t><w:br w:type="page"/><w:t>下</w:t>'), "上\n下"),
        (r("<w:t>上</w:t><w:cr/><w:t>下</w:t>"), "上\n下"),
        (r("<w:t>左</w:t><w:tab/><w:t>右</w:t>"), "左\t右"),
        (r("<w:t>左</w:t><w:ptab/><w:t>右</w:t>"), "左\t右"),
        (r("<w:t>3</w:t><w:noBreakHyphen/><w:t>1</w:t>"), "3-1"),
        (r("<w:t>長</w:t><w:softHyphen/><w:t>字</w:t>"), "長字"),
        (r("<w:t>a\nb</w:t>"), "a b"),
        (r("<w:t> a </w:t>") + r("b"), "ab"),
        (r("a ") + r("b"), "a b"),
        (r("<w:t>&lt;table&gt; &amp;</w:t>"), "<table> &"),
        ('<w:hyperlink r:id="rId9">' + r("連結") + "</w:hyperlink>", "連結"),
        ("<w:smartTag>" + r("聰明") + "</w:smartTag>", "聰明"),
        ("<w:customXml><w:customXmlPr/>" + r("自訂") + "</w:customXml>", "自訂"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("控制項") + "</w:sdtContent></w:sdt>", "控制項"),
        ('<w:bdo w:val="rtl">' + r("方向") + "</w:bdo>", "方向"),
        ('<w:bookmarkStart w:id="1"/>' + r("書籤") + '<w:bookmarkEnd w:id="1"/>', "書籤"),
        (r("齊底", '<w:vertAlign w:val="baseline"/>'), "齊底"),
    ],
)  # fmt: skip
def test_words_and_what_parts_them(inside: str, words: str) -> None:
    assert text(inside) == words
    assert told(p(inside)) == {}


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F06C", "●"),
        ("Wingdings 2", "F0A3", "□"),
        ("Symbol", "F061", "α"),
        ("Symbol", "00B3", "≥"),
        ("新細明體", "2460", "①"),
    ],
)
def test_signs_of_symbol_fonts(font: str, code: str, shown: str) -> None:
    assert text(r(f'<w:sym w:font="{font}" w:char="{code}"/>'), "已讀") == f"{shown}已讀"


@pytest.mark.parametrize("code", ["F0F9", "zz", "D800", "FFFFFFFF"])
def test_signs_nobody_knows_are_told(code: str) -> None:
    sign = r(f'<w:sym w:font="Webdings" w:char="{code}"/>')
    assert told(p(sign, "已讀")) == {WarningCode.SYMBOL_UNKNOWN: 1}


def test_words_in_a_symbol_font() -> None:
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert text(r("\uf0fc", font), "\uf0fc") == "✓\uf0fc"


def test_fields_keep_what_they_last_showed() -> None:
    assert text("見", field(" REF _Ref1 \\h ", "第三條"), "。") == "見第三條。"
    assert text("共", field(" PAGEREF x ", field(" = 1 + 1 ", "2")), "頁") == "共2頁"
    simple = f'<w:fldSimple w:instr=" DATE "> {r("今日")}</w:fldSimple>'
    assert text(simple) == "今日"


def test_instructions_are_not_words_even_where_fields_lie_in_them() -> None:
    inner = field(" NUMPAGES ", "9")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{inner}<w:r><w:instrText> = 9 "甲" "乙"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("甲")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text("選", outer) == "選甲"


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (" eq \\o\\ac(○,1) ", "①"),
        (" EQ \\o\\ac(□,章) ", "章"),
        (' EQ \\* jc2 \\* "Font:標楷體" \\* hps12 \\o\\ad(\\s\\up 11(guī),規) ', "規"),
        (" eq \\f(1,2) ", "1/2"),
        (' SYMBOL 254 \\f "Wingdings" \\s 12 ', "☑"),
        (" MACROBUTTON nomacro 請按這裡 ", "請按這裡"),
        (' XE "索引" ', ""),
    ],
)
def test_fields_that_show_their_instruction(instruction: str, shown: str) -> None:
    assert text("員工", field(instruction), "。") == f"員工{shown}。"


def test_old_automatic_numbers() -> None:
    body = [p(field(" AUTONUM "), " 甲"), p(field(" AUTONUM "), " 乙")]
    assert read_word(docx(*body)).text == "1. 甲\n2. 乙"


def test_fields_whose_words_are_not_in_the_file_are_told() -> None:
    assert told(p("第", field(" PAGE "), "頁", field(" EQ \\i \\su(1,2,3) "))) == {
        WarningCode.FIELD_LEFT_OUT: 2
    }


def test_boxes_of_forms() -> None:
    def form(name: str, data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            f"<w:r><w:instrText> {name} </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    ticked = form("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    empty = form("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>')
    entries = "".join(f'<w:listEntry w:val="{each}"/>' for each in "甲乙丙")
    chosen = form("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
    assert text(ticked, empty, chosen) == "☑☐乙"


def test_readings_go_and_their_characters_stay() -> None:
    ruby = r(
        f"<w:ruby><w:rubyPr/><w:rt>{r('guī')}</w:rt><w:rubyBase>{r('規')}</w:rubyBase></w:ruby>"
    )
    assert text(ruby, "則") == "規則"
    assert told(p(ruby)) == {WarningCode.READING_LEFT_OUT: 1}


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        ("<m:sSup><m:e>{r}</m:e><m:sup>{2}</m:sup></m:sSup>", "r^2"),
        ("<m:sSub><m:e>{r}</m:e><m:sub>{2}</m:sub></m:sSub>", "r_2"),
        ("<m:f><m:num>{r+1}</m:num><m:den>{2}</m:den></m:f>", "(r+1)/2"),
        ("<m:rad><m:deg/><m:e>{r}</m:e></m:rad>", "√r"),
        ("<m:d><m:e>{r}</m:e></m:d>", "(r)"),
        ("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{i}</m:sub><m:sup>{n}</m:sup>"
         "<m:e>{r}</m:e></m:nary>", "∑_i^n r"),
    ],
)  # fmt: skip
def test_equations_on_one_line(equation: str, line: str) -> None:
    for words in ("r+1", "r", "2", "i", "n"):
        equation = equation.replace(f"{{{words}}}", f"<m:r><m:t>{words}</m:t></m:r>")
    inside = f"<m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara>"
    assert text("面積", inside) == f"面積{line}"
    assert told(p(inside)) == {WarningCode.EQUATION_FLATTENED: 1}


def test_hidden_words_are_left_out_and_told() -> None:
    styles = style("Secret", inside="<w:rPr><w:vanish/></w:rPr>", kind="character")
    styles += style("Hidden", inside="<w:rPr><w:vanish/></w:rPr>")
    body = [
        p("公開", r("祕密", "<w:vanish/>")),
        p(r("暗", '<w:rStyle w:val="Secret"/>'), r("明", '<w:vanish w:val="0"/>')),
        p("看不見", style="Hidden"),
    ]
    word = read_word(docx(*body, styles=styles))
    assert word.text == "公開\n明"
    (warning,) = word.warnings
    assert dict(warning.message_data) == {"count": 3, "words": "祕密 … 暗 … 看不見"}


def test_a_hidden_paragraph_leaves_no_line_and_a_hidden_end_joins_two() -> None:
    hidden = "<w:vanish/>"
    assert read_word(docx(p("一"), p(r("二", hidden), mark=hidden), p("三"))).text == "一\n三"
    body = [p("標題", mark=hidden), p("接著說"), p("第三段")]
    assert read_word(docx(*body)).text == "標題接著說\n第三段"


def test_words_struck_through_stay_and_are_told() -> None:
    assert told(p("員工", r("不得", "<w:strike/>"), "應", r("得", '<w:strike w:val="0"/>'))) == {
        WarningCode.STRUCK_KEPT: "不得"
    }


def test_raised_and_lowered_characters_are_told() -> None:
    body = p("每 m", r("2", '<w:vertAlign w:val="superscript"/>'), "一人；H",
             r("2", '<w:vertAlign w:val="subscript"/>'), "O")  # fmt: skip
    assert read_word(docx(body)).text == "每 m2一人；H2O"
    assert told(body) == {WarningCode.RAISED_FLATTENED: "22"}


@pytest.mark.parametrize(
    ("words", "address", "addresses"),
    [
        ("下載", "https://hr.example/a.pdf", "https://hr.example/a.pdf"),
        ("hr.example/a", "https://hr.example/a/", None),
        ("hr@hr.example", "mailto:hr@hr.example", None),
        ("第三條", "", None),
    ],
)
def test_addresses_of_links_are_told_unless_shown(
    words: str, address: str, addresses: str | None
) -> None:
    expected = {WarningCode.LINK_LEFT_OUT: addresses} if addresses else {}
    target = f'"{address}"' if address else '\\l "_Ref1"'
    assert told(p(field(f" HYPERLINK {target} ", words))) == expected
    files = {"word/document.xml": document(p(f'<w:hyperlink r:id="rId0">{r(words)}</w:hyperlink>'))}
    if address:
        files["word/_rels/document.xml.rels"] = relations(("hyperlink", address))
    warnings = read_word(packed(files)).warnings
    assert {each.code: each.message_data["words"] for each in warnings} == expected


def test_a_drop_cap_belongs_to_its_word() -> None:
    cap = f'<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{r("員")}</w:p>'
    assert read_word(docx(cap, p("工應簽到。"))).text == "員工應簽到。"


@pytest.mark.parametrize("made", [box, vml_box])
def test_text_boxes_come_once_after_their_paragraph(made) -> None:
    body = [p("一", made(p("框甲"), p("框乙")), "二"), p("三")]
    assert read_word(docx(*body)).text == "一二\n框甲\n框乙\n三"
    assert told(*body) == {WarningCode.TEXT_BOX_MOVED: 1}


def test_text_boxes_in_text_boxes_and_empty_ones() -> None:
    assert read_word(docx(p("一", box(p("外", box(p("內"))))))).text == "一\n外\n內"
    assert told(p("一", box(p()))) == {WarningCode.PICTURE_LEFT_OUT: 1}


def test_a_table_in_a_text_box() -> None:
    assert read_word(docx(p("一", box(tbl(tr("甲", "乙")))))).text == (
        "一\n<table><tr><td>甲</td><td>乙</td></tr></table>"
    )


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (r("<w:drawing><pic:pic/></w:drawing>"), WarningCode.PICTURE_LEFT_OUT),
        (r("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>"), WarningCode.PICTURE_LEFT_OUT),
        (r("<w:drawing><wps:wsp/></w:drawing>"), WarningCode.PICTURE_LEFT_OUT),
        (r("<w:object><o:OLEObject/></w:object>"), WarningCode.OBJECT_LEFT_OUT),
        ('<w:subDoc r:id="rId5"/>', WarningCode.PART_LEFT_OUT),
    ],
)
def test_what_has_no_words_is_counted(inside: str, code: WarningCode) -> None:
    assert told(p("員工", inside), p(inside)) == {code: 2}


def test_parts_of_other_kinds_inserted_between_paragraphs() -> None:
    assert told(p("員工"), '<w:altChunk r:id="rId5"/>') == {WarningCode.PART_LEFT_OUT: 1}


def test_words_in_ornamental_letters() -> None:
    assert (
        text(r('<w:pict><v:shape><v:textpath string="員工守則"/></v:shape></w:pict>')) == "員工守則"
    )


def test_unknown_elements_do_not_hide_their_words() -> None:
    assert text(f'<x:new xmlns:x="urn:new"><x:inner>{r(t("新的"))}</x:inner></x:new>') == "新的"
