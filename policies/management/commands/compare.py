"""``manage.py compare FILE_A FILE_B``: what changed from one text of a regulation to the other."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from policies.comparing import Row, rows, summary
from policies.management.files import parsed_file
from policies.text.changes import Comparison
from policies.text.describing_changes import describe_changes
from policies.text.diff import compare
from policies.text.outline import Outline
from policies.text.spans import Span


class Command(BaseCommand):
    """With ``--json`` what ``policies.text.describing_changes`` says: for every clause its number
    before and after (12-1 for 第十二條之一; of one without a number its label, which may be empty),
    whether it was reworded, renumbered, moved, and its spans."""

    help = "Prints what changed from one text to another, clause by clause."

    requires_system_checks = ()  # they ask for what only a site needs

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("before", type=Path, metavar="FILE_A", help="the old text")
        parser.add_argument("after", type=Path, metavar="FILE_B", help="the new text")
        parser.add_argument("--json", action="store_true", help="as JSON, for a script")

    def handle(self, *args: Any, **options: Any) -> None:
        before, after = self._outline(options["before"]), self._outline(options["after"])
        comparison = compare(before, after)
        if options["json"]:
            described = describe_changes(comparison)
            self.stdout.write(json.dumps(described, ensure_ascii=False, indent=1))
            return
        for line in self._lines(comparison, after):
            self.stdout.write(line)

    def _outline(self, path: Path) -> Outline:
        """The first regulation in the file; others are named, not compared."""
        documents = parsed_file(path).documents
        if len(documents) > 1:
            sentence = _("%(path)s holds %(count)s regulations; the first one is compared.")
            self.stderr.write(sentence % {"path": path, "count": len(documents)})
        return documents[0].outline

    def _lines(self, comparison: Comparison, after: Outline) -> Iterator[str]:
        yield after.title or _("(without a title)")
        yield summary(comparison)
        for row in rows(comparison):
            yield ""
            yield f"{_name(row)}  {'; '.join(row.kinds)}"
            for line in row.lines:
                yield "    " + "".join(map(self._marked, line))

    def _marked(self, span: Span) -> str:
        """Marks that mean the same without colour."""
        if span.op == "delete":
            return self.style.ERROR(f"[-{span.text}-]")
        return self.style.SUCCESS(f"{{+{span.text}+}}") if span.op == "insert" else span.text


def _name(row: Row) -> str:
    return f"{row.before} → {row.after}" if row.is_renamed else row.name
