"""Templates: each is used, each that is named exists, and nothing stands inline."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

PROJECT = Path(settings.BASE_DIR)
FOLDER = PROJECT / "templates"
PACKAGES = ("regs_portal", "policies", "acknowledgements")
# Asked for by Django itself.
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Asked for by allauth, which names its templates with a chosen ending.
BY_ALLAUTH = re.compile(r"^(account/\w+\.html|429\.html|allauth/.*)$")
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt))(?:#[\w-]+)?["']""")
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "htmx handler": re.compile(r"\shx-on[:\-=]", re.IGNORECASE),
    "script without a source": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "other host": re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
}
# The PDF is made by WeasyPrint from a page that no browser sees.
NOT_FOR_BROWSERS = ("pdf/",)


@cache
def ours() -> dict[str, str]:
    return {
        file.relative_to(FOLDER).as_posix(): file.read_text()
        for file in sorted(FOLDER.rglob("*"))
        if file.suffix in {".html", ".txt"}
    }


@cache
def named() -> set[str]:
    python = [
        file.read_text() for package in PACKAGES for file in (PROJECT / package).rglob("*.py")
    ]
    return {name for words in [*python, *ours().values()] for name in NAMED.findall(words)}


@cache
def overridden() -> set[str]:
    """Names that an installed library has a template for: ours replaces it."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    return {
        file.relative_to(folder).as_posix() for folder in folders for file in folder.rglob("*.html")
    }


def test_there_are_templates() -> None:
    assert "base.html" in ours()


def test_every_template_is_used() -> None:
    unused = set(ours()) - named() - overridden() - BY_DJANGO
    assert {name for name in unused if not BY_ALLAUTH.match(name)} == set()


def test_every_error_has_its_page() -> None:
    assert set(ours()) >= BY_DJANGO


def test_every_named_template_exists_and_compiles() -> None:
    for name in sorted(named() | set(ours())):
        # Django's form widgets come from the form renderer's own folder.
        if name.endswith(".html") and not name.startswith("django/forms/"):
            assert get_template(name)


@pytest.mark.parametrize("kind", INLINE)
def test_nothing_stands_inline(kind: str) -> None:
    found = [
        f"{name}: {match[0].strip()}"
        for name, words in ours().items()
        if not name.startswith(NOT_FOR_BROWSERS)
        for match in INLINE[kind].finditer(
            re.sub(r"\{#.*?#\}|{% comment.*?endcomment %}", "", words, flags=re.S)
        )
    ]
    assert found == []
