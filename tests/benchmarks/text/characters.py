"""A table of characters (``chars.tsv``): what survives reading, the page, search and the PDF."""

import html
import io
import unicodedata
from pathlib import Path

from policies.exports.archival import Archived
from policies.exports.pdf import print_html
from policies.rendering import render
from policies.text import searchtext
from policies.text.outline import Outline
from policies.text.parsing import parse
from policies.text.wording import joined
from tests.benchmarks.measuring import Figure
from tests.benchmarks.text.scoring import Score, figures

PER_CLAUSE = 40
# Fonts draw a division slash and a solidus with one glyph; it is read back as the latter.
_ONE_GLYPH = {"\N{DIVISION SLASH}": "/"}


def is_one(folder: Path) -> bool:
    return (folder / "chars.tsv").is_file()


def measure(folder: Path) -> list[Figure]:
    rows = (folder / "chars.tsv").read_text(encoding="utf-8").splitlines()[1:]
    characters = [chr(int(row.split("\t")[0].removeprefix("U+"), 16)) for row in rows]
    wanted = [each for each in characters if _is_shown(each)]
    outline = parse(_regulation(wanted)).documents[0].outline
    shown = {
        "read": joined(outline),
        "on the page": html.unescape(render(outline).html),
        "in the PDF": _printed(outline),
    }
    scores = [_score(f"{folder.name}: {where}", wanted, text) for where, text in shown.items()]
    return figures([*scores, _found(folder.name, wanted, outline)])


def _is_shown(character: str) -> bool:
    return bool(character.strip()) and unicodedata.category(character) not in {"Co", "Cc", "Cf"}


def _regulation(wanted: list[str]) -> str:
    groups = [wanted[at : at + PER_CLAUSE] for at in range(0, len(wanted), PER_CLAUSE)]
    clauses = [f"第{n}條　用字{'甲'.join(group)}甲" for n, group in enumerate(groups, 1)]
    return "\n".join(["用字規則", *clauses])


def _score(what: str, wanted: list[str], text: str) -> Score:
    present, score = set(text), Score(what)
    for character in wanted:
        found = character in present or _ONE_GLYPH.get(character) in present
        score.count(f"U+{ord(character):04X} {character}", found)
    return score


def _found(name: str, wanted: list[str], outline: Outline) -> Score:
    """Whether a search for the character and the one after it names a pair that is indexed."""
    lexemes = {lexeme for lexeme, _ in searchtext.tokens(joined(outline))}
    score = Score(f"{name}: found by search")
    for character in wanted:
        asked = [lexeme for lexeme, _ in searchtext.tokens(f"{character}甲")]
        if searchtext.tokens(character):
            score.count(f"U+{ord(character):04X} {character}", asked[0] in lexemes)
    return score


def _printed(outline: Outline) -> str:
    from pypdf import PdfReader

    body = "".join(f"<p>{html.escape(line)}</p>" for line in joined(outline).split("\n"))
    page = f'<!doctype html><html lang="zh-Hant"><title>字集</title><body>{body}</body></html>'
    content = print_html(page, Archived("characters", "zh-Hant"))
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
