from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from regs_portal.audit import exporting, sealing


class Command(BaseCommand):
    help = "Seals what was recorded and writes the trail, with a verifier for it, into a zip file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        sealing.seal()
        with options["file"].open("wb") as target:
            count = exporting.export(target)
        self.stdout.write(
            _("%(count)s events are in %(file)s.") % {"count": count, "file": options["file"]}
        )
