"""Keeping processes by their ids: what lives stays, what died is started again."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from regs_portal.demo import supervising
from regs_portal.demo.supervising import Service

SLEEPER = "import time; time.sleep(60)  # a demo process of this test"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(supervising, "RUN_DIR", tmp_path / "run")
    monkeypatch.setattr(supervising, "LOG_DIR", tmp_path / "log")
    mark = f"# {tmp_path}"
    sleeper = Service("sleeper", [sys.executable, "-c", f"{SLEEPER} {mark}"], mark)
    yield sleeper
    supervising.stop(sleeper)


def wait_for_death(service: Service) -> None:
    deadline = time.monotonic() + 10
    while supervising.living_pid(service):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_started_service_lives_and_a_stopped_one_does_not(service: Service) -> None:
    supervising.start(service, {})
    assert supervising.living_pid(service)
    assert supervising.stop(service)
    assert supervising.living_pid(service) is None
    assert not supervising.stop(service)


def test_a_killed_service_is_known_to_be_dead(service: Service) -> None:
    supervising.start(service, {})
    pid = supervising.living_pid(service)
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_for_death(service)
    assert not supervising.is_current(service)


def test_another_program_with_the_same_number_is_left_alone(service: Service) -> None:
    supervising.start(service, {})
    supervising.stop(service)
    service.record.write_text(f'{{"pid": {os.getpid()}}}')
    assert supervising.living_pid(service) is None
    assert not supervising.stop(service)


def test_new_sources_make_a_service_stale(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervising.start(service, {})
    assert supervising.is_current(service)
    monkeypatch.setattr(supervising, "fingerprint_of_sources", lambda: "changed")
    assert not supervising.is_current(service)


@pytest.mark.parametrize("name", ["static/css/a.css", "policies/a.py", "templates/a.html"])
def test_whatever_the_processes_read_counts_as_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(supervising, "PROJECT", tmp_path)
    before = supervising.fingerprint_of_sources()
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("new")
    assert supervising.fingerprint_of_sources() != before


def test_a_broken_record_is_no_record(service: Service) -> None:
    service.record.parent.mkdir(parents=True)
    service.record.write_text("{")
    assert supervising.living_pid(service) is None


def test_what_a_service_said_last_is_shown(service: Service) -> None:
    talker = Service("sleeper", [sys.executable, "-c", "print('no such file')"], service.mark)
    supervising.start(talker, {})
    deadline = time.monotonic() + 10
    while not talker.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    wait_for_death(talker)
    assert "no such file" in supervising._last_words(talker)


def test_a_service_that_ends_before_it_is_ready_is_reported(service: Service) -> None:
    command = [sys.executable, "-c", f"1 / 0  {service.mark}"]
    failing = Service("sleeper", command, service.mark, "ready")
    supervising.start(failing, {})
    with pytest.raises(supervising.DidNotStartError, match="ZeroDivisionError"):
        supervising._wait_until_it_is_ready(failing)


def test_a_taken_port_is_passed_over() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        assert supervising._free_port(number, patience=1) != number
