"""Addresses in words, and every one of them read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.citation import Address, Level, Relative, Sentence, Step, Unit, find, write

HEADINGS = (
    Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.SUBSUBSECTION,
)  # fmt: skip
INSIDE = (Level.PARAGRAPH, Level.SUBPARAGRAPH, Level.ITEM, Level.SUBITEM)
PLACED = {
    Relative.THIS: {*HEADINGS[:3], Level.ARTICLE, *INSIDE[:3]},
    Relative.PREVIOUS: {*HEADINGS[:3], Level.ARTICLE, *INSIDE[:3]},
    Relative.NEXT: {*HEADINGS[1:3], Level.ARTICLE, *INSIDE[:2]},
    Relative.SAME: {*HEADINGS[1:3], Level.ARTICLE, *INSIDE[:3]},
}
NUMBERS = st.integers(1, 9999)
NAMES = st.text("考勤請假管理办法規則與及之的第一條Leave", min_size=1, max_size=12)


@st.composite
def numbered(draw: st.DrawFn, level: Level) -> Step:
    further = () if level in INSIDE else draw(st.lists(st.integers(1, 99), max_size=2).map(tuple))
    return Step(level, (draw(NUMBERS), *further))


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """From some heading in, to the clause or what is inside it, without gaps below a heading."""
    levels = [level for level in (*HEADINGS[:3], Level.ARTICLE) if draw(st.booleans())]
    if levels and levels[-1] is Level.SECTION and draw(st.booleans()):
        levels += HEADINGS[3 : draw(st.integers(4, 5))]
    if not levels or levels[-1] is Level.ARTICLE:
        levels += [level for level in INSIDE[:3] if draw(st.booleans())]
        if levels and levels[-1] is Level.ITEM and draw(st.booleans()):
            levels.append(Level.SUBITEM)
    found = [draw(numbered(level)) for level in levels or [Level.ARTICLE]]
    if not found[-1].level.is_heading and draw(st.booleans()):
        found[-1] = _with(found[-1], draw(st.sampled_from(Sentence)))
    return tuple(found)


def _with(step: Step, sentence: Sentence) -> Step:
    return Step(step.level, step.numbers, step.relative, step.count, sentence)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    found = draw(steps())
    policy = draw(st.just("") | NAMES)
    places = [relative for relative, levels in PLACED.items() if found[0].level in levels]
    if not policy and places and draw(st.booleans()):
        relative = draw(st.sampled_from(places))
        count = draw(st.integers(1, 20)) if relative is Relative.PREVIOUS else 1
        found = (Step(found[0].level, (), relative, count, found[0].sentence), *found[1:])
    unit = Unit.ARTICLE
    article = next((step for step in found if step.level is Level.ARTICLE), None)
    if article:
        decimal = len(article.numbers) > 1 and max(article.numbers) < 9999
        unit = draw(st.sampled_from([Unit.ARTICLE, Unit.POINT, *[Unit.SECTION] * decimal]))
    return Address(found, policy, unit)


@given(addresses(), st.sampled_from(["TW", "CN"]))
def test_what_is_written_is_read_again(address: Address, jurisdiction: str) -> None:
    words = write(address, jurisdiction)
    found = find(words, jurisdiction)
    assert [citation.address for citation in found] == [address]
    assert found[0].words == words


@st.composite
def english_addresses(draw: st.DrawFn) -> Address:
    unit = draw(st.sampled_from([Unit.ARTICLE, Unit.SECTION]))
    numbers = (draw(NUMBERS), *draw(st.lists(st.integers(1, 26), max_size=1)))
    found = [Step(Level.ARTICLE, numbers)]
    if draw(st.booleans()):
        found.insert(0, Step(Level.CHAPTER, (draw(NUMBERS),)))
    if draw(st.booleans()):
        found.append(Step(Level.PARAGRAPH, (draw(NUMBERS),)))
    small = st.integers(1, 26)
    found += [Step(level, (draw(small),)) for level in INSIDE[1 : draw(st.integers(1, 4))]]
    return Address(tuple(found), draw(st.sampled_from(["", "Leave Policy", "Fair Pay Act"])), unit)


@given(english_addresses())
def test_what_is_written_in_english_is_read_again(address: Address) -> None:
    words = write(address, "XX", english=True)
    assert [citation.address for citation in find(words, "XX")] == [address]


@pytest.mark.parametrize(
    ("address", "taiwan", "mainland"),
    [
        (
            Address(
                (
                    Step(Level.ARTICLE, (12, 1)),
                    Step(Level.PARAGRAPH, (2,)),
                    Step(Level.SUBPARAGRAPH, (3,)),
                )
            ),
            "第十二條之一第二項第三款",
            "第十二条之一第二款第（三）项",
        ),
        (
            Address((Step(Level.ARTICLE, (8,)),), policy="考勤管理辦法"),
            "《考勤管理辦法》第八條",
            "《考勤管理辦法》第八条",
        ),
        (
            Address((Step(Level.PARAGRAPH, relative=Relative.PREVIOUS, count=2),)),
            "前二項",
            "前二款",
        ),
        (Address((Step(Level.ARTICLE, (5,)),), unit=Unit.POINT), "第五點", "第五点"),
        (Address((Step(Level.ARTICLE, (3, 2)),), unit=Unit.SECTION), "第3.2條", "第3.2条"),
        (
            Address((Step(Level.ITEM, (2,)), Step(Level.SUBITEM, (1,), sentence=Sentence.LAST))),
            "第二目之1後段",
            "第二目之1后段",
        ),
    ],
)
def test_each_jurisdiction_has_its_words(address: Address, taiwan: str, mainland: str) -> None:
    assert (write(address, "TW"), write(address, "CN")) == (taiwan, mainland)


def test_english_names_the_innermost_first() -> None:
    address = Address(
        (Step(Level.ARTICLE, (5,)), Step(Level.PARAGRAPH, (2,)), Step(Level.SUBPARAGRAPH, (2,))),
        policy="Leave Policy",
    )
    assert write(address, "XX", english=True) == "paragraph 2(b) of Article 5 of the Leave Policy"
    here = Address((Step(Level.ARTICLE, relative=Relative.THIS),))
    assert write(here, "XX", english=True) == "this Article"
