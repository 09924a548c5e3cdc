"""Showing a line of spans: what goes struck through, what comes underlined, both said aloud."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from policies.text.spans import Span

register = template.Library()

_HEARD = '<span class="visually-hidden">{}</span>'


@register.filter
def redline(line: Iterable[Span]) -> SafeString:
    """The line as text with ``<del>`` and ``<ins>``; every word escaped."""
    return mark_safe("".join(map(_marked, line)))  # noqa: S308  (each is escaped)


def _marked(span: Span) -> str:
    if span.op == "delete":
        return format_html(f"<del>{_HEARD}{{}}{_HEARD}</del>", _("[deleted: "), span.text, _("] "))
    if span.op == "insert":
        return format_html(f"<ins>{_HEARD}{{}}{_HEARD}</ins>", _("[inserted: "), span.text, _("] "))
    return escape(span.text)


@register.filter
def underlined(line: Iterable[Span]) -> SafeString:
    """The same for paper, which nobody hears: what one side has and the other has not."""
    return mark_safe("".join(map(_underlined, line)))  # noqa: S308  (each is escaped)


def _underlined(span: Span) -> str:
    words = escape(span.text)
    return words if span.op == "equal" else f"<ins>{words}</ins>"
