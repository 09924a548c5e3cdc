"""Pages that carry the editor of rich text."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_update
from django.http import HttpResponse

# CKEditor writes style attributes and inline handlers into the page; only pages that carry it
# are given this policy, and what it produces is sanitised on the server (docs/security.md).
LOOSENED = {"style-src": ["'unsafe-inline'"], "script-src-attr": ["'unsafe-inline'"]}

View = TypeVar("View", bound=Callable[..., HttpResponse])


def editor_page(view: View) -> View:
    return cast(View, csp_update(LOOSENED)(cast(Any, view)))
