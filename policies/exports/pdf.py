"""The PDF of a revision. WeasyPrint is loaded on first use and never in a web process.

Loading it without any font on the machine ends the process, so fonts are asked for first.
"""

import datetime as dt
import gc
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from policies.exports.archival import Archived, write
from policies.exports.attached import attached_to
from policies.exports.lean_fonts import mapped_fonts
from policies.exports.lean_pages import counted_pages, packed_pages
from policies.exports.printed import Printed, printed
from policies.models import Revision
from policies.rendering import language_of
from policies.text.outline import Outline

# From so many pages on, what laying them out leaves behind is collected before they are drawn: a
# tenth of the memory, for a twentieth of the time.
THICK = 200
SHEET = Path(__file__).with_name("pdf.css")


class PdfNotPossibleError(Exception):
    """This machine lacks what a PDF is made with; the message says what, and the remedy."""


def make_pdf(
    revision: Revision, on: dt.date | None = None, made_at: dt.datetime | None = None
) -> bytes:
    """The revision as a PDF, as it is printed on that day (today), with its text as data attached.

    ``made_at`` is said on the cover of a text that is not published. Raises PdfNotPossibleError
    before anything is begun when pango or a Chinese font is missing.
    """
    return print_html(*_made_of(revision, on or timezone.localdate(), made_at))


def _made_of(revision: Revision, on: dt.date, made_at: dt.datetime | None) -> tuple[str, Archived]:
    """The document, and what goes with it; the rest of a thick text is let go of before it is
    laid out."""
    outline = revision.outline()
    document, html = _document(revision, outline, on, made_at)
    at = revision.published_at or made_at or timezone.now()
    return html, Archived(
        identifier=f"{revision.policy.code} {revision.number}",
        language=document.language,
        attached=tuple(attached_to(document, outline, at.astimezone(dt.UTC))),
        names=document.names,
    )


def make_html(revision: Revision, on: dt.date) -> str:
    """The document the PDF is printed from."""
    return _document(revision, revision.outline(), on)[1]


def _document(
    revision: Revision, outline: Outline, on: dt.date, made_at: dt.datetime | None = None
) -> tuple[Printed, str]:
    with translation.override(language_of(revision, outline).lower()):
        document = printed(revision, outline, on)
        return document, render_to_string(
            "pdf/regulation.html",
            {
                "document": document,
                "revision": revision,
                "policy": revision.policy,
                "language": document.language,
                "made_at": made_at and timezone.localtime(made_at),
            },
        )


def print_html(html: str, archived: Archived) -> bytes:
    """A document as it is printed, with the style sheet and fonts of regulations."""
    weasyprint, sheet = _printer()
    with _without_collecting(), mapped_fonts(), packed_pages(), counted_pages():
        # No name is kept: the document and its fonts must be garbage when the with ends.
        return write(_laid_out(weasyprint.HTML(string=html, url_fetcher=_refuse), sheet), archived)


def _laid_out(html: Any, sheet: Any) -> Any:
    document = html.render(stylesheets=[sheet])
    if len(document.pages) > THICK:
        gc.collect()
    return document


def _refuse(url: str) -> Any:
    """A regulation is printed from its own words; nothing is ever fetched."""
    raise ValueError(f"not fetched: {url}")


@cache
def _printer() -> tuple[Any, Any]:
    """WeasyPrint and the style sheet, loaded once a process."""
    _require_chinese_font()
    try:
        import weasyprint
    except OSError as error:
        raise PdfNotPossibleError(
            "Pango is missing, so no PDF can be made. Install libpango-1.0-0, libpangoft2-1.0-0 "
            "and libharfbuzz-subset0, then start the worker again."
        ) from error
    return weasyprint, weasyprint.CSS(string=SHEET.read_text("utf-8"), url_fetcher=_refuse)


def _require_chinese_font() -> None:
    try:
        found = subprocess.run(
            ["fc-list", ":lang=zh-tw", "family"],  # noqa: S607
            capture_output=True, timeout=20, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        found = b""
    if not found.strip():
        raise PdfNotPossibleError(
            "No font with Chinese characters is installed, so no PDF can be made. "
            "Install fontconfig and fonts-noto-cjk, then start the worker again."
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Laying out makes millions of objects that all live until the end; looking for garbage
    among them meanwhile costs a third of the time."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()
