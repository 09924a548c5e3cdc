import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.chinese import fold, fold_with_offsets

MIXED = st.text(
    st.sampled_from("規则則員工Ａａéｶﾞ㈱①\u0301\u200b\u1100\u1161 ,。\n乾坤")
    | st.characters(codec="utf-8")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("規則", "规则"),
        ("ＡＢＣ１２３", "abc123"),
        ("後台", "后台"),
        ("臺灣", "台湾"),
        ("裡裏", "里里"),
        ("衣著", "衣着"),
        ("乾淨", "干净"),
        ("STRASSE", "straße"),
        ("ｶﾞ", "ガ"),
        ("規\u200b則", "規則"),
    ],
)
def test_the_same_word_folds_to_the_same_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_apart() -> None:
    assert fold("員工") != fold("職工")


@given(MIXED)
def test_the_fold_and_its_offsets_agree(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(MIXED)
def test_offsets_lead_to_the_character_that_was_folded(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    for start in set(offsets):
        end = min((o for o in offsets if o > start), default=len(text))
        piece = "".join(c for c, o in zip(folded, offsets, strict=True) if o == start)
        assert fold(text[start:end]) == piece


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.integers(0, 9))
def test_the_fold_of_a_part_is_a_part_of_the_fold(text: str, cut: int) -> None:
    assert fold(text[:cut]) + fold(text[cut:]) == fold(text)


@given(MIXED)
def test_the_fold_is_normal(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", fold("".join(c for c in text if c.isalnum())))
