"""An address in words."""

from .address import Address, Level, Relative, Sentence, Step, Unit
from .numerals import write_letters, write_numeral, write_roman

_TAIWAN = {
    Level.PART: "編", Level.CHAPTER: "章", Level.SECTION: "節", Level.SUBSECTION: "款",
    Level.SUBSUBSECTION: "目", Level.ARTICLE: "條", Level.PARAGRAPH: "項",
    Level.SUBPARAGRAPH: "款", Level.ITEM: "目",
}  # fmt: skip
_PRC = _TAIWAN | {
    Level.PART: "编", Level.SECTION: "节", Level.ARTICLE: "条", Level.PARAGRAPH: "款",
    Level.SUBPARAGRAPH: "项",
}  # fmt: skip
_PLACES = {
    Relative.THIS: "本", Relative.SAME: "同", Relative.PREVIOUS: "前", Relative.NEXT: "次",
}  # fmt: skip
_SENTENCES = {
    Sentence.FIRST: "前段", Sentence.MIDDLE: "中段", Sentence.LAST: "後段", Sentence.MAIN: "本文",
    Sentence.PROVISO: "但書",
}  # fmt: skip
_ENGLISH = {
    Level.PART: "Part", Level.CHAPTER: "Chapter", Level.ARTICLE: "Article",
    Level.PARAGRAPH: "paragraph", Level.SUBPARAGRAPH: "subparagraph", Level.ITEM: "item",
}  # fmt: skip
_ENGLISH_PLACES = {
    Relative.THIS: "this", Relative.SAME: "the same", Relative.PREVIOUS: "the preceding",
    Relative.NEXT: "the next",
}  # fmt: skip


def write(address: Address, jurisdiction: str, *, english: bool = False) -> str:
    """The address as that jurisdiction writes it: 第十二條之一第二項, 第十二条第二款第（三）项,
    《考勤管理辦法》第八條, Section 3.2. ``find(write(a, j), j)[0].address == a``."""
    if english:
        return _english(address)
    policy = f"《{address.policy}》" if address.policy else ""
    is_prc = jurisdiction == "CN"
    return policy + "".join(_step(step, address.unit, is_prc) for step in address.steps)


def _step(step: Step, unit: Unit, is_prc: bool) -> str:
    sentence = _SENTENCES[step.sentence] if step.sentence else ""
    if is_prc:
        sentence = sentence.replace("後", "后").replace("書", "书")
    return _place(step, unit, is_prc) + sentence


def _place(step: Step, unit: Unit, is_prc: bool) -> str:
    if step.level is Level.SUBITEM:
        return f"之{step.numbers[0]}"  # Taiwan's 中央法規標準法 §8: 某目之1
    name = (_PRC if is_prc else _TAIWAN)[step.level]
    if step.level is Level.ARTICLE and unit is Unit.POINT:
        name = "点" if is_prc else "點"
    if step.relative:
        count = write_numeral(step.count) if step.count > 1 else ""
        return f"{_PLACES[step.relative]}{count}{name}"
    if step.level is Level.ARTICLE and unit is Unit.SECTION:
        return f"第{'.'.join(map(str, step.numbers))}{name}"
    number, *further = map(write_numeral, step.numbers)
    if is_prc and step.level is Level.SUBPARAGRAPH:
        number = f"（{number}）"
    return f"第{number}{name}" + "".join(f"之{one}" for one in further)


def _english(address: Address) -> str:
    """Innermost first: paragraph 2(b) of Article 5 of the Leave Policy."""
    groups: list[str] = []
    for step in address.steps:
        in_brackets = groups and not step.relative and _in_brackets(step)
        if in_brackets:
            groups[-1] += in_brackets
        else:
            groups.append(_english_step(step, address.unit))
    if address.policy:
        groups.insert(0, f"the {address.policy}")
    return " of ".join(reversed(groups))


def _in_brackets(step: Step) -> str:
    if step.level is Level.SUBPARAGRAPH:
        return f"({write_letters(step.numbers[0])})"
    if step.level is Level.ITEM:
        return f"({write_roman(step.numbers[0])})"
    return f"({write_letters(step.numbers[0]).upper()})" if step.level is Level.SUBITEM else ""


def _english_step(step: Step, unit: Unit) -> str:
    name = _ENGLISH.get(step.level, "Section")
    if step.level is Level.ARTICLE and unit is not Unit.ARTICLE:
        name = "Section"
    if step.relative:
        return f"{_ENGLISH_PLACES[step.relative]} {name}"
    return f"{name} {_in_brackets(step) or _english_number(step, unit)}"


def _english_number(step: Step, unit: Unit) -> str:
    if unit is Unit.SECTION or len(step.numbers) < 2:
        return ".".join(map(str, step.numbers))
    return f"{step.numbers[0]}{write_letters(step.numbers[1]).upper()}"
