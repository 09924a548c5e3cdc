"""What is put before whoever acknowledges, as evidence names it: clauses with their digests."""

from collections.abc import Iterator

from acknowledgements.access import accepted_texts
from acknowledgements.models import ShownText
from policies.comparing.revisions import texts_of
from policies.models import Revision
from policies.text.changes import ClauseChange
from policies.text.diff import compare
from policies.text.outline import Clause, Outline, digest
from regs_portal.people.models import Employee

Line = list[str]


def shown_of(revision: Revision, before: Revision | None = None) -> ShownText:
    """The whole text, or what it changes in the one accepted ``before``; kept the first time that
    anybody acknowledges it so."""
    known = ShownText.objects.filter(revision=revision, before=before).first()
    if known:
        return known
    texts = texts_of(*(each for each in (before, revision) if each))
    after = texts[revision.pk]
    lines = list(_changed(texts[before.pk], after) if before else map(_line, after.all_clauses()))
    kept, _is_ours = ShownText.objects.get_or_create(
        revision=revision, before=before, defaults={"clauses": lines}
    )
    return kept


def accepted_before(revision: Revision, by: Employee) -> Revision | None:
    """The newest text of the policy before this one that the employee accepted."""
    accepted = accepted_texts(by, revision.policy_id).select_related("revision")
    newest = accepted.filter(revision__sequence__lt=revision.sequence).first()
    if newest is None:
        return None
    newest.revision.policy = revision.policy
    return newest.revision


def _changed(before: Outline, after: Outline) -> Iterator[Line]:
    for entry in compare(before, after).entries:
        if not entry.kinds or not isinstance(entry, ClauseChange):
            continue
        if entry.after:
            yield _line(entry.after)
        elif entry.before:
            yield [*_line(entry.before), "gone"]


def _line(clause: Clause) -> Line:
    return [clause.anchor, clause.label, digest(clause)]
