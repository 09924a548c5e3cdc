"""The trail to take away: its own verifier, run by a bare Python, proves it or finds the fault."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from regs_portal.audit import sealing
from regs_portal.audit.models import AuditEvent, Seal
from tests.cast import Cast, published_policy
from tests.regs_portal.audit.trail import say

pytestmark = pytest.mark.django_db

Lines = list[bytes]


@pytest.fixture
def exported(cast: Cast, tmp_path: Path) -> Path:
    published_policy(cast)
    sealing.seal(most=3)
    say(cast, "𠮷\u3000字")
    file = tmp_path / "audit.zip"
    call_command("export_audit", str(file), stdout=io.StringIO())
    return file


def verified(file: Path, *options: str) -> tuple[int, str]:
    """As an outsider would: the verifier from the file, in an isolated Python."""
    with zipfile.ZipFile(file) as archive:
        archive.extract("verify.py", file.parent)
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(file.parent / "verify.py"), str(file), *options],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert not run.stderr
    return run.returncode, run.stdout


def changed(file: Path, name: str, change: Callable[[Lines], Lines]) -> Path:
    """The same export with other lines in one of its files."""
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(other, "w") as after:
        for member in before.namelist():
            content = before.read(member)
            if member == name:
                content = b"".join(change(content.splitlines(keepends=True)))
            after.writestr(member, content)
    return other


def test_it_proves_itself(exported: Path) -> None:
    assert verified(exported) == (0, "The trail holds.\n")
    newest = sealing.newest()
    assert verified(exported, "--seal", str(newest))[0] == 0
    with zipfile.ZipFile(exported) as archive:
        events = archive.read("events.ndjson").splitlines()
        assert len(events) == AuditEvent.objects.count()
        assert json.loads(json.loads(events[-1])["words"])[-1] == {"words": "𠮷\u3000字"}
        assert "稽核紀錄" in archive.read("README.txt").decode()


def reworded(lines: Lines) -> Lines:
    return [lines[0].replace(b"A002", b"A003"), *lines[1:]]


FORGED: dict[str, tuple[str, Callable[[Lines], Lines]]] = {
    "changed": ("events.ndjson", reworded),
    "taken out": ("events.ndjson", lambda lines: lines[1:]),
    "the last taken out": ("events.ndjson", lambda lines: lines[:-1]),
    "moved": ("events.ndjson", lambda lines: [lines[1], lines[0], *lines[2:]]),
    "twice": ("events.ndjson", lambda lines: [lines[0], *lines]),
    "a seal changed": (
        "seals.ndjson", lambda lines: [lines[0].replace(b'"number": 1', b'"number": 9'), *lines[1:]]
    ),
    "a seal taken out": ("seals.ndjson", lambda lines: lines[1:]),
    "seals moved": ("seals.ndjson", lambda lines: [lines[1], lines[0], *lines[2:]]),
    "the last seal taken out": ("seals.ndjson", lambda lines: lines[:-1]),
}  # fmt: skip


@pytest.mark.parametrize("how", FORGED)
def test_what_was_forged_is_found(exported: Path, how: str) -> None:
    code, words = verified(changed(exported, *FORGED[how]))
    assert code == 1, words
    assert "does not hold" in words


def test_the_end_cut_off_is_found_by_the_seal_that_was_mailed(exported: Path) -> None:
    kept = str(sealing.newest())
    last = Seal.objects.latest("number")
    cut = changed(exported, "seals.ndjson", lambda lines: lines[:-1])
    cut.rename(exported)
    cut = changed(exported, "events.ndjson", lambda lines: lines[: len(lines) - len(last.events)])
    assert verified(cut)[0] == 0
    assert verified(cut, "--seal", kept)[0] == 1


def test_it_says_how_it_is_used(exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        archive.extract("verify.py", exported.parent)
    run = subprocess.run(
        [sys.executable, "-I", str(exported.parent / "verify.py")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 2
    assert "python verify.py" in run.stdout
