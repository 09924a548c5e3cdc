"""What happens to every request of the site."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

from regs_portal.audit import doors

GetResponse = Callable[[HttpRequest], HttpResponse]

DRAIN_CHUNK = 1024 * 1024
DRAIN_LIMIT = 200 * DRAIN_CHUNK


class ChosenLanguageMiddleware:
    """The language the person chose, else Traditional Chinese.

    Unlike Django's own, it does not ask the browser: company machines are often set to English,
    while the regulations and their readers are not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.offered = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.offered else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DoorMiddleware:
    """What a request does is recorded with where it came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with doors.through(request):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """Keeps pages out of caches between the portal and the browser, and asks before one is reused.

    Not ``no-store``: with it the browser's way back would lose what was typed into a form.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SignedInMiddleware(LoginRequiredMiddleware):
    """Asks for the sign-in, and hands back what was typed when the session ended meanwhile.

    Django's own would lead to the sign-in page and from there to an address that only takes
    forms, without a word of what was sent.
    """

    # What a form carries that nobody typed; what was typed and must never be shown is a password.
    MECHANICAL = frozenset({"csrfmiddlewaretoken", "version", "digest", "step", "which", "next"})

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        typed = [
            value
            for name, values in request.POST.lists()
            for value in values
            if name not in self.MECHANICAL and "password" not in name
            if value.strip() and value != "on"
        ]
        came_from = urlsplit(request.headers.get("referer", ""))
        back = came_from._replace(scheme="", netloc="").geturl()
        # An address that begins with two strokes would lead to another host.
        ours = came_from.netloc == request.get_host() and not back.startswith("//")
        back = back if ours else "/"
        return render(request, "signed_out.html", {"typed": typed, "back": back}, status=403)


class RequestSizeMiddleware:
    """Answers a body that is too large with a sentence, before anything reads it into memory."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._announced_length(request) <= settings.REQUEST_BODY_LIMIT:
            return self.get_response(request)
        self._drain(request)
        limit = settings.REQUEST_BODY_LIMIT // (1024 * 1024)
        return render(request, "413.html", {"limit": limit}, status=413)

    @staticmethod
    def _announced_length(request: HttpRequest) -> int:
        length = request.META.get("CONTENT_LENGTH") or "0"
        return int(length) if length.isascii() and length.isdigit() else 0

    @staticmethod
    def _drain(request: HttpRequest) -> None:
        # Closing on a browser that is still sending would show it a broken connection instead.
        left = DRAIN_LIMIT
        while left > 0 and (chunk := request.read(DRAIN_CHUNK)):
            left -= len(chunk)


class WrongMethodMiddleware:
    """Gives the bare 405 of Django's decorators a page that says what happened."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = self.get_response(request)
        if not isinstance(refusal, HttpResponseNotAllowed) or not request.accepts("text/html"):
            return refusal
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = refusal.headers["Allow"]
        return page


class NullCharacterMiddleware:
    """Answers a null character in an address or a hidden field with a page instead of a failure.

    Fields people type in refuse it beside the field; this is for the rest, which no browser sends
    by itself. PostgreSQL keeps no such character, so nothing was changed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DataError | ValueError):
            return None
        sent = [*request.GET.lists(), *request.POST.lists()]
        if not any("\0" in value for _name, values in sent for value in values):
            return None
        return render(request, "400.html", status=400)
