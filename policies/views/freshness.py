"""Whether the reader's browser still has the page: asked before the page is put together."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

SEPARATOR = "\x1f"


def tag_of(request: HttpRequest, *made_of: object) -> str:
    """The ETag of a page made of these: words, rows, and what ``repr`` says all of. Empty where the
    page says something once."""
    if len(get_messages(request)):
        return ""
    # The secret of its forms changes with every sign-in, and so does the employee's row.
    own = (_design(), request.get_full_path())
    words = SEPARATOR.join(_told((own, made_of))).encode("utf-8", "surrogatepass")
    return f'W/"{hashlib.blake2b(words, digest_size=16).hexdigest()}"'


def _told(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, models.Model):
        fields = (field.attname for field in value._meta.concrete_fields)
        loaded = getattr(value, "_wrapped", value).__dict__  # the signed-in employee comes wrapped
        yield repr([loaded.get(name) for name in fields])
    elif isinstance(value, dict):
        yield from _told(tuple(value.items()))
    elif isinstance(value, tuple | list):
        yield str(len(value))
        for each in value:
            yield from _told(each)
    else:
        yield repr(value)


def still_fresh(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """304 when the browser has exactly this page, else None."""
    if not tag or "HTTP_IF_NONE_MATCH" not in request.META:
        return None
    return get_conditional_response(request, etag=tag)


@cache
def _design() -> int:
    """When the templates and catalogues of this installation were last changed."""
    root = Path(settings.BASE_DIR)
    files = [*(root / "templates").rglob("*.html"), *(root / "regs_portal").rglob("*.mo")]
    return max((file.stat().st_mtime_ns for file in files), default=0)
