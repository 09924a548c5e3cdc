"""A real headless Chromium against a live server, with axe looking at every page."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, Literal, cast

import pytest
from axe_playwright_python.base import AXE_SCRIPT as AXE
from axe_playwright_python.base import AxeResults
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from regs_portal.people.models import Employee
from tests import cast as casting
from tests.browser.window import FLAGS, NARROW, WIDE, executable
from tests.factories import PASSWORD

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Seen = defaultdict[str, set[str]]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}
# The address without what differs from one regulation to the next, and what the page is made of.
KIND = r"""[
    location.pathname.replace(/[A-Z]+-\d+|\d+(\.\d+)?/g, "#"),
    [...new Set([...document.querySelectorAll("body *")].flatMap(e => [...e.classList]))]
        .sort().join(),
]"""

# The editors of rich text are put in one by one, and say last what they are.
UNFINISHED_EDITOR = "rich-text:not(:has(.cke_editable[role]))"

# Playwright's own loop makes Django think that every query of the test is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


class Portal:
    """The portal as somebody sees it; collects what went wrong on the way."""

    def __init__(self, chromium: Browser, address: str, cast: casting.Cast, seen: Seen) -> None:
        self.chromium = chromium
        self.address = address
        self.cast = cast
        self.seen = seen

    @contextmanager
    def visited_by(self, employee: Employee, **options: Any) -> Iterator["Visit"]:
        """A browser of their own, signed in through the form without touching the mouse."""
        context = self.chromium.new_context(base_url=self.address, viewport=WIDE, **options)
        page = context.new_page()
        visit = Visit(page, self.seen)
        page.goto("/account/sign-in/")
        if options.get("java_script_enabled", True):
            visit.look()
        page.fill("[name=login]", employee.employee_number)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
        yield visit
        context.close()
        assert visit.complaints == []


class Visit:
    """One person's browser; ``seen`` says at what pages, made of what, somebody has looked."""

    def __init__(self, page: Page, seen: Seen) -> None:
        self.page = page
        self.seen = seen
        self.complaints: list[str] = []
        self.attend(page)

    def attend(self, page: Page) -> None:
        """Notices what goes wrong in this window."""
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._overheard)
        page.on("response", self._answered)

    def _overheard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")

    def click(self, selector: str) -> None:
        """Clicks what leads to another page, and waits until that one is there."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def picture(self, name: str) -> None:
        """Takes the page for the guides, where somebody asked for pictures."""
        if folder := os.environ.get("REGS_PORTAL_PICTURES"):
            self.page.screenshot(path=f"{folder}/{name}.png")

    def look(self) -> None:
        """No page scrolls sideways, and axe finds nothing: wide and narrow, light and dark.

        A page somebody has looked at already is passed by; where it is made of other things than
        then (another form, a message), it is looked at in the two ways that differ in both.
        """
        self.page.wait_for_load_state()
        expect(self.page.locator(UNFINISHED_EDITOR)).to_have_count(0)
        address, parts = self.page.evaluate(KIND)
        if parts in self.seen[address]:
            return
        ways = list(product((WIDE, NARROW), THEMES))
        if self.seen[address]:
            ways = [(WIDE, "light"), (NARROW, "dark")]
        self.seen[address].add(parts)
        for viewport, scheme in ways:
            self.page.set_viewport_size(viewport)
            self.page.emulate_media(color_scheme=scheme)
            where = f"{self.page.url} {viewport['width']} px {scheme}"
            excess = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert excess <= 0, f"{where} scrolls sideways by {excess} px"
            found = self._examine()
            assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")

    def look_here(self) -> None:
        """Axe finds nothing in what has opened on the page, in light and in dark."""
        for scheme in THEMES:
            self.page.emulate_media(color_scheme=scheme)
            found = AxeResults(self._run())
            assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        self.page.emulate_media(color_scheme="light")

    def _run(self) -> Any:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        return self.page.evaluate("options => axe.run(options)", RULES)

    def _examine(self) -> AxeResults:
        # Scrolled to where a link leads, the sticky header cuts through whatever is there.
        self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        return AxeResults(self._run())


@pytest.fixture
def site(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site with its middleware and nothing else: pytest-django's own live server would serve
    static files itself, from what some earlier demo collected. Its connections stay, as they do
    where the portal is run; half of the time of a page was spent on a new one."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    thread = LiveServerThread("localhost", static_handler=cast(Any, lambda handler: handler))
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def seen() -> Seen:
    """What some test of this process has looked at."""
    return defaultdict(set)


@pytest.fixture
def portal(site: str, chromium: Browser, seen: Seen) -> Portal:
    return Portal(chromium, site, casting.assemble(), seen)
