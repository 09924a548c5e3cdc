from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from acknowledgements import recounting


class Command(BaseCommand):
    help = "Counts who has acknowledged row by row and says where the tallies differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="set the tallies right")

    def handle(self, *args: Any, mend: bool = False, **options: Any) -> None:
        wrong = recounting.mend() if mend else recounting.drifts()
        for drift in wrong:
            self.stdout.write(str(drift))
        if wrong and not mend:
            raise CommandError(f"{len(wrong)} tallies are out of step. Run again with --mend.")
        self.stdout.write(f"{len(wrong)} tallies mended." if wrong else "Every tally is right.")
