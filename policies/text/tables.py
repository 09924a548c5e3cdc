"""Tables in a plain text: one written as HTML on one line, and those of Markdown."""

import re
from collections.abc import Sequence
from html import escape, unescape

from .markup import sanitise, to_text

_HTML_TABLE = re.compile(r"<table(?:\s[^<>]*)?>.*</table\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)")
_BREAK = re.compile(r"&lt;br\s*/?&gt;", re.IGNORECASE)


def html_table(line: str) -> str:
    """The sanitised HTML of a line that is one table and nothing else; else the empty string.

    What would lose a word by becoming a table stays the text it is.
    """
    if not _HTML_TABLE.fullmatch(line):
        return ""
    table = sanitise(line)
    one = table.startswith("<table>") and table.find("</table>") == len(table) - len("</table>")
    return table if one and _words(table) == _bare(unescape(_TAG.sub("", line))) else ""


def pipe_table(rows: Sequence[str]) -> str:
    """The HTML of a Markdown table: a header, a line of dashes, rows; else the empty string."""
    if len(rows) < 2 or not _RULE.fullmatch(rows[1]) or _RULE.fullmatch(rows[0]):
        return ""
    head, ruled, *body = [_cells(row) for row in rows]
    if len(head) != len(ruled):
        return ""
    width = max(map(len, (head, *body)))
    table = sanitise(
        f"<table><thead>{_row('th', head, width)}</thead>"
        f"<tbody>{''.join(_row('td', row, width) for row in body)}</tbody></table>"
    )
    return table if table.startswith("<table>") else ""


def _cells(row: str) -> list[str]:
    row = row.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(row)]


def _row(tag: str, cells: Sequence[str], width: int) -> str:
    filled = [*cells, *[""] * (width - len(cells))]
    return f"<tr>{''.join(f'<{tag}>{_inline(cell)}</{tag}>' for cell in filled)}</tr>"


def _inline(cell: str) -> str:
    strong = _STRONG.sub(r"<strong>\1</strong>", escape(cell, quote=False))
    return _BREAK.sub("<br>", strong)


def _words(html: str) -> str:
    return _bare(to_text(html))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
