"""What a reading page costs whoever opens it: bytes, requests, and no line that jumps.

Nothing here is timed: slow networks are slow in bytes, and how long a page takes to make is
measured by the benchmarks.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.benchmarks.generating import Writer
from tests.browser.conftest import Portal
from tests.browser.window import NARROW, WIDE
from tests.cast import published_policy

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIMIT = 60 * 1024
REQUESTS = 30
SHIFT = 0.02  # of the window; what nobody notices
CLAUSES = 60
# Before anything is drawn: what moves by itself is added up.
WATCH = """
window.shifted = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_reading_page_is_small_and_stands_still(portal: Portal, viewport: Any) -> None:
    published_policy(portal.cast, outline=Writer(5).outline("加班管理辦法", CLAUSES))
    with portal.visited_by(portal.cast.employee) as visit:
        page = visit.page
        page.set_viewport_size(viewport)
        page.add_init_script(WATCH)
        answers: list[Any] = []
        page.on("response", lambda answer: answers.extend([answer]))
        page.goto("/policies/HR-003/", wait_until="networkidle")
        page.mouse.wheel(0, 4000)
        page.wait_for_function("scrollY > 0")
        sizes = {answer.url: size_of(answer) for answer in answers}
        kinds = {answer.request.resource_type for answer in answers}
        shifted = page.evaluate("shifted")

    assert {urlsplit(url).netloc for url in sizes} == {urlsplit(portal.address).netloc}
    assert "font" not in kinds
    assert len(sizes) <= REQUESTS
    assert sum(sizes.values()) <= LIMIT, sorted(sizes.items(), key=lambda item: -item[1])
    assert shifted <= SHIFT


def size_of(answer: Any) -> int:
    """As it crosses the network: pages as they were sent, style and script as they are kept packed
    where the portal is run (``collectstatic``)."""
    if answer.request.resource_type == "document":
        assert answer.headers["content-encoding"] == "gzip"
        return int(answer.headers["content-length"])
    file = finders.find(urlsplit(answer.url).path.removeprefix("/static/"))
    assert file, answer.url
    return len(brotli.compress(Path(file).read_bytes()))
