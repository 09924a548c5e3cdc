"""Older and other word processors' files, turned into .docx by LibreOffice where it is installed.

It runs in a process group of its own that is ended after a while, with a profile of its own that
is thrown away, forbids macros and knows no way out to a network.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path

from policies.text.decoding import Reason, Unreadable

from .kinds import Kind

LONGEST = 60  # seconds
_MOST_MEMORY = 4 * 1024**3  # bytes of address space; LibreOffice maps far more than it uses
_LARGEST_OUTPUT = 100 * 1024**2
# Named, for whatever it does not recognise LibreOffice would otherwise take for plain text.
_FILTERS = {
    Kind.OLD_WORD: "MS Word 97", Kind.OPEN_DOCUMENT: "writer8",
    Kind.RICH_TEXT: "Rich Text Format",
}  # fmt: skip
_one_at_a_time = threading.Lock()

# No macros, no links followed, and a proxy that is not there for whatever still asks.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, kind: Kind, longest: float = LONGEST) -> bytes:
    """The file as a .docx. Raises Unreadable.

    One at a time in this process; others wait no longer than one may take.
    """
    office = program()
    if office is None:
        raise Unreadable(Reason.NO_CONVERTER)
    if not _one_at_a_time.acquire(timeout=longest):
        raise Unreadable(Reason.CONVERTED_TOO_SLOWLY)
    try:
        with tempfile.TemporaryDirectory(prefix="regs-portal-") as folder:
            return _converted(office, Path(folder), data, kind, longest)
    finally:
        _one_at_a_time.release()


def _converted(office: str, folder: Path, data: bytes, kind: Kind, longest: float) -> bytes:
    source, made = folder / f"in.{kind.value}", folder / "out" / "in.docx"
    source.write_bytes(data)
    _write_profile(folder / "profile")
    filters = [f"--infilter={_FILTERS[kind]}"] if kind in _FILTERS else []
    _run(
        [
            *_without_network(), office, f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", *filters,
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
        ],
        folder, longest,
    )  # fmt: skip
    if not made.is_file():
        raise Unreadable(Reason.NOT_CONVERTED)
    return made.read_bytes()


def _write_profile(folder: Path) -> None:
    (folder / "user").mkdir(parents=True)
    items = "\n".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    file = folder / "user" / "registrymodifications.xcu"
    file.write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(command: list[str], folder: Path, longest: float) -> None:
    """Runs the command to its end, or ends it and all it started. Raises Unreadable if slow."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8",
        "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  (words of ours and paths of ours)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _limit(process.pid, longest)
        process.wait(timeout=longest)
    except subprocess.TimeoutExpired:
        raise Unreadable(Reason.CONVERTED_TOO_SLOWLY) from None
    finally:
        _end(process)


def _limit(process: int, longest: float) -> None:
    """Bounds what a hostile file can make the program take; its children inherit it."""
    if not hasattr(resource, "prlimit"):  # only Linux limits another process
        return
    limits = (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_FSIZE, _LARGEST_OUTPUT),
        (resource.RLIMIT_CPU, int(longest) + 1),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in limits:
        try:
            resource.prlimit(process, name, (most, most))
        except (OSError, ValueError):  # it has ended, or a lower limit holds already
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _without_network() -> tuple[str, ...]:
    """What starts a program in a network of its own that leads nowhere, where this is allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--user", "--map-root-user", "--net")
    try:
        done = subprocess.run(  # noqa: S603
            [*command, "true"], check=False, capture_output=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if done.returncode == 0 else ()
