"""The server from the wheel: started, found, killed, started again. Uses servers of its own."""

import contextlib
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from regs_portal import embedded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project in a private folder, the way `mktemp -d` makes one."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded, "PROJECT", folder)
        yield folder
        embedded.stop(testing=True)
        home = embedded._place(testing=True).data.parent
    # Root's server lives elsewhere, because its user cannot reach the folder.
    if home.name.startswith("regs-portal-"):
        shutil.rmtree(home)


def ask(question: str) -> object:
    with contextlib.closing(psycopg2.connect(embedded.database_url(testing=True))) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0] if cursor.description else None


def kill() -> None:
    pid = embedded._postmaster(embedded._place(testing=True))
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_it_starts_and_is_found_again_at_once(project: Path) -> None:
    first = embedded.database_url(testing=True)
    began = time.monotonic()
    assert embedded.database_url(testing=True) == first
    assert time.monotonic() - began < 0.5
    assert ask("SHOW server_encoding") == "UTF8"
    assert ask("SHOW listen_addresses") == ""
    assert ask("SELECT current_database()") == "regs_portal"


def test_a_private_folder_stays_private(project: Path) -> None:
    embedded.database_url(testing=True)
    assert stat.S_IMODE(project.stat().st_mode) == 0o700
    data = embedded._place(testing=True).data
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_killed_server_starts_again_with_its_data(project: Path) -> None:
    ask("CREATE TABLE kept AS SELECT 42 AS answer")
    ask("CHECKPOINT")
    kill()
    assert ask("SELECT answer FROM kept") == 42


def test_a_pid_file_that_names_another_program_is_not_believed(project: Path) -> None:
    embedded.database_url(testing=True)
    place = embedded._place(testing=True)
    assert embedded.stop(testing=True)
    (place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{place.data}\n")
    assert embedded._postmaster(place) is None
    assert ask("SELECT 1") == 1


def test_stopping_twice_is_no_error(project: Path) -> None:
    embedded.database_url(testing=True)
    assert embedded.stop(testing=True)
    assert not embedded.stop(testing=True)


def test_without_the_wheel_it_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        monkeypatch.context() as patch,
        pytest.raises(embedded.EmbeddedServerError, match="Set DATABASE_URL, or install the wheel"),
    ):
        patch.setattr("importlib.util.find_spec", lambda name: None)
        embedded.database_url(testing=True)


def test_the_demos_data_survive_a_power_cut() -> None:
    assert "fsync" not in embedded.TUNING
    assert embedded.THROWAWAY["fsync"] == "off"
