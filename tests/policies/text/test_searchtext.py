"""Searching is checked against a small reading of PostgreSQL's own grammar, written here."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.text.chinese import fold, highlight, snippet, tokens, tsquery, tsvector
from policies.text.searchtext import relaxed

OPERAND = r"'((?:[^'\\]|''|\\\\)*)'(:\*)?"
PHRASE = rf"(?:{OPERAND})(?: <-> (?:{OPERAND}))*"
QUERY = re.compile(rf"(?:\({PHRASE}\)|{OPERAND})(?: & (?:\({PHRASE}\)|{OPERAND}))*")
VECTOR = re.compile(r"(?:'(?:[^'\\]|''|\\\\)+':\d+[ABCD](?:,\d+[ABCD])*(?: (?=')|$))*")
CHINESE = st.text(st.sampled_from("員工應該遵守規則规则職責一二"), min_size=1, max_size=12)
TEXTS = st.lists(
    CHINESE | st.sampled_from(["A4", "ISO", "9001", "policy", "、", "。", " ", "\n"])
).map("".join)


def finds(query: str, text: str) -> bool:
    """Whether PostgreSQL would find the text: every term's operands at positions in a row."""
    literal = tsquery(query)
    assert literal is not None
    places: dict[str, set[int]] = {}
    for lexeme, position in tokens(text):
        places.setdefault(lexeme, set()).add(position)
    return all(_stands(term, places) for term in literal.split(" & "))


def _stands(term: str, places: dict[str, set[int]]) -> bool:
    starts: set[int] | None = None
    for index, (lexeme, prefix) in enumerate(re.findall(OPERAND, term)):
        at = {
            position - index
            for known, positions in places.items()
            if known == lexeme or (prefix and known.startswith(lexeme))
            for position in positions
        }
        starts = at if starts is None else starts & at
    return bool(starts)


@given(CHINESE, st.data())
def test_every_substring_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert finds(text[start:end], text)


@given(CHINESE, TEXTS)
@example("規則", "規、則")
@example("則規", "規則規")
def test_nothing_else_is_found(query: str, text: str) -> None:
    assert finds(query, text) == (fold(query) in fold(text))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("规则", "工作規則", True),
        ("規則", "工作规则", True),
        ("ISO", "符合ＩＳＯ9001標準", True),
        ("iso9001標準", "符合ＩＳＯ9001標準", True),
        ("pol", "a Policy of ours", True),
        ("licy", "a Policy of ours", False),
        ("用A4紙", "請使用A4紙張", True),
        ("用A4紙", "請使用 A4 紙張", False),
        ("工作 規則", "規則說工作", True),
        ("工作規則", "規則說工作", False),
        ("請、謝謝", "如:請、謝謝", True),
        ("應", "員工應該", True),
        ("該", "員工應該", True),
    ],
)
def test_terms_words_and_single_characters(query: str, text: str, found: bool) -> None:
    assert finds(query, text) is found


@given(st.text() | TEXTS)
@example("'")
@example("a\\'b & !c <-> (d):*")
@example("\x00\ud800規")
@example("員" * 10_000)
@example("a " * 10_000)
@example("x" * 10_000)
def test_no_query_gives_an_invalid_literal(query: str) -> None:
    literal = tsquery(query)
    assert literal is None or QUERY.fullmatch(literal)


@pytest.mark.parametrize("query", ["", " \n", "。、!?", "'\\&|!():*<->", "\x00", "_"])
def test_a_query_without_words_is_none(query: str) -> None:
    assert tsquery(query) is None
    assert highlight("規則", query) == [("規則", False)]


@given(st.lists(st.tuples(st.text() | TEXTS, st.sampled_from("ABCD"))))
def test_every_vector_literal_is_valid(parts: list[tuple[str, str]]) -> None:
    assert VECTOR.fullmatch(tsvector(parts))


def test_parts_keep_their_weight_and_do_not_touch() -> None:
    assert tsvector([("規則", "A"), ("則", "B")]) == "'规则':1A '则':2A,4B"


def test_a_vector_stays_within_the_limits_of_postgresql() -> None:
    vector = tsvector([("員工" * 300 + "".join(map(chr, range(0x4E00, 0x9000))), "D")])
    assert vector.count(",") <= 254 * 3
    assert max(int(p) for p in re.findall(r"(\d+)D", vector)) == 16_383


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        tsvector([("規則", "E")])


def test_highlight_marks_the_words_as_written() -> None:
    assert highlight("工作規則與工作规则", "规则") == [
        ("工作", False),
        ("規則", True),
        ("與工作", False),
        ("规则", True),
    ]
    assert highlight("㈱公司ＡＢＣ", "株 abc") == [("㈱", True), ("公司", False), ("ＡＢＣ", True)]


@given(TEXTS | st.text(), TEXTS | st.text())
def test_highlighted_segments_join_to_the_text(text: str, query: str) -> None:
    assert "".join(part for part, _ in highlight(text, query)) == text


@given(CHINESE, TEXTS)
def test_what_is_found_is_marked_and_the_reverse(query: str, text: str) -> None:
    assert finds(query, text) == any(marked for _, marked in highlight(text, query))


def test_a_snippet_shows_the_hit_in_its_surroundings() -> None:
    text = "甲" * 100 + "規則" + "乙" * 100
    assert snippet(text, "规则", around=3) == [
        ("…", False),
        ("甲甲甲", False),
        ("規則", True),
        ("乙乙乙", False),
        ("…", False),
    ]


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert snippet("甲乙丙", "丁") == [("甲乙丙", False)]
    assert snippet("甲" * 90, "丁", around=10) == [("甲" * 20, False), ("…", False)]
    assert snippet("", "丁") == []


@given(TEXTS, CHINESE, st.integers(0, 10))
def test_a_snippet_is_a_window_of_the_text(text: str, query: str, around: int) -> None:
    assert "".join(part for part, _ in snippet(text, query, around)).strip("…") in text


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("第55條", "('第' <-> '55')"),
        ("採購單，以", "('采购' <-> '购单')"),
        ("以 採購", "'采购'"),
        ("以", "'以':*"),
        ("紙 筆", "'笔':*"),
        ("採購單", "('采购' <-> '购单')"),
    ],
)
def test_the_index_is_not_asked_for_what_only_narrows_down(query: str, asked: str) -> None:
    assert relaxed(tsquery(query) or "") == asked


def test_alternatives_stay_alternatives() -> None:
    literal = "('article55' | (('第' <-> '55' <-> '条':*)) | '以':*)"
    assert relaxed(literal) == "('article55' | (('第' <-> '55')) | '以':*)"
