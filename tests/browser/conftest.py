"""A real headless Chromium against a live server, with axe looking at every page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, Literal, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from regs_portal.people.models import Employee
from tests import cast as casting
from tests.browser.window import FLAGS, NARROW, WIDE, executable
from tests.factories import PASSWORD

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

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

    def __init__(self, chromium: Browser, address: str, cast: casting.Cast) -> None:
        self.chromium = chromium
        self.address = address
        self.cast = cast

    @contextmanager
    def visited_by(self, employee: Employee, **options: Any) -> Iterator["Visit"]:
        """A browser of their own, signed in through the form."""
        context = self.chromium.new_context(base_url=self.address, viewport=WIDE, **options)
        page = context.new_page()
        visit = Visit(page)
        page.goto("/account/sign-in/")
        visit.look()
        page.fill("[name=login]", employee.employee_number)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/")
        yield visit
        context.close()
        assert visit.complaints == []


class Visit:
    """One person's browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._overheard)
        page.on("response", self._answered)

    def _overheard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")

    def look(self) -> None:
        """Wide and narrow, light and dark: no page scrolls sideways, axe finds nothing."""
        for viewport, scheme in product((WIDE, NARROW), THEMES):
            self.page.set_viewport_size(viewport)
            self.page.emulate_media(color_scheme=scheme)
            where = f"{self.page.url} {viewport['width']} px {scheme}"
            excess = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert excess <= 0, f"{where} scrolls sideways by {excess} px"
            found = Axe().run(self.page, options={"resultTypes": ["violations"], **RULES})
            assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The site with its middleware and nothing else: pytest-django's own live server would serve
    static files itself, from what some earlier demo collected."""
    thread = LiveServerThread("localhost", static_handler=cast(Any, lambda handler: handler))
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def portal(site: str, chromium: Browser) -> Portal:
    return Portal(chromium, site, casting.assemble())
