"""An outline that came from elsewhere, made fit to be kept: sanitised, without what no database
stores, each anchor once. What the portal wrote itself comes through unchanged."""

import re
from dataclasses import replace

from policies.text.cleaning import normal_newlines, one_line, without_noise
from policies.text.markup import sanitise
from policies.text.outline import Attachment, AudienceLine, Clause, Heading, LegalBasis, Outline

_ANCHOR = re.compile("[-a-zA-Z0-9_]{1,12}")
_TARGETS = frozenset({"department", "site", "role", "person"})
_PARTING = re.compile("[\n\t\r\x0b\x0c\x85\u2028\u2029]")


def keepable(outline: Outline) -> Outline:
    return _Keeper().outline(outline)


class _Keeper:
    def __init__(self) -> None:
        self._anchors: set[str] = set()

    def outline(self, outline: Outline) -> Outline:
        return replace(
            outline,
            title=_line(outline.title),
            superscription=without_noise(normal_newlines(outline.superscription)),
            background=sanitise(outline.background),
            purpose=sanitise(outline.purpose),
            scope=sanitise(outline.scope),
            clauses=tuple(map(self._clause, outline.clauses)),
            headings=tuple(map(self._heading, outline.headings)),
            supplementary=sanitise(outline.supplementary),
            bases=tuple(map(_basis, outline.bases)),
            attachments=tuple(map(self._attachment, outline.attachments)),
        )

    def _heading(self, heading: Heading) -> Heading:
        return replace(
            heading,
            label=_line(heading.label),
            title=_line(heading.title),
            lead=sanitise(heading.lead),
            anchor=self._anchor(heading.anchor),
            clauses=tuple(map(self._clause, heading.clauses)),
            headings=tuple(map(self._heading, heading.headings)),
        )

    def _clause(self, clause: Clause) -> Clause:
        return replace(
            clause,
            label=_line(clause.label),
            caption=_line(clause.caption),
            body=sanitise(clause.body),
            anchor=self._anchor(clause.anchor),
            roles=tuple(sorted(set(map(_line, clause.roles)))),
            audience=tuple(
                sorted(
                    {
                        AudienceLine(line.excluded, line.kind, _line(line.code))
                        for line in clause.audience
                        if line.kind in _TARGETS
                    }
                )
            ),
        )

    def _attachment(self, file: Attachment) -> Attachment:
        return replace(
            file,
            title=_line(file.title),
            name=_line(file.name),
            media_type=_line(file.media_type),
            digest=_line(file.digest),
            anchor=self._anchor(file.anchor),
        )

    def _anchor(self, anchor: str) -> str:
        """Empty where it is none or is taken, so that the piece is given one of its own."""
        if anchor in self._anchors or not _ANCHOR.fullmatch(anchor):
            return ""
        self._anchors.add(anchor)
        return anchor


def _basis(basis: LegalBasis) -> LegalBasis:
    return LegalBasis(*map(_line, (basis.law, basis.article, basis.link, basis.anchor)))


def _line(text: str) -> str:
    """As it is where it stands on one line already: a label may end with a space."""
    is_one = without_noise(text) == text and not _PARTING.search(text)
    return text if is_one else one_line(text)
