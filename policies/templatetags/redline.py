"""Showing a line of spans: what goes struck through, what comes underlined, both said aloud."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policies.text.spans import Span

register = template.Library()

_HEARD = '<span class="visually-hidden">{}</span>'


@register.filter
def redline(line: Iterable[Span]) -> SafeString:
    """The line as text with ``<del>`` and ``<ins>``; every word escaped."""
    return format_html_join("", "{}", ((_marked(span),) for span in line))


def _marked(span: Span) -> str | SafeString:
    if span.op == "delete":
        return format_html(f"<del>{_HEARD}{{}}{_HEARD}</del>", _("[deleted: "), span.text, _("] "))
    if span.op == "insert":
        return format_html(f"<ins>{_HEARD}{{}}{_HEARD}</ins>", _("[inserted: "), span.text, _("] "))
    return span.text
