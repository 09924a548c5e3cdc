"""Handing out what somebody gave: nothing in it runs in the portal's name."""

from collections.abc import Callable
from typing import Any, Protocol

from django.http import FileResponse, Http404, HttpRequest

from policies import papers


class Named(papers.Kept, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...


def sent_file(
    request: HttpRequest, kept: Named, opened: Callable[[Any], Any] = papers.opened
) -> FileResponse:
    """The browser shows what it can draw by itself; ``?download`` and anything else is saved.
    Not found when the storage has lost the bytes."""
    try:
        file = opened(kept)
    except FileNotFoundError:
        raise Http404 from None
    is_shown = kept.media_type in papers.SHOWN and "download" not in request.GET
    response = FileResponse(
        file, content_type=kept.media_type, filename=kept.name, as_attachment=not is_shown
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # The browser's own viewer draws the file; sandboxed, it is nobody's page.
    response._csp_exempt = True  # type: ignore[attr-defined]
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
