"""Several regulations in one PDF: one cover, one contents, page numbers through.

Each keeps its own words, language, running headers, approval and revisions, as in its own PDF.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from policies.exports.archival import Archived
from policies.exports.attached import Attached, attached_to
from policies.exports.pdf import print_html
from policies.exports.printed import BEGIN, Printed, printed
from policies.models import Revision
from policies.models.outline import outlines
from policies.rendering import language_of
from policies.text.outline import Outline

# Levels of the headings of a part: below the handbook's title and that of its regulation.
TOP = 3


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says. ``on`` is the day whose words follow."""

    title: str
    language: str
    on: dt.date
    made_for: str
    made_at: dt.datetime

    @property
    def tag(self) -> str:
        """The language as documents name it: zh-Hant."""
        return translation.to_locale(self.language).replace("_", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """One regulation, printed; ``chapters`` are its lines in the contents."""

    revision: Revision
    document: Printed
    html: SafeString
    chapters: list[tuple[str, str]]

    @property
    def anchor(self) -> str:
        return self.document.prefix + BEGIN

    @property
    def name(self) -> str:
        return f"{self.revision.policy.code}　{self.revision.title}"


def make_handbook(cover: Cover, revisions: Sequence[Revision]) -> bytes:
    """The published revisions, in that order, as one PDF with the text of each attached as data."""
    return print_html(*_made_of(cover, revisions))


def _made_of(cover: Cover, revisions: Sequence[Revision]) -> tuple[str, Archived]:
    """The document, and what goes with it; the rest is let go of before it is laid out."""
    texts = outlines(revisions)
    parts = list(_parts(revisions, texts, cover.on))
    names = {anchor: name for part in parts for anchor, name in part.document.names.items()}
    return handbook_html(cover, parts), Archived(
        identifier=f"{cover.title} {cover.on}",
        language=cover.tag,
        attached=tuple(_attached(parts, texts)),
        names=names | {part.anchor: part.name for part in parts},
    )


def handbook_html(cover: Cover, parts: Sequence[Part]) -> str:
    """The document the handbook is printed from."""
    with translation.override(cover.language):
        return render_to_string(
            "pdf/handbook.html",
            {"cover": cover, "parts": parts, "made_at": timezone.localtime(cover.made_at)},
        )


def _parts(revisions: Sequence[Revision], texts: dict[int, Outline], on: dt.date) -> Iterator[Part]:
    book = {revision.policy.code: f"r{place}-" for place, revision in enumerate(revisions, start=1)}
    for revision in revisions:
        outline = texts[revision.pk]
        with translation.override(language_of(revision, outline).lower()):
            prefix = book[revision.policy.code]
            document = printed(revision, outline, on, prefix=prefix, top=TOP, book=book)
            html = render_to_string(
                "pdf/_policy.html",
                {"document": document, "revision": revision, "policy": revision.policy},
            )
        chapters = [
            (document.prefix + piece.anchor, piece.name)
            for piece in document.pieces
            if piece.level == 1
        ]
        yield Part(revision, document, html, chapters)


def _attached(parts: Sequence[Part], texts: dict[int, Outline]) -> Iterator[Attached]:
    for part in parts:
        at = part.revision.published_at or timezone.now()
        yield from attached_to(part.document, texts[part.revision.pk], at.astimezone(dt.UTC))
