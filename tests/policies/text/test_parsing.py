"""What the parser understands, on samples written here in the manner of real files."""

import pytest

from policies.text.markup import to_text
from policies.text.outline import Kind
from policies.text.parsing import WarningCode, joined
from tests.policies.text.reading import codes, one, same_words, shape

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


def test_without_any_space_the_sequence_tells_labels_from_references() -> None:
    outline = one(
        "值勤守則\n第一條守時。\n第二條各班應交接。\n第三條所得點數，按月結算。\n"
        "第四條第一項點數不得轉讓。\n第四條值勤表每月公布。"
    ).outline
    assert [clause.label for clause in outline.all_clauses()] == [
        "第一條", "第二條", "第三條", "第四條",
    ]  # fmt: skip
    assert "第四條第一項" in list(outline.all_clauses())[2].body


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
    assert document.warnings[0].message_data == {"count": 4, "label": "一.", "last": "四."}


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


def test_a_paragraph_set_in_as_far_as_an_item_belongs_to_the_item() -> None:
    text = (
        "加班費辦法\n第一條　免計如下：\n十一、值班。\n      值班另計。\n      另訂之。\n"
        "二、待命。\n前項另訂之。\n    縮排。\n一、甲\n　　首行縮排。"
    )
    assert one(text).outline.clauses[0].body == (
        "<p>免計如下：</p><p>十一、值班。<br>值班另計。<br>另訂之。</p><p>二、待命。</p>"
        "<p>前項另訂之。</p><p>縮排。</p><p>一、甲</p><p>首行縮排。</p>"
    )
    assert same_words(text)
