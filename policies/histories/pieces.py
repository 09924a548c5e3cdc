"""The pieces of a draft that have a history: a clause, a heading, the cover."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from policies.comparing.rows import Line, in_lines
from policies.models import Chapter, Clause, Revision
from policies.models.drafted import HTML_FIELDS
from policies.text.markup import to_text
from policies.text.spans import Span, spans


@dataclass(frozen=True, slots=True)
class Kind:
    """What a piece of that kind is made of. ``words`` are the fields that say something and can
    be restored; ``shown`` are those whose changes are shown, in the order of the page."""

    model: Any
    words: tuple[str, ...]
    shown: tuple[str, ...]


PIECES = {
    "clause": Kind(
        Clause, ("caption", "body", "is_deleted"), ("label", "caption", "body", "is_deleted")
    ),
    "heading": Kind(Chapter, ("title", "lead"), ("kind", "label", "title", "lead")),
    "cover": Kind(
        Revision,
        ("title", "superscription", "background", "purpose", "scope", "supplementary",
         "change_note"),
        ("title", "superscription", "number", "issuing_unit", "change_note", "is_material",
         "background", "purpose", "scope", "supplementary"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One of them in one draft; ``anchor`` is empty for the cover. ``row`` is what is stored now,
    None for a piece that was removed."""

    revision: Revision
    what: str
    anchor: str
    row: Any

    @property
    def kind(self) -> Kind:
        return PIECES[self.what]

    @property
    def past(self) -> "models.QuerySet[Any]":
        """Its history rows, the oldest first."""
        rows = self.kind.model.history.select_related("history_user")
        if self.what == "cover":
            rows = rows.filter(id=self.revision.pk)
        else:
            rows = rows.filter(revision_id=self.revision.pk, anchor=self.anchor)
        return rows.order_by("history_date", "history_id")  # type: ignore[no-any-return]

    def says(self, row: Any) -> bool:
        """Whether its words now are those of that row."""
        return self.row is not None and all(
            getattr(row, name) == getattr(self.row, name) for name in self.kind.words
        )

    @property
    def query(self) -> str:
        """What opens it on the drafting page."""
        return f"?{self.what}={self.anchor}" if self.anchor else ""


def piece_of(revision: Revision, what: str, anchor: str = "") -> Piece:
    """The piece as it stands now, in one query; none for the cover."""
    if what == "cover":
        return Piece(revision, what, "", revision)
    rows = PIECES[what].model.objects.filter(revision=revision, anchor=anchor)
    return Piece(revision, what, anchor, rows.first())


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of one field: its name on the page, and the way from one wording to the other.
    Without any difference in the spans only the layout changed."""

    name: str
    spans: tuple[Span, ...]

    @property
    def is_layout(self) -> bool:
        return all(span.op == "equal" for span in self.spans)

    @property
    def lines(self) -> list[Line]:
        return in_lines(self.spans)


def changes_between(kind: Kind, before: Any, after: Any) -> list[FieldChange]:
    """Field by field what is otherwise in the second of two rows of that kind."""
    return [
        FieldChange(_name(kind, field), spans(in_words(before, field), in_words(after, field)))
        for field in kind.shown
        if getattr(before, field) != getattr(after, field)
    ]


def in_words(row: Any, field: str) -> str:
    """The field as a reader would say it; nothing of no row."""
    if row is None:
        return ""
    value = getattr(row, field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in HTML_FIELDS:
        return to_text(value)
    shown = getattr(row, f"get_{field}_display", None)
    return str(shown() if shown else value)


def _name(kind: Kind, field: str) -> str:
    name = str(kind.model._meta.get_field(field).verbose_name)
    return name[:1].upper() + name[1:]
