"""What the parser understands, on samples written here in the manner of real files."""

import re

import pytest

from policies.text.markup import to_text
from policies.text.outline import Heading, Kind, Outline
from policies.text.parsing import Document, WarningCode, joined, parse


def one(text: str) -> Document:
    documents = parse(text).documents
    assert len(documents) == 1
    return documents[0]


def shape(outline: Outline) -> list[str]:
    """Headings as 「label|title|lead」, clauses as 「label|caption|text」, in reading order."""
    return [
        f"{node.label}|{node.title}|{to_text(node.lead)}"
        if isinstance(node, Heading)
        else f"{node.label}|{node.caption}|{to_text(node.body)}"
        for node in outline.walk()
    ]


def codes(document: Document) -> list[tuple[str, int]]:
    return [(warning.code.value, warning.line) for warning in document.warnings]


def same_words(text: str) -> bool:
    parsed = parse(text)
    words = "".join(joined(document.outline) for document in parsed.documents)
    return re.sub(r"\s", "", words) == re.sub(r"\s", "", parsed.cleaned.text)


ARTICLES = """
甲公司員工考勤管理辦法

第一章　總則
第一條（目的）　為健全考勤，訂定本辦法。
第二條　適用對象如下：
一、正職員工。
二、約聘員工。
第二章　出勤
第一節　打卡
第三條
每日應打卡二次。
第三條及第四條規定之打卡，不得代打。
第三條之一　外勤人員免打卡。
第四條　（刪除）
"""


def test_articles_under_chapters_and_sections() -> None:
    document = one(ARTICLES)
    assert document.outline.title == "甲公司員工考勤管理辦法"
    assert shape(document.outline) == [
        "第一章|總則|",
        "第一條|（目的）|為健全考勤，訂定本辦法。",
        "第二條||適用對象如下：\n一、正職員工。\n二、約聘員工。",
        "第二章|出勤|",
        "第一節|打卡|",
        "第三條||每日應打卡二次。\n第三條及第四條規定之打卡，不得代打。",
        "第三條之一||外勤人員免打卡。",
        "第四條||（刪除）",
    ]
    chapter = document.outline.headings[1]
    assert (chapter.kind, chapter.headings[0].kind) == (Kind.CHAPTER, Kind.SECTION)
    assert [clause.deleted for clause in document.outline.all_clauses()][-1] is True
    assert document.warnings == ()
    assert same_words(ARTICLES)


@pytest.mark.parametrize(
    "reference",
    [
        "第三十二條、第三十三條之加班費另計。",
        "第三條第一項之員工不在此限。",
        "第五條規定之程序準用之。",
        "第一條至第三條之規定，適用之。",
    ],
)
def test_a_cross_reference_opens_no_clause(reference: str) -> None:
    text = (
        f"加班辦法\n第一條　員工加班應先申請。\n第二條　加班費如下。\n{reference}\n第三條　施行。"
    )
    outline = one(text).outline
    assert [clause.label for clause in outline.all_clauses()] == ["第一條", "第二條", "第三條"]
    assert reference in to_text(list(outline.all_clauses())[1].body)


def test_articles_without_a_space_after_the_label() -> None:
    text = "守則\n第1条员工应守时。\n第2条员工应着装整齐。\n第3条：迟到者扣薪。\n第4条、早退者同。"
    labels = [clause.label for clause in one(text).outline.all_clauses()]
    assert labels == ["第1条", "第2条", "第3条：", "第4条、"]
    assert same_words(text)


def test_a_caption_may_stand_on_the_next_line() -> None:
    text = (
        "辦法\n第一條\n（立法目的）\n為健全管理。\n第二條\n（刪除）\n第三條（以下簡稱本條）員工。"
    )
    clauses = list(one(text).outline.all_clauses())
    assert [(c.caption, c.deleted) for c in clauses] == [
        ("（立法目的）", False),
        ("", True),
        ("", False),
    ]
    assert same_words(text)


@pytest.mark.parametrize(
    ("labels", "separator"),
    [
        (["一", "二", "三"], "、"),
        (["一", "二", "三"], "."),
        (["1", "2", "3"], "."),
        (["1", "2", "3"], "、"),
        (["（一", "（二", "（三"], "）"),
        (["甲", "乙", "丙"], "、"),
    ],
)
def test_lists_are_clauses_where_there_are_no_articles(labels: list[str], separator: str) -> None:
    text = "值班須知\n" + "\n".join(f"{label}{separator}值班人員應守時。" for label in labels)
    clauses = list(one(text).outline.all_clauses())
    assert [clause.label for clause in clauses] == [label + separator for label in labels]
    assert {to_text(clause.body) for clause in clauses} == {"值班人員應守時。"}


def test_a_list_inside_a_clause_stays_in_it() -> None:
    text = "須知\n一、應備文件：\n1.身分證。\n2.印章。\n二、洽辦單位。\n（一）人資部。"
    assert shape(one(text).outline) == [
        "一、||應備文件：\n1.身分證。\n2.印章。",
        "二、||洽辦單位。\n（一）人資部。",
    ]
    assert one(text).warnings == ()


def test_short_lines_before_lists_are_headings() -> None:
    text = "上班須知\n員工應注意以下幾點：\n1. 守時。\n2. 打卡。\n下班須知\n1. 關燈。\n2. 鎖門。"
    document = one(text)
    assert document.outline.title == "上班須知"
    text = text.replace("須知", "怎麼做")
    document = one(text)
    assert document.outline.title == ""
    assert shape(document.outline) == [
        "|上班怎麼做|員工應注意以下幾點：",
        "1.||守時。",
        "2.||打卡。",
        "|下班怎麼做|",
        "1.||關燈。",
        "2.||鎖門。",
    ]
    assert codes(document) == [("no_title", 1)]


@pytest.mark.parametrize(
    "line", ["員工應依下列規定辦理：", "民國一百年三月一日核定", "2024-01-01 修訂"]
)
def test_what_announces_a_list_or_dates_it_is_introduction(line: str) -> None:
    outline = one(f"請假規定\n{line}\n1. 事假。\n2. 病假。").outline
    assert to_text(outline.background) == line
    assert outline.headings == ()


def test_a_paragraph_below_a_clause_that_is_but_a_title_is_its_body() -> None:
    document = one(
        "考勤制度\n一、总则\n为规范考勤，制定本制度。\n二、办法\n1、应打卡。\n三、附则\n自发布施行。"
    )
    assert shape(document.outline)[0] == "一、||总则\n为规范考勤，制定本制度。"
    assert document.warnings == ()


def test_an_outer_list_of_titles_is_headings() -> None:
    text = "考勤制度\n一、总则\n1、守时。\n2、打卡。\n二、请假\n1、应申请。\n2、应证明。"
    outline = one(text).outline
    assert [(heading.label, heading.title) for heading in outline.headings] == [
        ("一、", "总则"),
        ("二、", "请假"),
    ]
    assert [clause.label for clause in outline.all_clauses()] == ["1、", "2、", "1、", "2、"]


def test_decimals_under_numbered_titles() -> None:
    text = "訪客管理辦法\n1. 總則\n1.1 應登記。\n1.2 應佩證。\n2. 接待\n2.1 應陪同。\n2.1.1 全程。"
    outline = one(text).outline
    assert [heading.label for heading in outline.headings] == ["1.", "2."]
    assert [clause.label for clause in outline.all_clauses()] == ["1.1", "1.2", "2.1"]
    assert same_words(text)


def test_the_introduction_goes_where_it_belongs() -> None:
    text = "考勤辦法\n本公司實施考勤。\n目的：健全管理。\n適用範圍：全體員工。\n第一條　守時。"
    outline = one(text).outline
    assert to_text(outline.background) == "本公司實施考勤。"
    assert to_text(outline.purpose) == "目的：健全管理。"
    assert to_text(outline.scope) == "適用範圍：全體員工。"


def test_an_introduction_out_of_order_keeps_its_order() -> None:
    text = "考勤辦法\n適用範圍：全體員工。\n目的：健全管理。\n第一條　守時。"
    outline = one(text).outline
    assert to_text(outline.background) == "適用範圍：全體員工。\n目的：健全管理。"
    assert outline.purpose == outline.scope == ""


def test_closing_paragraphs_are_supplementary_provisions() -> None:
    text = "考勤辦法\n第一條　守時。\n附則\n本辦法由人資部解釋。\n本辦法自發布日施行。"
    outline = one(text).outline
    assert to_text(outline.supplementary) == "附則\n本辦法由人資部解釋。\n本辦法自發布日施行。"
    assert outline.headings == ()


@pytest.mark.parametrize("title", ["第二章　附則", "附則", "附 则"])
def test_supplementary_provisions_with_clauses_are_a_chapter(title: str) -> None:
    text = f"考勤辦法\n第一章　總則\n第一條　守時。\n{title}\n第二條　施行。"
    outline = one(text).outline
    assert outline.supplementary == ""
    assert outline.headings[1].kind is Kind.CHAPTER
    assert [clause.label for clause in outline.headings[1].clauses] == ["第二條"]


def test_a_post_proposes_department_and_role() -> None:
    text = "崗位說明制度\n崗位:行政部總務專員\n職責:\n一、採購。\n二、保管。\n辦公室鑰匙亦同。"
    document = one(text)
    assert (document.proposed_department, document.proposed_role) == ("行政部", "總務專員")
    assert to_text(document.outline.background) == "崗位:行政部總務專員"
    assert document.outline.headings[0].title == "職責:"
    assert codes(document) == [("unnumbered_paragraph", 6)]
    assert document.warnings[0].message_data == {"label": "二、"}


@pytest.mark.parametrize(
    ("post", "department", "role"),
    [
        ("岗位：销售部门经理", "销售部门", "经理"),
        ("職位：研發中心資訊室工程師", "研發中心資訊室", "工程師"),
        ("崗位：總經理", "", "總經理"),
        ("崗位：業務部組長", "業務部", "組長"),
        ("部門：財務部", "財務部", ""),
    ],
)
def test_posts_are_parted_into_department_and_role(post: str, department: str, role: str) -> None:
    document = one(f"工作職責制度\n{post}\n一、甲。\n二、乙。")
    assert (document.proposed_department, document.proposed_role) == (department, role)


def test_text_run_together_on_one_line_is_split() -> None:
    text = (
        "門市服務制度一.員工應先敲門3次。征得同意方可進入,如未應門,1.5分鐘後再敲。"
        "二.不得洩漏客戶的電話等資料,三.不詢問客人私事,一視同仁。四.妥善保管資料。"
    )
    document = one(text)
    assert document.outline.title == "門市服務制度"
    assert shape(document.outline) == [
        "一.||員工應先敲門3次。征得同意方可進入,如未應門,1.5分鐘後再敲。",
        "二.||不得洩漏客戶的電話等資料,",
        "三.||不詢問客人私事,一視同仁。",
        "四.||妥善保管資料。",
    ]
    assert codes(document) == [("run_together", 1)]
    assert document.warnings[0].message_data == {"count": 4}


@pytest.mark.parametrize(
    "line",
    [
        "二.員工應3次敲門。再等2.分鐘。",
        "一、甲。二、乙。",
        "一、甲。三、丙。四、丁。",
        "五.甲。六.乙。七.丙。",
    ],
)
def test_numbers_that_do_not_run_from_one_to_three_are_not_split(line: str) -> None:
    text = "服務制度\n一、甲。\n" + line
    assert all(warning.code != WarningCode.RUN_TOGETHER for warning in one(text).warnings)
    assert line in joined(one(text).outline).replace("\n", "")


def test_an_enumeration_inside_a_clause_is_not_split() -> None:
    text = "須知\n1.應備：一、身分證；二、印章；三、照片。\n2.洽人資部。"
    assert len(list(one(text).outline.all_clauses())) == 2


COLLECTION = """制度是什麼
制度有下列用處:
1. 明確。
2. 公平。
怎麼寫
寫作時應注意:
1. 合法。
2. 可行。
以上供各單位參考。
客服制度范文
第1篇 客服部專員職責制度
崗位:客服部專員
職責:
一、接聽電話。
二、回覆信件。
第2篇 b門市接待制度
門市接待制度
一.歡迎客人。
二.送客人。
第3篇 門市接待制度
門市接待制度一.歡迎客人。二.送客人。三.打掃。
"""


def test_several_regulations_in_one_file() -> None:
    documents = parse(COLLECTION).documents
    assert [(d.outline.title, d.outline.superscription) for d in documents] == [
        ("", ""),
        ("客服部專員職責制度", "客服制度范文\n第1篇"),
        ("門市接待制度", "第2篇 b門市接待制度"),
        ("門市接待制度", "第3篇 門市接待制度"),
    ]
    assert [(d.first_line, d.last_line) for d in documents] == [
        (1, 9),
        (10, 15),
        (16, 19),
        (20, 21),
    ]
    assert [len(list(d.outline.all_clauses())) for d in documents] == [4, 2, 2, 3]
    assert codes(documents[3]) == [("run_together", 21), ("duplicate_title", 20)]
    assert documents[3].warnings[1].message_data == {"title": "門市接待制度", "other_line": 16}
    assert same_words(COLLECTION)


def test_parts_whose_numbering_goes_on_are_one_regulation() -> None:
    text = (
        "章程\n第一篇　總則\n第一條　甲。\n第二條　乙。\n第二篇　分則\n第三條　丙。\n第四條　丁。"
    )
    document = one(text)
    assert [heading.kind for heading in document.outline.headings] == [Kind.PART, Kind.PART]
    assert document.warnings == ()


def test_regulations_one_after_the_other_with_articles() -> None:
    text = (
        "考勤辦法\n第一條　甲。\n第二條　乙。\n請假辦法\n第一章　總則\n第一條　丙。\n第二條　丁。"
    )
    assert [d.outline.title for d in parse(text).documents] == ["考勤辦法", "請假辦法"]
    assert same_words(text)


def test_a_table_of_contents_is_not_taken_for_the_chapters() -> None:
    text = (
        "員工手冊\n目錄\n第一章 總則……1\n第二章 出勤……3\n"
        "第一章 總則\n第一條　甲。\n第二章 出勤\n第二條　乙。"
    )
    outline = one(text).outline
    assert [heading.title for heading in outline.headings] == ["總則", "出勤"]
    assert to_text(outline.background).startswith("目錄\n第一章")
    assert same_words(text)


def test_a_chapter_title_may_stand_on_the_next_line() -> None:
    outline = one("手冊\n第一章\n總則\n第一條　甲。\n第二章\n出勤\n第二條　乙。").outline
    assert [(h.label, h.title) for h in outline.headings] == [
        ("第一章", "總則"),
        ("第二章", "出勤"),
    ]


def test_a_named_field_gives_the_title() -> None:
    outline = one("法規名稱：考勤辦法\n修正日期：一百年\n第 1 條\n甲。\n第 1-1 條\n乙。").outline
    assert (outline.superscription, outline.title) == ("法規名稱：", "考勤辦法")
    assert [clause.label for clause in outline.all_clauses()] == ["第 1 條", "第 1-1 條"]


@pytest.mark.parametrize(
    ("labels", "code", "label", "after"),
    [
        (["第一條", "第二條", "第四條"], WarningCode.NUMBER_SKIPPED, "第四條", "第二條"),
        (["第一條", "第二條", "第二條"], WarningCode.NUMBER_REPEATED, "第二條", "第二條"),
        (["第一條", "第三條", "第二條"], WarningCode.NUMBER_BACKWARDS, "第二條", "第三條"),
        (["第一條", "第二條之二"], WarningCode.NUMBER_SKIPPED, "第二條之二", "第一條"),
    ],
)
def test_numbers_out_of_order_are_kept_and_told(
    labels: list[str], code: WarningCode, label: str, after: str
) -> None:
    document = one("辦法\n" + "\n".join(f"{label}　員工應守時。" for label in labels))
    assert [clause.label for clause in document.outline.all_clauses()] == labels
    warning = document.warnings[-1]
    assert (warning.code, warning.message_data) == (code, {"label": label, "after": after})
    assert warning.line == len(labels) + 1


def test_numbers_that_start_again_under_a_heading_are_in_order() -> None:
    text = "辦法\n第一章　甲\n一、子。\n二、丑。\n第二章　乙\n一、寅。\n二、卯。"
    assert one(text).warnings == ()


def test_text_without_structure_is_a_clause_a_paragraph() -> None:
    document = one("員工應守時。\n\n不得早退。")
    assert shape(document.outline) == ["||員工應守時。", "||不得早退。"]
    assert codes(document) == [("no_title", 1), ("no_structure", 1)]


def test_paragraphs_under_headings_are_clauses() -> None:
    document = one("# Attendance Policy\n\n## Hours\n\nCome at nine.\n\n## Leave\n\nAsk first.")
    assert document.outline.title == "Attendance Policy"
    assert shape(document.outline) == ["|Hours|", "||Come at nine.", "|Leave|", "||Ask first."]


def test_markdown_signs_are_tolerated() -> None:
    text = (
        "# 考勤辦法\n## 第一章 總則\n**第一條** 守時。\n**第二條**　打卡。\n## 附則\n由人資部解釋。"
    )
    outline = one(text).outline
    assert outline.title == "考勤辦法"
    assert shape(outline) == ["第一章|總則|", "第一條||守時。", "第二條||打卡。"]
    assert to_text(outline.supplementary) == "附則\n由人資部解釋。"


def test_what_was_removed_is_counted() -> None:
    document = one("規(guī)定\n一、內(nèi)容\u200b。\n二、守則。")
    assert document.outline.title == "規定"
    counted = {w.code.value: (w.line, w.message_data["count"]) for w in document.warnings}
    assert counted == {"pinyin_removed": (1, 2), "invisible_removed": (2, 1)}


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\ufeff", "\u200b\n"])
def test_a_blank_text_holds_no_regulation(text: str) -> None:
    assert parse(text).documents == ()


def test_html_in_a_text_is_only_text() -> None:
    outline = one("辦法\n第一條　<script>alert(1)</script> 5 < 6 & 7。").outline
    assert (
        outline.clauses[0].body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; 5 &lt; 6 &amp; 7。</p>"
    )


def test_a_very_long_markdown_heading_is_text() -> None:
    text = f"# Policy\n## Hours\nCome.\n## {'word ' * 60}\nGo."
    outline = one(text).outline
    assert [heading.title for heading in outline.headings] == ["Hours"]
    assert "word word" in joined(outline)
