"""The database itself killed in the middle of a publication; uses a server of its own.

The server keeps the demo's settings but one: nothing waits for the disk itself. Killing a server
loses what it had not handed to the kernel yet, not what the kernel had not written.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from regs_portal import embedded

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# What a publication leaves behind, each a number of rows.
TRACES = {
    "published": "SELECT count(*) FROM policies_revision WHERE status = 'published'",
    "dated": "SELECT count(*) FROM policies_revision WHERE effective_from IS NOT NULL",
    "transitions": "SELECT count(*) FROM policies_transition WHERE verb = 'publish'",
    "search entries": "SELECT count(*) FROM policies_searchentry",
    "renditions": "SELECT count(*) FROM policies_rendition",
    "jobs": "SELECT count(*) FROM django_tasks_database_dbtaskresult",
    "audit": "SELECT count(*) FROM audit_auditevent WHERE verb = 'policies.publish'",
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(embedded, "PROJECT", tmp_path)
    monkeypatch.setattr(embedded, "THROWAWAY", {"fsync": "off"})
    place = embedded._place(testing=True)
    try:
        yield
    finally:
        embedded.stop(testing=True)
        if place.socket_folder != place.data:
            shutil.rmtree(place.socket_folder, ignore_errors=True)
        # Root's server lives elsewhere, because its user cannot reach the folder.
        if place.data.parent.name.startswith("regs-portal-"):
            shutil.rmtree(place.data.parent)


def environment() -> dict[str, str]:
    settings = {
        "DATABASE_URL": embedded.database_url(testing=True),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return {**os.environ, **settings}


def step(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tests.regs_portal.another_database", *arguments],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=True, timeout=60,
    ).stdout.strip()  # fmt: skip


@contextlib.contextmanager
def hanging_publication(key: str, number: str) -> Iterator[None]:
    """A process in the middle of publishing, its transaction open, its rows written."""
    arguments = [embedded.DATABASE, "before commit", "publish", key, number]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.regs_portal.killed", *arguments],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "hanging"
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()


def kill_the_server() -> None:
    pid = embedded._postmaster(embedded._place(testing=True))
    assert pid
    os.kill(pid, signal.SIGKILL)


def traces() -> dict[str, int]:
    with contextlib.closing(psycopg2.connect(embedded.database_url(testing=True))) as link:
        cursor = link.cursor()
        found = {}
        for name, question in TRACES.items():
            cursor.execute(question)
            found[name] = cursor.fetchone()[0]
        return found


def test_a_publication_whose_database_was_killed_never_happened(server: None) -> None:
    key, number = step("prepare").split()
    before = traces()
    assert before["published"] == before["renditions"] == before["search entries"] == 0

    with hanging_publication(key, number):
        kill_the_server()
        assert traces() == before, "the server came up again with half a publication"

    assert step("publish", key, number) == "published []"
    after = traces()
    assert all(after[name] > before[name] for name in TRACES), after
