"""Outlines made up by hypothesis, and revisions of them."""

from hypothesis import strategies as st

from policies.text.markup import from_text, sanitise
from policies.text.outline import AudienceLine, Clause, Heading, Kind, Outline

PHRASES = st.sampled_from(
    "員工應守時。|主管應於三日內核准。|依第五條規定辦理。|但書另訂之，|一、甲事。|（一）乙事。|違反者議處；|"
    "公司得視業務需要調整之。|The employer shall pay. |（刪除）|\n| |3.5%|為保護客戶資料，".split(
        "|"
    )
)
WORDS = st.lists(PHRASES, max_size=6).map("".join)
MARKUP = st.sampled_from(
    [
        "<table><tbody><tr><td>級</td><td>薪</td></tr></tbody></table>",
        "<ol><li>甲</li><li>乙</li></ol>",
        "<p>粗<strong>體</strong></p>",
        "<p>一行<br>兩行</p>",
    ]
)
BODIES = st.lists(WORDS.map(from_text) | MARKUP, max_size=3).map("".join).map(sanitise)
LABELS = st.sampled_from(
    "|第一條|第二條|第三條|第三條之一|第四條|第五条|一、|二、|1.|2.1|第12條|第十二條".split("|")
)
LINES = st.builds(
    AudienceLine,
    excluded=st.booleans(),
    kind=st.sampled_from(["department", "site", "role", "person"]),
    code=st.sampled_from(["R1", "客服", "A-1"]),
)
CLAUSES = st.builds(
    Clause,
    label=LABELS,
    body=BODIES,
    caption=st.sampled_from(["", "", "（目的）", "請假"]),
    deleted=st.booleans().map(bool),
    anchor=st.just("") | st.sampled_from("abcdefgh"),
    roles=st.just(()) | st.just(("R1",)),
    audience=st.lists(LINES, max_size=2, unique=True).map(sorted).map(tuple),
)
MANY = st.lists(CLAUSES, max_size=4).map(tuple)


def _headings(below: st.SearchStrategy[Heading]) -> st.SearchStrategy[Heading]:
    return _heading(st.lists(below, max_size=2).map(tuple))


def _heading(below: st.SearchStrategy[tuple[Heading, ...]]) -> st.SearchStrategy[Heading]:
    return st.builds(
        Heading,
        kind=st.sampled_from(list(Kind)),
        label=st.sampled_from(["", "第一章", "第二章", "第三節"]),
        title=st.sampled_from(["", "總則", "附則", "請假", "加班與補休"]),
        lead=BODIES,
        anchor=st.just("") | st.sampled_from("xyz"),
        clauses=MANY,
        headings=below,
    )


HEADINGS = st.recursive(_heading(st.just(())), _headings, max_leaves=4)
OUTLINES = st.builds(
    Outline,
    title=WORDS,
    superscription=WORDS,
    background=BODIES,
    purpose=BODIES,
    scope=BODIES,
    clauses=MANY,
    headings=st.lists(HEADINGS, max_size=3).map(tuple),
    supplementary=BODIES,
)
