import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from regs_portal.jobs.worker import Worker, run_pending


class Command(BaseCommand):
    help = "Runs queued and periodic jobs until it is told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--until-empty", action="store_true", help="run what is queued now, then end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["until_empty"]:
            self.stdout.write(f"{run_pending()} jobs run.")
            return
        worker = Worker()

        def stop(number: int, frame: object) -> None:
            worker.stop()
            # A second signal ends the job too; another worker will run it again.
            signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        self.stdout.write("The worker is ready.")
        self.stdout.flush()
        worker.run()
