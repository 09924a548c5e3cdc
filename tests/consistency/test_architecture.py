"""The shape of the code: which way imports go, what stands where, how long it gets."""

from pathlib import Path

import grimp
import pytest
from django.conf import settings
from importlinter.cli import lint_imports

PROJECT = Path(settings.BASE_DIR)
PACKAGES = {"regs_portal", "policies", "acknowledgements", "tests"}
BOTTOM = ("regs_portal.people", "regs_portal.audit", "regs_portal.jobs", "regs_portal.letters")
OTHER_FOLDERS = {"templates", "static", "deploy", "docs"}
# A style sheet has one declaration a line, so it may be longer than a thought.
LONGEST = {".py": 400, ".html": 400, ".js": 400, ".css": 900}


def sources(*suffixes: str) -> list[Path]:
    return [
        file
        for folder in sorted(PACKAGES | OTHER_FOLDERS)
        for file in sorted((PROJECT / folder).rglob("*"))
        if file.suffix in suffixes
    ]


def test_imports_go_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_the_apps_know_only_the_bottom_of_the_site() -> None:
    graph = grimp.build_graph("regs_portal", "policies", "acknowledgements")
    offenders = [
        f"{module} imports {imported}"
        for module in graph.modules
        if module.startswith(("policies", "acknowledgements"))
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.startswith("regs_portal") and not imported.startswith(BOTTOM)
    ]
    assert offenders == []


def test_no_package_besides_the_known_ones() -> None:
    ignored = {"var", "dist", "build"}
    folders = {
        path.name
        for path in PROJECT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "__")) and path.name not in ignored
    }
    folders = {name for name in folders if not name.endswith(".egg-info")}
    assert folders <= PACKAGES | OTHER_FOLDERS


def test_modules_are_named_for_what_they_hold() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    assert [file for file in sources(".py") if file.name in vague] == []


def test_no_file_needs_a_conversation() -> None:
    long = {
        file.relative_to(PROJECT).as_posix(): lines
        for file in sources(*LONGEST)
        if "migrations" not in file.parts
        and (lines := len(file.read_text().splitlines())) > LONGEST[file.suffix]
    }
    assert long == {}


def test_only_the_jobs_app_knows_the_queue() -> None:
    offenders = [
        file.relative_to(PROJECT).as_posix()
        for file in sources(".py")
        if "django_tasks" in file.read_text()
        and not file.is_relative_to(PROJECT / "regs_portal" / "jobs")
        and not file.is_relative_to(PROJECT / "tests")
        and file.name != "settings.py"
    ]
    assert offenders == []
