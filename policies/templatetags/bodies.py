"""Showing stored HTML: sanitised again on the way out, whatever way it came in."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from policies.text.markup import sanitise

register = template.Library()


@register.filter
def body(html: str | None) -> SafeString:
    """The HTML of a body, fit to stand in a page."""
    return mark_safe(sanitise(html or ""))  # noqa: S308  (just sanitised)
