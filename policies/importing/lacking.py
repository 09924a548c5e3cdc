"""What a file names that the portal does not have: roles, whom clauses bind, attached files."""

from collections.abc import Iterator

from policies.audience import targets_in
from policies.drafting.enclosing import files_open_to
from policies.rendering import role_names
from policies.text.outline import Outline
from policies.text.warning import Warning, WarningCode
from regs_portal.people.models import Employee

MOST_NAMED = 10


def lacking_of(outline: Outline, by: Employee) -> Iterator[Warning]:
    """A doubt for each kind of thing that the draft will be without."""
    roles = {code for clause in outline.all_clauses() for code in clause.roles}
    yield from _named(WarningCode.ROLE_UNKNOWN, roles - set(role_names(outline)))
    lines = [line for clause in outline.all_clauses() for line in clause.audience]
    targets = targets_in(outline.all_clauses()) if lines else {}
    unknown = {line.code for line in lines if (line.kind, line.code) not in targets}
    yield from _named(WarningCode.TARGET_UNKNOWN, unknown)
    if outline.attachments:
        here = files_open_to(by, outline)
        titles = {each.title for each in outline.attachments if each.digest not in here}
        yield from _named(WarningCode.FILE_MISSING, titles)


def _named(code: WarningCode, names: set[str]) -> Iterator[Warning]:
    if names:
        shown = "、".join(sorted(names)[:MOST_NAMED])
        yield Warning(code, 1, {"words": f"{shown}…" if len(names) > MOST_NAMED else shown})
