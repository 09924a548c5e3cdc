"""``manage.py outline FILE``: exactly what is understood of a regulation's text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from policies.importing.sentences import sentence_of
from policies.management.files import parsed_file
from policies.text.describing import describe, introduction_of
from policies.text.inside import items_of
from policies.text.markup import to_text
from policies.text.outline import Clause, Heading, Item
from policies.text.parsing import Document


class Command(BaseCommand):
    help = "Prints the regulations found in a file: headings, clauses, items, what is doubtful."

    requires_system_checks = ()  # they ask for what only a site needs

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="as JSON, for a script")

    def handle(self, *args: Any, **options: Any) -> None:
        parsed = parsed_file(options["file"])
        if options["json"]:
            described = describe(parsed, sentence_of)
            self.stdout.write(json.dumps(described, ensure_ascii=False, indent=1))
            return
        for document in parsed.documents:
            for line in _lines(document):
                self.stdout.write(line)
            self.stdout.write("")


def _lines(document: Document) -> Iterator[str]:
    outline = document.outline
    yield outline.title or _("(without a title)")
    yield from (f"  | {line}" for line in introduction_of(outline).splitlines())
    for node in outline.walk():
        yield from _heading(node) if isinstance(node, Heading) else _clause(node)
    yield from (f"  = {line}" for line in to_text(outline.supplementary).splitlines())
    for warning in document.warnings:
        place = _("line %(line)s") % {"line": warning.line}
        yield f"  ! {place}: {sentence_of(warning)}"


def _heading(heading: Heading) -> Iterator[str]:
    indent = "  " * (heading.kind.depth + 1)
    yield indent + f"{heading.label} {heading.title}".strip()
    yield from (f"{indent}| {line}" for line in to_text(heading.lead).splitlines())


def _clause(clause: Clause) -> Iterator[str]:
    yield " ".join(filter(None, ("   ", clause.label or "–", clause.caption)))
    for item in items_of(clause.body):
        yield from _item(item, 3)


def _item(item: Item, depth: int) -> Iterator[str]:
    yield "  " * depth + f"{item.label} {item.text}".strip()
    for child in item.children:
        yield from _item(child, depth + 1)
