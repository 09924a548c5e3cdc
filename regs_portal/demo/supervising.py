"""Starts, keeps and stops the demo's processes, by process id. Imports no Django.

`python -m regs_portal.demo.supervising` stops everything.
"""

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regs_portal import embedded

PROJECT = Path(__file__).resolve().parents[2]
RUN_DIR = PROJECT / "var" / "run"
LOG_DIR = PROJECT / "var" / "log"
FIRST_PORT = 8000
START_SECONDS = 60
STOP_SECONDS = 25
SOURCES = ("regs_portal", "policies", "acknowledgements", "templates", "deploy", "static")
# The web server keeps the names of collected style sheets, the worker that of the PDF's.
READ = {".py", ".html", ".mo", ".txt", ".toml", ".css", ".js", ".svg"}


# Those this process started itself: asking them keeps the dead from lingering as zombies.
_children: dict[int, "subprocess.Popen[bytes]"] = {}


class DidNotStartError(Exception):
    """A process of the demo ended or did not answer; the message holds its last words."""


@dataclass(frozen=True)
class Service:
    name: str
    command: Sequence[str]
    # Part of the command line by which a process is known to be ours.
    mark: str
    # What the service says once it works, if it says so.
    ready: str = ""

    @property
    def record(self) -> Path:
        return RUN_DIR / f"{self.name}.json"

    @property
    def log(self) -> Path:
        return LOG_DIR / f"{self.name}.log"


def web(port: int) -> Service:
    configuration = str(PROJECT / "deploy" / "gunicorn.conf.py")
    command = [
        sys.executable, "-m", "gunicorn", "--config", configuration,
        "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    return Service("web", command, configuration)


def worker() -> Service:
    manage = str(PROJECT / "manage.py")
    return Service("worker", [sys.executable, manage, "work"], manage, "The worker is ready.")


# --- One service


def living_pid(service: Service) -> int | None:
    """The running process's id; None when it ended, even if its number was given to another."""
    try:
        pid = int(_recorded(service)["pid"])
        if pid in _children:
            _children[pid].poll()
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, KeyError, ValueError):
        return None
    return pid if os.fsencode(service.mark) in command else None


def start(service: Service, environment: dict[str, str], **facts: object) -> None:
    """Starts the service detached from this process; what it says goes to its log."""
    for folder in (RUN_DIR, LOG_DIR):
        folder.mkdir(parents=True, exist_ok=True)
    if service.log.exists():
        service.log.replace(service.log.with_suffix(".previous.log"))
    with service.log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603
            service.command, cwd=PROJECT, env={**os.environ, **environment},
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    _children[process.pid] = process
    record = {"pid": process.pid, "sources": fingerprint_of_sources(), **facts}
    service.record.write_text(json.dumps(record))


def stop(service: Service) -> bool:
    """Asks the service to end, insists after a while; says whether it had been running."""
    pid = living_pid(service)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        if not _ended(service, STOP_SECONDS):
            os.kill(pid, signal.SIGKILL)
            _ended(service, 5)
    service.record.unlink(missing_ok=True)
    return pid is not None


def is_current(service: Service) -> bool:
    """Whether the service runs the code that is there now."""
    return (
        living_pid(service) is not None
        and _recorded(service).get("sources") == fingerprint_of_sources()
    )


def _ended(service: Service, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while living_pid(service) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _recorded(service: Service) -> dict[str, str]:
    try:
        record: dict[str, str] = json.loads(service.record.read_text())
    except (OSError, ValueError):
        return {}
    return record


def fingerprint_of_sources() -> str:
    """Changes when any file the processes have read changes."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in READ:
                facts = file.stat()
                digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()


# --- All of them


def ensure_running(environment: dict[str, str], wanted_port: int | None) -> str:
    """Starts what is not alive or runs old code; returns the portal's address once it answers."""
    port = int(_recorded(web(0)).get("port", 0)) or None
    if not is_current(web(0)) or (wanted_port and port != wanted_port):
        stop(web(0))
        port = wanted_port or (_free_port(port) if port else _free_port(FIRST_PORT, patience=1))
        start(web(port), environment, port=port)
    if not is_current(worker()):
        stop(worker())
        start(worker(), environment)
    address = f"http://127.0.0.1:{port}/"
    _wait_until_it_answers(f"{address}account/sign-in/")
    _wait_until_it_is_ready(worker())
    return address


def stop_everything() -> list[str]:
    """Stops web, worker and database; the names of those that had been running."""
    stopped = [service.name for service in (web(0), worker()) if stop(service)]
    with contextlib.suppress(embedded.EmbeddedServerError):
        if embedded.stop():
            stopped.append("database")
    return stopped


def _free_port(preferred: int, patience: int = 30) -> int:
    """The preferred port or one of the next; waits tenths of a second for the preferred one."""
    # The port of a web server that was just killed frees itself within moments.
    for _ in range(patience):
        if _is_free(preferred):
            return preferred
        time.sleep(0.1)
    for port in range(preferred + 1, preferred + 100):
        if _is_free(port):
            return port
    raise DidNotStartError(f"No port near {preferred} is free. Say which one: make demo PORT=9000")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_until_it_answers(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    problem = "no answer"
    while time.monotonic() < deadline:
        for service in (web(0), worker()):
            if living_pid(service) is None:
                raise DidNotStartError(_last_words(service))
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError) as error:
            problem = str(error)
        time.sleep(0.1)
    raise DidNotStartError(f"{address} does not answer ({problem}). {_last_words(web(0))}")


def _wait_until_it_is_ready(service: Service) -> None:
    deadline = time.monotonic() + START_SECONDS
    while service.ready not in service.log.read_text(errors="replace"):
        if living_pid(service) is None or time.monotonic() > deadline:
            raise DidNotStartError(_last_words(service))
        time.sleep(0.1)


def _last_words(service: Service) -> str:
    lines = service.log.read_text(errors="replace").splitlines()[-15:]
    said = "\n    ".join(lines)
    return f"The {service.name} process did not start. Its log {service.log} ends:\n    {said}"


if __name__ == "__main__":
    names = stop_everything()
    sys.stdout.write(f"Stopped: {', '.join(names)}.\n" if names else "Nothing was running.\n")
