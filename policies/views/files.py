"""Handing out what somebody gave: nothing in it runs in the portal's name."""

from typing import Any

from django.http import FileResponse, HttpRequest

from policies.papers import SHOWN


def sent_file(request: HttpRequest, file: Any, name: str, media_type: str) -> FileResponse:
    """The browser shows what it can draw by itself; ``?download`` and anything else is saved."""
    is_shown = media_type in SHOWN and "download" not in request.GET
    response = FileResponse(
        file, content_type=media_type, filename=name, as_attachment=not is_shown
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # The browser's own viewer draws the file; sandboxed, it is nobody's page.
    response._csp_exempt = True  # type: ignore[attr-defined]
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
