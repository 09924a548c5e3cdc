"""The name of the regulation that a citation begins with: 本辦法, 《考勤管理辦法》, 勞動基準法."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .folding import fold

_ENDINGS = (
    "條例|条例|細則|细则|辦法|办法|規則|规则|規程|规程|準則|准则|標準|标准|綱要|纲要|通則|通则|增修條文|"
    "公約|公约|協定|协定|章程|憲章|宪章|守則|守则|規範|规范|須知|须知|要點|要点|規定|规定|制度|規章|规章|"
    "注意事項|注意事项|手冊|手册|契約|契约|協約|协约|合同|協議|协议|法典|法|解釋|解释|方案|計畫|计划|政策|"
    "指引|指南|程序|[附][件表錄录][一二三四五六七八九十0-9０-９]*"
)
_NOTE = r"(?:\s*[（(〔][^（()）〔〕]{1,40}[)）〕])*"  # （以下簡稱本法）, （試行）
_LINK = r"(?:[的之]|(?:之|的)?[中內内])?\s*"
_OWN = re.compile(
    rf"(?:本(?!公司|集團|集团|企業|企业|廠|厂|校|院|會|会|部|處|处|局|府|行[^政為为]|社|店|所|中心|單位|单位|縣|县|市|省|國|国|區|区)"
    rf"(?P<kind_before>[^本\W\d]{{0,8}}?)(?P<kind>{_ENDINGS})){_NOTE}{_LINK}$"
)
_QUOTED = re.compile(
    rf"(?:《(?P<angle>[^《》]*(?:《[^《》]*》[^《》]*)*)》|「(?P<corner>[^「」]{{2,40}})」){_NOTE}{_LINK}$"
)
_THAT = re.compile(rf"(?P<that>(?:同|該|该|前開|前开|上開|上述|前述)(?:{_ENDINGS})){_NOTE}{_LINK}$")
_NAMED = re.compile(rf"(?P<name>[^\W\d_]{{0,40}}?(?:{_ENDINGS}))(?P<rest>{_NOTE}{_LINK})$")
_NAMED_AT_END = re.compile(rf"(?:{_ENDINGS})$")
# Words that a name of a regulation does not begin before: what stands before them is the sentence.
_BEFORE_NAME = re.compile(
    "依照|依據|依据|依|按照|遵照|比照|參照|参照|按|根據|根据|違反|违反|違背|觸犯|触犯|適用|适用|準用|准用|"
    "符合|合於|合于|不受|抵觸|牴觸|抵触|除|係|即|於|于|(?<![行作認认])為|(?<![行作認认])为|由|曾犯|"
    "有(?![限線线價价機机])|以(?!工)|就(?![業业學学養养])|對(?![外價])|对(?![外价])|在(?![職职地校宅])|"
    "及其|[該该此]|其(?!他)|負|负|較|较|括|執行|执行|分別|分别|超過|超过|從事|从事|指|因|犯(?!罪)|受(?![託托])|如|經|经(?![濟济])"
)
_CONJUNCTION = re.compile("以及|及|與|与|和|或|暨|、")
_BEFORE_CONJUNCTION = re.compile(
    rf"(?:{_ENDINGS}|[條条項项款目章節节編编段書书》」）)]|之[一二三四五六七八九十]+)$"
)
_GENERIC = re.compile(
    "(?:之|的|前|其|此|該|该|各|有關|有关|相關|相关|其他|下列|本|條|项|項|款)*(?:法|規定|规定|辦法|办法|規則|规则|條例|条例|制度|規章|规章|標準|标准|"
    "程序|方案|計畫|计划|政策|要點|要点|契約|契约|合同|協議|协议|解釋|解释|手冊|手册|附[件表錄录])"
    "|[依違违合非無无司立執执方用做看想作書书同該该]法"
)
_STATUTES = re.compile("法典|法|條例|条例")
_SHORT = re.compile(
    rf"(?:《(?P<angle>[^《》]+)》|(?P<name>[^\W\d_]{{1,40}}(?:{_ENDINGS})))\s*[（(]"
    r"(?:以下)?(?:合?[簡简]?稱|简称)[為为]?[「『《“\"]?(?P<short>[^「」『』《》“”\"（()）]{1,20})[」』》”\"]?[)）]"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Where the name begins, the regulation it means (empty: the one that speaks), and whether it
    says 同法 and so means what was named before."""

    start: int
    policy: str
    is_back_reference: bool = False


def name_before(
    text: str, end: int, floor: int, title: str, names: Mapping[str, str]
) -> Named | None:
    """The name of a regulation that ends right before ``end``; it is not looked for before
    ``floor``. None if the words before are the sentence's own."""
    before = text[floor:end]
    if (own := _OWN.search(before)) and not _holds_name(own["kind_before"]):
        kind = own["kind"]
        said = re.sub(r"[（(〔].*$", "", own[0]).strip("的之中內内 ")
        return Named(floor + own.start(), _own(said, kind, title, names))
    if quoted := _QUOTED.search(before):
        name = quoted["angle"] or quoted["corner"]
        if quoted["angle"] or _NAMED_AT_END.search(_bare(name)):
            return Named(floor + quoted.start(), _policy(name, title, names))
    if that := _THAT.search(before):
        return Named(floor + that.start(), that["that"], is_back_reference=True)
    return _unquoted(before, floor, title, names)


def short_names(text: str, title: str) -> dict[str, str]:
    """The short names a text gives to other regulations: 勞動基準法（以下簡稱本法）."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        name = match["angle"] or _cut(match["name"])
        short = match["short"].strip()
        same_kind = short.startswith("本") and not _is_other(short, title)
        if name and not _same(name, title) and not same_kind:
            found.setdefault(short, name)
    return found


def _unquoted(before: str, floor: int, title: str, names: Mapping[str, str]) -> Named | None:
    match = _NAMED.search(before)
    if match is None:
        return None
    known = (short for short in names if match["name"].endswith(short))
    name = max(known, key=len, default="") or _cut(match["name"])
    if not name or (name not in names and _GENERIC.fullmatch(name)):
        return None
    start = floor + match.start("rest") - len(name)
    bare = re.sub("[規规]定$", "", name)
    policy = bare if _NAMED_AT_END.search(bare) else name  # 民法規定第三條
    return Named(start, _policy(policy, title, names))


def _holds_name(words: str) -> bool:
    """Whether 本…法 begins a sentence and not a name: 本細則依勞動基準法."""
    return bool(re.search(_ENDINGS, words) or _BEFORE_NAME.search(words))


def _cut(run: str) -> str:
    """The run of characters without what the sentence says before the name."""
    start = 0
    for match in _BEFORE_NAME.finditer(run):
        if _NAMED_AT_END.search(run, match.end()) and _parts(match[0], run[match.end() :]):
            start = match.end()
    for match in _CONJUNCTION.finditer(run, start):
        if _BEFORE_CONJUNCTION.search(run, start, match.start()):
            start = match.end()
    return re.sub("^[或及與与和暨之的]", "", run[start:])


def _parts(word: str, rest: str) -> bool:
    """Whether the word stands before a name: 依 always does, 執行 may be in the middle of one."""
    return word[0] in "依按違违適适準准根" or not _GENERIC.fullmatch(rest)


def _own(said: str, kind: str, title: str, names: Mapping[str, str]) -> str:
    """本法 in what is no law means another one; 本辦法, 本制度 is what speaks."""
    if said in names:
        return names[said]
    return said if _STATUTES.fullmatch(kind) and _is_other(said, title) else ""


def _is_other(said: str, title: str) -> bool:
    """Whether 本法 cannot be the regulation of that title."""
    named = _NAMED_AT_END.search(_bare(title))
    return named is not None and not fold(said).endswith(fold(named[0]))


def _policy(name: str, title: str, names: Mapping[str, str]) -> str:
    return "" if _same(name, title) else names.get(name, name)


def _same(name: str, title: str) -> bool:
    return bool(title) and fold(_bare(name)) == fold(_bare(title))


def _bare(title: str) -> str:
    return re.sub(r"[（(〔《].*?[)）〕》]|\s", "", title)


def last_named(text: str, end: int, title: str, names: Mapping[str, str]) -> str:
    """The regulation named last before ``end`` without being cited there; empty if none."""
    ends = [match.end() for match in re.finditer(rf"》|(?:{_ENDINGS})", text[:end])]
    for at in reversed(ends):
        named = name_before(text, at, 0, title, names)
        if named and not named.is_back_reference:
            return named.policy
    return ""
