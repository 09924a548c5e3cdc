import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from regs_portal import embedded, environment
from regs_portal.demo import company, supervising
from regs_portal.environment import Mode


class Command(BaseCommand):
    help = "Starts the portal with a demonstration company on this machine, or what of it stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE is not Mode.DEMO:
            raise CommandError("The demonstration company is for the demo only: run `make demo`.")
        call_command("check", databases=["default"])
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self._collect_static_files()
        if not company.is_loaded():
            self.stdout.write("Loading the demonstration company …")
        company.load()
        connection.close()
        self.stdout.write("Starting the web server and the worker …")
        try:
            address = supervising.ensure_running(_child_environment(), _wanted_port())
        except supervising.DidNotStartError as error:
            raise CommandError(str(error)) from error
        self._introduce(address)

    def _collect_static_files(self) -> None:
        mark = Path(settings.STATIC_ROOT) / ".collected"
        fingerprint = _fingerprint_of_static_files()
        if not mark.exists() or mark.read_text() != fingerprint:
            self.stdout.write("Preparing style sheets and scripts …")
            call_command("collectstatic", interactive=False, verbosity=0)
            mark.write_text(fingerprint)

    def _introduce(self, address: str) -> None:
        self.stdout.write(f"\nThe portal is open at  {address}\n\n")
        self.stdout.write(
            f"Sign in with one of these numbers; every password is {company.PASSWORD}"
        )
        for number, name, post in company.accounts():
            self.stdout.write(f"  {number:<10} {name}  {post}")
        self.stdout.write("\nStop it with `make stop`; what you changed stays.")


def _child_environment() -> dict[str, str]:
    """What the processes are told, so that they need not look for the database again."""
    address = environment.text("DATABASE_URL") or embedded.database_url()
    return {"REGS_PORTAL_MODE": Mode.DEMO, "DATABASE_URL": address}


def _wanted_port() -> int | None:
    return environment.whole_number("PORT", 0) or None


def _fingerprint_of_static_files() -> str:
    digest = hashlib.sha256(settings.STATIC_ROOT.as_posix().encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()
