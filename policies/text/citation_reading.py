"""The citations in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from . import citation_english as english
from . import citation_patterns as patterns
from .address import Address, Level, Relative, Step, Unit
from .citation_names import Named, last_named, name_before
from .numerals import read_numeral


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that a text points at, and the words that do so: ``text[start:end] == words``.

    An enumeration is several citations, each with its own words: of 「第十二條第一項及第三項」 the
    second has the words 第三項 and the whole address, article 12 paragraph 3. A range is two, and
    the second reaches ``through`` everything since the first: 「第三條至第五條」.
    """

    start: int
    end: int
    words: str
    address: Address
    through: bool = False


def find(
    text: str, jurisdiction: str, title: str = "", names: Mapping[str, str] | None = None
) -> tuple[Citation, ...]:
    """The citations in plain text (lines as ``markup.to_text`` gives them), in order, none
    overlapping.

    ``jurisdiction`` is "CN" where 款 is the paragraph and 项 what it lists, anything else for the
    Taiwanese order. ``title`` is that of the regulation the text stands in: 本法 in what is no law
    means another. ``names`` are the short names it gives to others (本法: 勞動基準法), see
    ``Index.names``. Citations of other regulations have the name as their address's ``policy``.
    """
    found: list[Citation] = []
    for line in re.finditer("[^\n]+", text):
        reader = _Reader(text, line.start(), line.end(), jurisdiction, title, names or {}, found)
        reader.read()
    taken = [(citation.start, citation.end) for citation in found]
    found += (
        Citation(one.start, one.end, text[one.start : one.end], one.address, one.through)
        for one in english.find(text)
        if all(one.end <= start or one.start >= end for start, end in taken)
    )
    return tuple(sorted(found, key=lambda citation: citation.start))


@dataclass(frozen=True, slots=True)
class _Chain:
    """Steps that stand next to each other: 第十二條第二項. ``unit`` is what the outermost calls
    the clause; ``listed`` says that more numbers of the last step's level follow without unit."""

    steps: tuple[Step, ...]
    end: int
    unit: Unit = Unit.ARTICLE
    listed: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads one line of the text; ``found`` is what was found before it, and gets the rest."""

    text: str
    start: int
    stop: int
    jurisdiction: str
    title: str
    names: Mapping[str, str]
    found: list[Citation]
    before: int = field(init=False)
    named: str | None = None  # the regulation that 同法 means here

    def __post_init__(self) -> None:
        self.before = len(self.found)

    def read(self) -> None:
        at = self.start
        while begins := patterns.BEGINS.search(self.text, at, self.stop):
            if begins["name"]:
                at = begins.end()
                continue
            chain = self._chain(begins.start())
            if chain is None or (not chain.listed and self._is_label(begins.start(), chain)):
                at = begins.start() + 1
                continue
            at = self._take(begins.start(), chain)

    def _take(self, start: int, chain: _Chain) -> int:
        """Records the citation, with what goes on from it, and says where to read on."""
        floor = self.found[-1].end if len(self.found) > self.before else self.start
        named = name_before(self.text, start, floor, self.title, self.names)
        address = Address(chain.steps, unit=chain.unit)
        joint = self.text[floor : named.start if named else start]
        joined = len(self.found) > self.before and patterns.JOINT.fullmatch(joint) is not None
        if named:
            address = address.of(self._policy(named))
            self.named = address.policy
        elif chain.steps[0].relative is Relative.SAME:
            address = self._as_before(address)
        elif joined and not chain.steps[0].relative:
            address = self._carried(address)
        elif chain.steps[0].numbers and patterns.LOOSE_JOINT.fullmatch(joint):
            address = self._carried_name(address)
        through = joined and patterns.THROUGH.search(joint) is not None
        self._add(named.start if named else start, chain.end, address, through)
        if chain.listed:
            self._listed()
        self._sentence()
        self._further()
        return self.found[-1].end

    def _add(self, start: int, end: int, address: Address, through: bool = False) -> None:
        self.found.append(Citation(start, end, self.text[start:end], address, through))

    def _policy(self, named: Named) -> str:
        """The policy a name means; 同法 is the one named last."""
        if not named.is_back_reference:
            return named.policy
        if self.named is not None:
            return self.named
        return last_named(self.text, named.start, self.title, self.names) or named.policy

    def _as_before(self, address: Address) -> Address:
        """同條第二項: the article cited just before, or that of the words themselves."""
        if not self.found:
            return address
        last = self.found[-1].address
        level = address.steps[0].level
        own = last.step(level)
        if own is None and last.is_own and level is Level.ARTICLE:
            own = Step(level, relative=Relative.THIS)
        if own is None:
            return address
        shared = tuple(step for step in last.steps if step.level.depth < level.depth)
        own = replace(own, sentence=address.steps[0].sentence)
        return replace(last, steps=(*shared, own, *address.steps[1:]))

    def _carried(self, address: Address) -> Address:
        """及第三項: what the member of the enumeration before said further out holds on; but 前項與
        第一款 names the 款 where it stands, for it is no second one."""
        last = self.found[-1].address
        depth = address.steps[0].level.depth
        if depth > last.steps[-1].level.depth:
            return address
        shared = tuple(step for step in last.steps if step.level.depth < depth)
        unit = last.unit if depth > Level.ARTICLE.depth else address.unit
        return replace(address, steps=shared + address.steps, policy=last.policy, unit=unit)

    def _carried_name(self, address: Address) -> Address:
        """Another regulation's article goes on in a list of its articles."""
        last = self.found[-1].address if len(self.found) > self.before else address
        is_article = address.steps[0].level is Level.ARTICLE
        return address.of(last.policy) if is_article else address

    def _listed(self) -> None:
        """第三、四條: the further numbers of the list, up to the one that has the unit."""
        last = self.found[-1]
        level = last.address.steps[-1].level
        end = last.end
        while match := patterns.LISTED_ON.match(self.text, end, self.stop):
            number = _numeral(match["number"])
            if number is None:
                return
            steps = (*last.address.steps[:-1], Step(level, (number,)))
            through = patterns.THROUGH.search(match["joint"]) is not None
            end = match.end()
            if match["unit"] and (inner := self._chain(end, level)):
                steps, end = steps + inner.steps, inner.end
            self._add(match.start("words"), end, replace(last.address, steps=steps), through)
            if match["unit"]:
                return

    def _sentence(self) -> None:
        """第一項前段及後段: a further part of the paragraph that is cited."""
        last = self.found[-1].address
        while joint := patterns.JOINT.match(self.text, self.found[-1].end, self.stop):
            match = patterns.SENTENCE.match(self.text, joint.end(), self.stop)
            if match is None:
                return
            step = replace(last.steps[-1], sentence=patterns.SENTENCES[match[1][0]])
            self._add(match.start(), match.end(), replace(last, steps=(*last.steps[:-1], step)))

    def _further(self) -> None:
        """第十條之一及之二: a further number of the article before."""
        while match := patterns.FURTHER.match(self.text, self.found[-1].end, self.stop):
            last = self.found[-1].address
            innermost = last.steps[-1]
            number = _numeral(match[1].lstrip("之 　"))
            if number is None or len(innermost.numbers) < 2:
                return
            step = Step(innermost.level, (*innermost.numbers[:-1], number))
            address = replace(last, steps=(*last.steps[:-1], step))
            through = patterns.THROUGH.search(match[0][: match.start(1) - match.start()])
            self._add(match.start(1), match.end(), address, through is not None)

    def _chain(self, at: int, below: Level | None = None) -> _Chain | None:
        """The steps that begin at ``at``, each deeper than the one before."""
        steps: list[Step] = []
        unit = Unit.ARTICLE
        level = below
        while step := self._step(at, level, first=not steps and below is None):
            sentence = patterns.SENTENCE.match(self.text, step.end, self.stop)
            part = patterns.SENTENCES[sentence[1][0]] if sentence else None
            steps += (*step.steps[:-1], replace(step.steps[-1], sentence=part))
            level, at = step.steps[-1].level, sentence.end() if sentence else step.end
            unit = step.unit if step.steps[0].level is Level.ARTICLE else unit
            if step.listed:
                return _Chain(tuple(steps), at, unit, listed=True)
        return _Chain(tuple(steps), at, unit) if steps else None

    def _step(self, at: int, above: Level | None, *, first: bool) -> _Chain | None:
        """One step: 第十二條之一, 第（三）项, 前條, 3.2條, 第三、; it must lie below ``above``."""
        subitem = patterns.SUBITEM.match(self.text, at, self.stop) if above is Level.ITEM else None
        if subitem and (number := read_numeral(subitem[1])):
            return _Chain((Step(Level.SUBITEM, (number,)),), subitem.end())
        if not first and self.text[at : at + 1] in ("之", "的", " ", "　"):
            at += 1
        if match := patterns.NUMBERED.match(self.text, at, self.stop):
            return self._numbered(match, above)
        if match := patterns.LISTED.match(self.text, at, self.stop):
            number = _numeral(match["number"])
            level = self._level(match["unit"], above)
            if number is None or level is None:
                return None
            unit = _unit_of(match["unit"])
            return _Chain((Step(level, (number,)),), match.end(), unit, listed=True)
        if first and (match := patterns.DECIMAL.match(self.text, at, self.stop)):
            return self._numbered(match, above)
        if first and (match := patterns.PLACED.match(self.text, at, self.stop)):
            return self._placed(match)
        return None

    def _numbered(self, match: re.Match[str], above: Level | None) -> _Chain | None:
        groups = match.groupdict("")
        first = read_numeral(groups.get("bracketed") or groups["number"])
        dash, of = groups["dash"], groups.get("of", "")
        rest = [read_numeral(part) for part in re.findall("[^-－–.．之\\s]+", dash + "之" + of)]
        numbers = tuple(number for number in (first, *rest) if number is not None)
        level = self._level(match["unit"], above)
        if level is None or len(numbers) < 1 + len(rest):
            return None
        if "." in dash or "．" in dash:
            step = Step(Level.ARTICLE, numbers)
            return (
                None
                if above and not above.is_heading
                else _Chain((step,), match.end(), Unit.SECTION)
            )
        if level is Level.ITEM and of:
            steps = (Step(level, numbers[:1]), Step(Level.SUBITEM, numbers[1:]))
            return _Chain(steps, match.end())
        return _Chain((Step(level, numbers),), match.end(), _unit_of(match["unit"]))

    def _placed(self, match: re.Match[str]) -> _Chain | None:
        name = match.lastgroup or ""
        relative, character = patterns.RELATIVES[name], match[name]
        level = self._level(character, None)
        count = read_numeral(match["count"]) if match["count"] else 1
        if level is None or not count:
            return None
        step = Step(level, relative=relative, count=count)
        return _Chain((step,), match.end(), _unit_of(character))

    def _level(self, unit: str, above: Level | None) -> Level | None:
        """The level of a unit that stands below another; 款 below 節 is a heading."""
        level = patterns.levels_of(self.jurisdiction)[unit[0]]
        if unit == "款" and above is Level.SECTION:
            return Level.SUBSECTION
        if unit == "目" and above is Level.SUBSECTION:
            return Level.SUBSUBSECTION
        return None if above and level.depth <= above.depth else level

    def _is_label(self, start: int, chain: _Chain) -> bool:
        """Whether the line begins with it as with its own label: 「第五條　員工…」."""
        if start > self.start or len(chain.steps) > 1 or chain.steps[0].relative:
            return False
        if chain.steps[0].level.depth > Level.ARTICLE.depth:
            return False
        rest = self.text[chain.end : self.stop]
        return bool(re.match(r"[\s：:]+(?![第及與与和或至])\S", rest)) and not rest.startswith("\t")


def _unit_of(character: str) -> Unit:
    return Unit.POINT if character[0] in "點点" else Unit.ARTICLE


def _numeral(text: str) -> int | None:
    bare = text.strip("（()） 　")
    return read_numeral(bare.rstrip("兩两") or bare)  # 第三、第四兩款
