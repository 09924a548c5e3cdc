from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCommand

from regs_portal.checks import database_is_usable


class Command(DjangoCommand):
    def handle(self, *app_labels: Any, **options: Any) -> None:
        # Django's own checks end in a traceback when they ask a database that is away.
        for problem in database_is_usable(databases=options["databases"]):
            raise CommandError(str(problem))
        super().handle(*app_labels, **options)
