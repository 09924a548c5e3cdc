"""What a visitor gets when the portal itself fails."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views import defaults

RETRY_SECONDS = 10


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of Django's own; 503 while the database is away, which passes by itself."""
    page = defaults.server_error(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page.status_code = 503
        page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page
