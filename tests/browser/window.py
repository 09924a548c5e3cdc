"""The browser the tests and the pictures of the guides share, and its two sizes."""

import shutil

from playwright.sync_api import ViewportSize

WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=390, height=844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def executable() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing; `make test` installs it."
    return path
