"""The files a reader takes away of a published revision, beside its PDF.

They are made when they are asked for: each says until when the text was in force, as it is known
today. What a file is made from is digested first, so that a reader who has it already is not sent
it again.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.citing.showing import Marks
from policies.exports.docx import write_docx
from policies.exports.printed import SUPERSEDED, facts_of
from policies.exports.record import citations, record_of
from policies.models import Revision
from policies.papers import DOCX
from policies.text.interchange.akoma_ntoso import write_akoma_ntoso
from policies.text.interchange.json_file import write_json
from policies.text.interchange.markdown import write_markdown
from policies.text.interchange.record import Record

# What was made by other code is another file, though it is made from the same.
MADE_BY = 1


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of that kind ends, what it is to a browser, and what makes it."""

    ending: str
    media_type: str
    make: Callable[["Source"], bytes]


class Source:
    """A published revision as it is to be written on that day."""

    def __init__(self, revision: Revision, on: dt.date) -> None:
        self.revision = revision
        self.on = on

    @cached_property
    def record(self) -> Record:
        return record_of(self.revision)

    @cached_property
    def cites(self) -> Marks:
        """Where its words cite a place."""
        return citations(self.revision, self.record.outline, self.on)

    def etag(self, form: str) -> str:
        """Changes whenever the file would."""
        told = write_json(self.record) + f"{form} {MADE_BY} {_standing(self)}".encode()
        return f'"{hashlib.sha256(told).hexdigest()[:32]}"'

    @property
    def is_superseded(self) -> bool:
        return self.revision.is_superseded(self.on)

    def name(self, form: str) -> str:
        """As the PDF's: code, title, number."""
        return (
            f"{self.revision.policy.code} {self.revision.title} {self.revision.number}"
            f"{FORMATS[form].ending}"
        )


def _akoma_ntoso(source: Source) -> bytes:
    return write_akoma_ntoso(source.record, source.cites)


def _markdown(source: Source) -> bytes:
    with override(source.record.facts.language.lower()):
        return write_markdown(source.record, headlines()).encode()


def _word(source: Source) -> bytes:
    with override(source.record.facts.language.lower()):
        facts = [(str(name), str(value)) for name, value in facts_of(source.revision) if value]
        return write_docx(source.record, facts, _standing(source), source.cites)


def _standing(source: Source) -> str:
    if source.is_superseded:
        return str(SUPERSEDED)
    return _("Not yet in force") if source.revision.is_scheduled(source.on) else ""


def headlines() -> dict[str, str]:
    """The words above parts of a text that have none of their own."""
    return {
        "background": _("Background"),
        "purpose": _("Purpose"),
        "scope": _("Scope"),
        "supplementary": _("Supplementary provisions"),
        "bases": _("Legal bases"),
        "attachments": _("Attachments"),
        "deleted": _("(Deleted)"),
    }


FORMATS = {
    "docx": Format(".docx", DOCX, _word),
    "akoma-ntoso": Format(".akn.xml", "application/akn+xml", _akoma_ntoso),
    "json": Format(".json", "application/json", lambda source: write_json(source.record)),
    "markdown": Format(".md", "text/markdown; charset=utf-8", _markdown),
}
