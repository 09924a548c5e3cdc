"""The HTML a body may hold: made safe, made plain, made from plain text.

``sanitise`` runs when a text is written and again when it is shown. nh3 decides what is safe;
``blocks`` then writes what is left in one canonical form.
"""

import re
from html import escape, unescape

import nh3

from . import blocks, html_reading
from .cleaning import compose, normal_newlines, without_noise

TAGS = frozenset(
    re.findall(
        "[a-z]+",
        "p br strong em u s sub sup ol ul li table thead tbody tr th td caption a blockquote",
    )
)
_READ = TAGS | html_reading.PARAGRAPHS | html_reading.STRUCTURE | set(html_reading.INLINE)
_SPANS = {"colspan", "rowspan"}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "template", "noscript", "xml"}
_PLAIN = re.compile(r"(?:<p>[^<]*</p>)*")
_ROUNDS = 4


def sanitise(html: str) -> str:
    """The HTML reduced to what a body may hold, in canonical form; bare text gets a ``<p>``.

    ``sanitise(sanitise(x)) == sanitise(x)``. Words are kept, whatever element they stood in;
    only scripts, styles and a document's title go with their content.
    """
    if _PLAIN.fullmatch(html) and from_text(to_text(html)) == html:
        return html  # paragraphs of bare words, as most bodies are, already canonical
    for _ in range(_ROUNDS):
        written = blocks.write(html_reading.read(_safe(html)))
        if written == html:
            return html
        html = written
    return from_text(to_text(html))  # markup that never settles is not worth keeping


def to_text(html: str) -> str:
    """The words of sanitised HTML: one line per paragraph, list item or table row."""
    if is_plain(html):
        return "\n".join(unescape(part) for part in html[3:-4].split("</p><p>"))
    return "\n".join(blocks.lines(html_reading.read(html)))


def is_plain(html: str) -> bool:
    """Whether the sanitised HTML is nothing but paragraphs of bare words."""
    return _PLAIN.fullmatch(html) is not None


def from_text(text: str) -> str:
    """Plain text as sanitised HTML: one ``<p>`` per line, blank lines left out."""
    composed = compose(without_noise(normal_newlines(text)).replace("\xa0", " "))
    stripped = (line.strip() for line in composed.split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in stripped if line)


def is_blank(html: str) -> bool:
    """Whether the HTML says nothing: no words, however many empty elements."""
    return not to_text(html).strip()


def _safe(html: str) -> str:
    return nh3.clean(
        without_noise(html),
        tags=set(_READ),
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={"a": {"href"}, "td": _SPANS, "th": _SPANS},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
