from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from regs_portal import catalogues


class Command(BaseCommand):
    help = "Collects what has to be translated, and says what is not translated yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="print the untranslated messages")

    def handle(self, *args: Any, **options: Any) -> None:
        traditional = catalogues.update("zh_Hant")
        catalogues.save(traditional, "zh_Hant")
        simplified = catalogues.simplify(traditional, catalogues.update("zh_Hans"))
        catalogues.save(simplified, "zh_Hans")
        missing = catalogues.untranslated(traditional)
        self.stdout.write(f"{len(traditional)} messages, {len(missing)} untranslated.")
        if options["list"]:
            for message in missing:
                self.stdout.write(message)
