"""A line of a text, and what it looks like: a title, a label, a lead, a heading."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .correcting import Treatment
from .folding import fold
from .labels import NUM, Form, Label, read_label
from .markup import to_text

OPENING = ("（", "(", "【", "〔", "[")
LIST_FORMS = frozenset(Form) - {Form.HEADING, Form.ARTICLE}
# What follows 第N條 in a reference to it: 第三條及第四條, 第五條第一項, 第六條規定, 第七條所稱.
_REFERS = re.compile(
    r"[、，,]\s*(?:第|及|與|与|和|或|至|暨)"
    r"|(?:及|與|与|和|或|暨|至|到|迄)\s*(?:第|本|前|上|其他|其它|附表|附件)"
    rf"|第\s*{NUM}(?:[-之]\d+)?\s*[項项款目類类段點点]"
    "|之|的|所[定稱称列指規规載载示為为述訂订]|規定|规定|各[款項项目]|[前後后][段項项款]|但[書书]|情形|"
    "準用|准用|者|以外|罪|修正(?:條文|条文|施行|前|後|后|草案|之|規定|规定)"
)
HAN = re.compile("[\u3400-\u9fff]")
_DRAWN = frozenset(map(chr, range(0x2500, 0x2580)))
# Of these a clause's own words may begin with the others: 第三條各單位應…, 第三條所得…
_REFERS_PLAINLY = re.compile(
    "[、，,]?(?:第|(?:及|與|与|和|或|至|到|暨)[第本前]|[規规所][定稱称列]|前段|後段|后段|但書|但书)"
)
_SENTENCE = re.compile("[。；;！!？?]")
_TITLE_ENDS_BADLY = re.compile("[,，、.．:：…—\\-|]$|^<table")
_FIRM = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Pty)\.$", re.IGNORECASE)
_BULLET = r"^[-*•·]?\s*"
_BULLETED = re.compile(r"[-*+•●○■□◆◇▪‧·]\s*(?=\S)")
_CONTENTS = re.compile(_BULLET + r"(?:目\s*[錄录次]|contents|table of contents)$", re.IGNORECASE)
# What regulations are called; compared with folded text, so 简 covers 繁.
_NAMES = (
    "制度|办法|规定|规则|细则|规程|准则|守则|章程|条例|规章|须知|要点|手册|规范|纲要|政策|方案|施行法|组织法|编制表|一览表|"
    "policy|code|handbook|法"
)
_NAMED = re.compile(
    rf"(?:{_NAMES})(?:\s*[((〔].{{1,20}}[))〕])?(?:\s*v?[\d.]+版?)?(?:\s*(?:范文|范本|模板))?$"
)
_COLLECTED = re.compile(rf"(?:{_NAMES}|范文|范本|模板|样本|汇编|大全)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space at its ends; ``level`` is a Markdown heading's, else 0.

    ``table`` is the sanitised HTML of a line, or of several, that are a table. ``joins`` are the
    lines of the source that were joined to this one, each with the place in ``text`` where it
    begins. ``treatment`` is what a person said of it. ``hangs`` says that it is set in as far as
    the words of the item above it: a further paragraph of that item. ``indent`` is how many
    cells of white space stand before it.
    """

    number: int
    text: str
    level: int = 0
    label: Label | None = field(default=None, compare=False)
    treatment: Treatment | None = None
    table: str = ""
    joins: tuple[tuple[int, int], ...] = ()
    hangs: bool = False
    indent: int = 0

    @property
    def rest(self) -> str:
        """What follows the label."""
        return self.text[self.label.end :] if self.label else self.text

    @property
    def refers(self) -> bool:
        """Whether the line begins with a label that it only refers to."""
        return self.label is not None and refers_on(self.text, self.label)

    @property
    def plain(self) -> str:
        """The words of the line on one line, of a table as well."""
        return " ".join(to_text(self.table).split()) if self.table else self.text

    @property
    def last_number(self) -> int:
        """The number of the last line of the source that was joined to this one."""
        return self.joins[-1][0] if self.joins else self.number

    @property
    def is_bulleted(self) -> bool:
        """Whether the line is an entry of a list without numbers."""
        return _BULLETED.match(self.text) is not None

    @property
    def is_drawn(self) -> bool:
        """Whether the line is part of a table drawn with lines: │甲│乙│."""
        return self.text[:1] in _DRAWN

    @property
    def begins_list(self) -> bool:
        """Whether the line is the first of a list: 一、, （一）, 1., 3.1."""
        return self.has(*LIST_FORMS) and self.label is not None and self.label.numbers[-1] == 1

    @property
    def is_corrected(self) -> bool:
        """Whether a person said what the line is; that it stays whole says only how long it is."""
        return self.treatment is not None and self.treatment is not Treatment.WHOLE

    def has(self, *forms: Form) -> bool:
        return self.label is not None and self.label.form in forms

    def piece(self, start: int, end: int) -> "Line":
        """A part of the line as a line of its own, which keeps the number it has in the source."""
        treatment = None if start else self.treatment
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        number = next((n for n, at in reversed(self.joins) if at <= start), self.number)
        joins = tuple((n, at - start) for n, at in self.joins if start < at < start + len(text))
        return Line(number, text, self.level, read_label(text), treatment, joins=joins)


def line_of(number: int, text: str, level: int = 0, treatment: Treatment | None = None) -> Line:
    text = text.strip()
    return Line(number, text, level, read_label(text), treatment)


def is_contents_mark(text: str) -> bool:
    """Whether the line only announces a table of contents: 目錄."""
    return _CONTENTS.match(text) is not None


def ends_sentence(text: str) -> bool:
    return bool(re.search("[。；;！!？?」』）)]$", text))


def leads_on(text: str) -> bool:
    """Whether the line introduces what follows it: 「…如下：」."""
    return text.endswith((":", "："))


def is_like_title(text: str, longest: int = 60) -> bool:
    """Whether the line could be a title: short, no sentence, no 「崗位：…」."""
    return (
        len(text) <= longest
        and not _SENTENCE.search(text)
        and (not _TITLE_ENDS_BADLY.search(text) or _FIRM.search(text) is not None)
        and not re.search("[:：]", text)
        and re.search(r"\w", text) is not None
    )


def is_named_like_regulation(text: str) -> bool:
    """Whether the line ends the way regulations are named: …辦法, …制度（試行）."""
    return is_like_title(text) and _NAMED.search(fold(text)) is not None


def speaks_of_regulations(text: str) -> bool:
    """Whether the line names a regulation or a collection of them: …工作制度范文."""
    return is_like_title(text, 40) and _COLLECTED.search(fold(text)) is not None


def refers_on(line: str, label: Label) -> bool:
    """Whether what follows the label shows that it only refers: 第三條及…, Section 3 of …."""
    rest = line[label.end :]
    if label.is_english:
        apart = not rest or line[label.end - 1].isspace()
        return not label.pieces[4] and (not apart or re.match("[a-z,;&]", rest) is not None)
    return _REFERS.match(rest) is not None


def refers_plainly(rest: str) -> bool:
    """Whether it can hardly be read otherwise: 第三條第二項…, 第五條規定…."""
    return _REFERS_PLAINLY.match(rest) is not None


def bare(text: str) -> str:
    """The text folded and without white space."""
    return re.sub(r"\s", "", fold(text))


def first_label(lines: Iterable[Line], *forms: Form) -> Label | None:
    return next((line.label for line in lines if line.has(*forms)), None)
