"""What is installed is pinned, hashed, and tied to no particular index."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FILES = ("requirements.txt", "requirements-demo.txt", "requirements-dev.txt")
PROJECT = Path(settings.BASE_DIR)


def pins(name: str) -> dict[str, str]:
    words = (PROJECT / name).read_text()
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", words, re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_no_index_address_and_no_path(name: str) -> None:
    words = (PROJECT / name).read_text()
    assert not re.search(r"https?://|file://|--index|--extra-index|--find-links|--trusted", words)
    assert not re.search(r"(?<![\w.-])/(?:home|root|opt|work|tmp|usr)/", words)


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_exact_and_hashed(name: str) -> None:
    words = (PROJECT / name).read_text()
    entries = re.split(r"^(?=[A-Za-z0-9])", words, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(name)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", FILES)
def test_psycopg_3_is_not_required(name: str) -> None:
    assert "psycopg2-binary" in pins(name)
    assert not {"psycopg", "psycopg-binary", "psycopg-c"} & set(pins(name))


def test_the_files_agree() -> None:
    runtime, demo, dev = (pins(name) for name in FILES)
    assert runtime.items() <= demo.items() <= dev.items()


def test_every_declared_dependency_is_pinned() -> None:
    declared = re.findall(
        r'^    "([A-Za-z0-9_-]+)', (PROJECT / "pyproject.toml").read_text().split("[tool.")[0], re.M
    )
    pinned = {name.lower().replace("_", "-") for name in pins(FILES[-1])}
    assert {name.lower().replace("_", "-") for name in declared} <= pinned
