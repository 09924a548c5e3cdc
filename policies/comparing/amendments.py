"""The table of amended clauses, 修正條文對照表, to take away: what it says in any file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policies.comparing.revisions import texts_of
from policies.comparing.rows import Row, rows
from policies.exports.printed import WATERMARKS
from policies.models import Revision, Status
from policies.rendering import language_of
from policies.text.diff import compare
from policies.text.outline import digest


@dataclass(frozen=True, slots=True)
class Sheet:
    """``language`` is that of the newer text, and of the portal's words on the sheet; ``notes``
    are what each revision on the way says it changes; ``mark`` says that it is no law yet.
    ``digest`` is that of the newer text as it was read."""

    before: Revision
    after: Revision
    title: str
    rows: list[Row]
    notes: list[tuple[str, str]]
    language: str
    mark: str | Promise
    digest: str

    @property
    def name(self) -> str:
        """Of a file, without its ending."""
        policy = self.after.policy
        return f"{policy.code} {self.title} {self.before.number}-{self.after.number}"


@contextmanager
def sheet_of(before: Revision, after: Revision) -> Iterator[Sheet]:
    """What the table says; inside, the portal speaks the language of the text."""
    texts = texts_of(before, after)
    language = language_of(after, texts[after.pk])
    with translation.override(language.lower()):
        title = _("%(title)s: comparison of the amended clauses") % {"title": after.title}
        changed = rows(compare(texts[before.pk], texts[after.pk]))
        is_law = after.status == Status.PUBLISHED
        yield Sheet(
            before,
            after,
            title,
            changed,
            _notes(before, after),
            language,
            "" if is_law else WATERMARKS[after.status],
            digest(texts[after.pk]),
        )


def _notes(before: Revision, after: Revision) -> list[tuple[str, str]]:
    between = (
        after.policy.revisions.published()
        .words()
        .filter(sequence__gt=before.sequence, sequence__lt=after.sequence)
        .order_by("sequence")
        .values_list("number", "change_note")
    )
    return [
        (number, note) for number, note in (*between, (after.number, after.change_note)) if note
    ]
