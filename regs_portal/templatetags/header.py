"""The menu of somebody signed in, made once for each way it can look."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

KEPT = 5_000
# What differs from request to request, until it is put in.
TOKEN, ADDRESS = "kept-menu-token", "kept-menu-address"


@dataclass(frozen=True, slots=True)
class Reader:
    """All that the menu shows of an employee, under the names it uses."""

    name: str
    employee_number: str
    is_editor: bool
    is_reviewer: bool
    is_hr: bool
    is_auditor: bool
    is_staff: bool


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> SafeString:
    """``partials/_navigation.html`` for the request; half of a page's time would go into it.

    It is kept under everything it is made from, so it cannot be somebody else's or out of date.
    """
    request = context["request"]
    reader = Reader(*(getattr(request.user, name) for name in Reader.__dataclass_fields__))
    here = request.resolver_match.view_name if request.resolver_match else ""
    html = _menu(get_language() or "", here, reader)
    html = html.replace(TOKEN, get_token(request))
    return mark_safe(html.replace(ADDRESS, escape(request.get_full_path())))  # noqa: S308


class _Match:
    def __init__(self, view_name: str) -> None:
        self.view_name = view_name


class _Request:
    """As much of a request as the menu looks at."""

    def __init__(self, reader: Reader, here: str) -> None:
        self.user = reader
        self.resolver_match = _Match(here)

    def get_full_path(self) -> str:
        return ADDRESS


@lru_cache(maxsize=KEPT)
def _menu(language: str, here: str, reader: Reader) -> str:
    """In the language of the moment, which the entry is kept under."""
    context = {"request": _Request(reader, here), "csrf_token": TOKEN}
    return render_to_string("partials/_navigation.html", context)
