"""From where something is done: which door, and the address of whoever stands at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """``COMMAND`` is whatever is no request and no job: the command line, a shell."""

    SCREEN = "screen", _("on screen")
    ADMINISTRATION = "administration", _("administration")
    JOB = "job", _("background work")
    COMMAND = "command", _("command line")


_entered: ContextVar[HttpRequest | Door] = ContextVar("door", default=Door.COMMAND)


@contextmanager
def through(entered: HttpRequest | Door) -> Iterator[None]:
    """What is recorded inside came through the door, or with the request."""
    token = _entered.set(entered)
    try:
        yield
    finally:
        _entered.reset(token)


def current() -> tuple[Door, str]:
    """The door, and the client's address where there is one; read only when something happens."""
    entered = _entered.get()
    if isinstance(entered, Door):
        return entered, ""
    match = entered.resolver_match
    door = Door.ADMINISTRATION if match and match.app_name == "admin" else Door.SCREEN
    return door, address_of(entered)


def address_of(request: HttpRequest) -> str:
    """The client's, as far as the proxies trusted by the settings tell it."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return ""
