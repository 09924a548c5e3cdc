"""The page of a regulation of 60 clauses against an empty view, by the same server in one run."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regs_portal.people.models import Employee
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_least, at_most

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "gunicorn.conf.py"
HELLO = "/benchmarks/hello/"
ROUNDS = 10
SECONDS = 2
READERS = 8


def measure(ground: Ground) -> list[Figure]:
    assert ground.page
    page = reverse("reading:policy", args=[ground.page.policy.code])
    cookie = f"{settings.SESSION_COOKIE_NAME}={_session_of(ground.reader)}"
    extra = _queries(ground.reader, page) - _queries(ground.reader, HELLO)
    with _server() as port:
        kept = _tag_of(port, page, cookie)
        asked = ((HELLO, ""), (page, ""), (page, kept))
        for address, tag in asked:  # every process and thread has met all
            _requests_a_second(port, address, cookie, 2, tag)
        rounds = [
            tuple(_requests_a_second(port, address, cookie, SECONDS, tag) for address, tag in asked)
            for _ in range(ROUNDS)
        ]
    hello, read, revalidated = (statistics.median(values) for values in zip(*rounds, strict=True))
    # Round by round, so that what else the machine does weighs on all alike.
    ratio = statistics.median(of_page / of_hello for of_hello, of_page, _ in rounds)
    again = statistics.median(of_tag / of_hello for of_hello, _, of_tag in rounds)
    return [
        Figure("empty view behind sign-in", f"{hello:,.0f} requests/s"),
        Figure("published page, 60 clauses", f"{read:,.0f} requests/s"),
        at_least("  page ÷ empty view", ratio, 0.4),
        Figure("the same, kept by the browser", f"{revalidated:,.0f} requests/s"),
        at_least("  revalidation ÷ empty view", again, 0.6),
        at_most("  queries beyond sign-in", extra, 3, ""),
    ]


def _session_of(employee: Employee) -> str:
    """Signs the employee in without the sign-in page, which is throttled."""
    session = SessionStore()
    session[SESSION_KEY] = str(employee.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = employee.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def _queries(employee: Employee, address: str) -> int:
    client = Client(headers={"host": "localhost"})
    client.force_login(employee, settings.AUTHENTICATION_BACKENDS[0])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return len(queries)


@contextlib.contextmanager
def _server() -> Iterator[int]:
    """The portal's web server as deployed, on a free port, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION),
            "--bind", f"127.0.0.1:{port}", "--max-requests", "0", "--log-level", "warning",
        ],
        env=dict(os.environ),
    )  # fmt: skip
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _tag_of(port: int, address: str, cookie: str) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port)
    link.request("GET", address, headers={"Cookie": cookie})
    answer = link.getresponse()
    answer.read()
    link.request(
        "GET", address, headers={"Cookie": cookie, "If-None-Match": answer.headers["ETag"]}
    )
    again = link.getresponse()
    assert again.status == 304, f"{address} answers {again.status}"
    again.read()
    link.close()
    return str(answer.headers["ETag"])


def _requests_a_second(port: int, address: str, cookie: str, seconds: int, tag: str = "") -> float:
    """As a browser asks; with ``tag``, one that has kept the page."""
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"} | (
        {"If-None-Match": tag} if tag else {}
    )
    if shutil.which("wrk"):
        return _by_wrk(port, address, headers, seconds)
    return _by_threads(port, address, headers, seconds)


def _by_wrk(port: int, address: str, headers: dict[str, str], seconds: int) -> float:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    said = subprocess.run(
        ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", *given,
         f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    assert found, said
    return float(found[1])


def _by_threads(port: int, address: str, headers: dict[str, str], seconds: int) -> float:
    """Connections that stay open, one a reader, where wrk is not installed."""
    counts: list[int] = []
    deadline = time.monotonic() + seconds

    def read() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port)
        count = 0
        while time.monotonic() < deadline:
            link.request("GET", address, headers=headers)
            answer = link.getresponse()
            answer.read()
            assert answer.status in {200, 304}, f"{address} answers {answer.status}"
            count += 1
        link.close()
        counts.append(count)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(counts) == READERS
    return sum(counts) / seconds
