from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from regs_portal.audit import asking, sealing

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Proves that no audit event, and no evidence beside the trail, was changed, put in or "
        "taken out; ends with 1 if one was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seal", metavar="NUMBER:HASH", help="a seal that was kept outside, as it was mailed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = asking.verify(None, _seal(options["seal"]))
        if found.fault_count:
            for sentence in found.faults[:SHOWN]:
                self.stderr.write(sentence)
            raise CommandError(
                _("The audit trail does not hold. Faults: %(count)s") % {"count": found.fault_count}
            )
        self.stdout.write(
            _("The audit trail holds: %(events)s events, %(unsealed)s of them not sealed yet.")
            % {"events": found.events, "unsealed": found.unsealed}
        )
        if newest := sealing.newest():
            # Cutting off the end breaks no chain, so the newest seal is named for whoever keeps
            # it elsewhere and compares.
            self.stdout.write(_("The newest seal is %(seal)s") % {"seal": newest})


def _seal(words: str | None) -> tuple[int, str] | None:
    if not words:
        return None
    number, _colon, value = words.partition(":")
    if not (number.isascii() and number.isdigit() and len(value) == 64):
        raise CommandError(_("Write the seal as NUMBER:HASH, as it stands in the letter."))
    return int(number), value
