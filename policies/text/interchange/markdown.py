"""A revision as Markdown (CommonMark with GitHub's tables): for wikis, chats and diff tools.

Whatever the words hold, they come out as words: what would be a sign of Markdown or an HTML tag
is escaped. A table with joined cells, or with more than words in them, stands as sanitised HTML.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from policies.text import blocks
from policies.text.blocks import Block, Character, Listing, Paragraph, Quote, Table, Wrap
from policies.text.cleaning import one_line
from policies.text.html_reading import read
from policies.text.markup import is_blank
from policies.text.outline import Clause, Heading

from .record import Record

SPACE = "\N{IDEOGRAPHIC SPACE}"
DEEPEST = 6
_SIGNS = re.compile(r"([\\`*_\[\]<>&|~])")
# At the beginning of a line only: headings, lists, rules, indented code.
_OPENING = re.compile(
    r"^([ \t]*)(#{1,6}(?=[ \t]|$)|[-+=](?=[ \t=-]|$)|[0-9]{1,9}(?=[.)](?:[ \t]|$)))"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_SIGNED = {"strong": ("**", "**"), "em": ("*", "*"), "s": ("~~", "~~")}
_TAGGED = ("u", "sub", "sup")


def write_markdown(record: Record, headlines: dict[str, str]) -> str:
    """The text, facts in its front matter. ``headlines`` are the words above its parts:
    ``background``, ``purpose``, ``scope``, ``supplementary``, ``bases``, ``attachments``,
    ``deleted``."""
    parts = ("\n".join(lines) for lines in _parts(record, headlines))
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(record: Record, headlines: dict[str, str]) -> Iterator[Sequence[str]]:
    outline, facts = record.outline, record.facts
    yield _front_matter(record)
    for line in outline.superscription.split("\n"):
        yield [escaped(line)]
    yield [f"# {one_line(_escape(outline.title))}"]
    for name in ("background", "purpose", "scope"):
        if html := getattr(outline, name):
            yield [f"## {headlines[name]}"]
            yield from _body(html)
    depths = _depths(record)
    for node in outline.walk():
        if isinstance(node, Heading):
            signs = "#" * min(next(depths), DEEPEST)
            yield [f"{signs} {_line(f'{node.label}{SPACE}{node.title}'.strip(SPACE))}"]
            yield from _body(node.lead)
        else:
            yield from _clause(node, headlines["deleted"])
    if outline.supplementary:
        yield [f"## {headlines['supplementary']}"]
        yield from _body(outline.supplementary)
    if outline.bases:
        yield [f"## {headlines['bases']}"]
        yield [f"- {_line(f'{each.law} {each.article}'.strip())}" for each in outline.bases]
    if outline.attachments:
        yield [f"## {headlines['attachments']}"]
        yield [
            f"{number}. {_line(each.title)} ({_line(each.name)}, SHA-256 `{_bare(each.digest)}`)"
            for number, each in enumerate(outline.attachments, 1)
        ]
    yield ["---"]
    yield [f"{_line(facts.code)} {_line(facts.number)} · SHA-256 `{record.digest}`"]


def _front_matter(record: Record) -> list[str]:
    """YAML, every value a JSON string, which is YAML too."""
    facts = record.facts
    told = {
        "code": facts.code, "title": record.outline.title, "revision": facts.number,
        "issuing_unit": facts.issuing_unit, "effective_from": facts.effective_from,
        "effective_until": facts.effective_until, "language": facts.language,
        "sha256": record.digest,
    }  # fmt: skip
    return ["---", *(f"{name}: {_yaml(value)}" for name, value in told.items() if value), "---"]


def _yaml(value: str) -> str:
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _depths(record: Record) -> Iterator[int]:
    """How many signs go before each heading, the outermost two: the title has one."""

    def below(headings: Sequence[Heading], depth: int) -> Iterator[int]:
        for heading in headings:
            yield depth
            yield from below(heading.headings, depth + 1)

    yield from below(record.outline.headings, 2)


def _clause(clause: Clause, deleted: str) -> Iterator[Sequence[str]]:
    name = f"**{_line(clause.label)}**" if clause.label.strip() else ""
    if clause.caption.strip():
        name = (
            f"{name}{SPACE}**{_line(clause.caption)}**" if name else f"**{_line(clause.caption)}**"
        )
    body = [list(lines) for lines in _body(clause.body)]
    if clause.deleted and is_blank(clause.body):
        body = [[_line(deleted)]]
    if name and not clause.caption.strip() and body and not _begins_a_block(clause.body):
        body[0][0] = f"{name}{SPACE}{body[0][0]}"
    elif name:
        yield [name]
    yield from body


def _begins_a_block(html: str) -> bool:
    return bool(html) and not html.startswith("<p>")


def _body(html: str) -> Iterator[list[str]]:
    for block in read(html):
        yield list(_block(block))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _lines(block.characters)
    elif isinstance(block, Quote):
        for line in _joined(block.blocks):
            yield f"> {line}".rstrip()
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, 1):
            sign = f"{number}. " if block.ordered else "- "
            for place, line in enumerate(_joined(item)):
                yield (sign if place == 0 else " " * len(sign)) + line if line else ""
    elif _is_simple(block):
        yield from _table(block)
    else:
        yield _CONTROLS.sub("\ufffd", blocks.write([block])).replace("\n", " ")


def _joined(inner: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in inner:
        lines += ([""] if lines else []) + list(_block(block))
    return lines or [""]


def _is_simple(table: Table) -> bool:
    rows = table.head + table.body
    widths = {len(row) for row in rows}
    return (
        not table.caption
        and len(table.head) < 2
        and len(widths) == 1
        and all(not cell.spans and _is_line(cell.blocks) for row in rows for cell in row)
    )


def _is_line(inner: Sequence[Block]) -> bool:
    return len(inner) < 2 and all(isinstance(block, Paragraph) for block in inner)


def _table(table: Table) -> Iterator[str]:
    rows = [
        [" ".join(_joined(cell.blocks)).replace("\\\n", " ") for cell in row]
        for row in table.head + table.body
    ]
    if not table.head:
        rows.insert(0, ["" for _ in rows[0]])
    for place, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if place == 0:
            yield f"|{'---|' * len(row)}"


def _lines(characters: Sequence[Character]) -> list[str]:
    """A paragraph's lines; each but the last ends with the sign for a break."""
    written = _formatted(characters).split("\n")
    lines = [_open(line) for line in written]
    return [*(f"{line}\\" for line in lines[:-1]), lines[-1]]


def _formatted(characters: Sequence[Character]) -> str:
    written: list[str] = []
    for wraps, group in groupby(characters, key=lambda pair: pair[1]):
        text = "".join(text for text, _ in group)
        words = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if not words:
            written.append(text)
            continue
        # Signs beside a space would not count, so what is blank stands outside them.
        dressed = _escape(words)
        for wrap in reversed(wraps):
            dressed = _dressed(dressed, wrap)
        written.append(f"{before}{dressed}{after}")
    return "".join(written)


def _dressed(text: str, wrap: Wrap) -> str:
    tag, value = wrap
    if tag == "a":
        address = re.sub(r"[\s()<>\\]", lambda each: f"%{ord(each[0]):02X}", value)
        return f"[{text}](<{address}>)"
    if tag in _SIGNED:
        before, after = _SIGNED[tag]
        return f"{before}{text}{after}"
    return f"<{tag}>{text}</{tag}>" if tag in _TAGGED else text


def _escape(text: str) -> str:
    return _CONTROLS.sub("\ufffd", _SIGNS.sub(r"\\\1", text))


def escaped(line: str) -> str:
    """A line of bare words, as it reads."""
    return _open(_escape(line))


def _line(text: str) -> str:
    return one_line(_escape(text))


def _bare(text: str) -> str:
    return re.sub("[^0-9a-z]", "", text)


def _open(line: str) -> str:
    """The line with what would begin a heading, a list or a rule escaped, and not set in."""
    line = line.lstrip(" \t")
    match = _OPENING.match(line)
    if match is None:
        return line
    sign = match[2]
    if sign.isdigit():
        return f"{sign}\\{line[match.end() :]}"
    return f"\\{line}"
