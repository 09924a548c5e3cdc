"""One heading or clause out of a page, as the page shows it."""

import re

from django.utils.safestring import SafeString, mark_safe

from policies.rendering import Page

_HUMAN = re.compile(r"(?:article|part|chapter|section|subsection|subsubsection)-[0-9]+(?:-[0-9]+)*")
_ANCHOR = re.compile(r"[0-9a-f]{12}")
# As templates/reading/_text.html writes them; words inside hold neither sections nor headings with
# a class, for they are sanitised.
_PARTS = re.compile(
    r'<section class="clause[^"]*".*?</section>'
    r'|<(h[2-6]) class="heading [a-z]+".*?</\1>(?:\s*<div class="lead">.*?</div>)?',
    re.DOTALL,
)
_OWN = re.compile(r' id="([^"]*)"')


def is_place(which: str) -> bool:
    """Whether it is an anchor as pages have them: of the text, or one a person can write."""
    return bool(_ANCHOR.fullmatch(which) or _HUMAN.fullmatch(which))


def part_of(page: Page, which: str) -> SafeString | None:
    """The clause, or the heading with its lead, that has the anchor; without the addresses inside,
    for they are those of the page it came from. ``page`` is ``for_reader``."""
    for match in _PARTS.finditer(page.html):
        if which in _OWN.findall(match[0]):
            # It is a piece of the page, which was sanitised when it was made.
            return mark_safe(_OWN.sub("", match[0]))  # noqa: S308
    return None
