"""What is done to the words of a draft, and to what stands beside them."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies import drafting
from policies.drafting import enclosing
from policies.text import dividing
from policies.text import outline as text
from policies.text.outline import AudienceLine
from policies.text.pointer import Pointer
from regs_portal.people.models import Employee
from tests.policies.doors.people import WRITERS
from tests.policies.doors.standing import (
    FIRST,
    GENERAL,
    LAST,
    PDF,
    SECOND,
    SPECIAL,
    TAKEN,
    TEXT,
    WRITTEN,
    Standing,
)
from tests.policies.doors.table import Deed, Table, from_

TAIWAN = AudienceLine(excluded=False, kind="site", code="NTP")


def at(name: str, *keys: Any) -> Callable[[Standing], str]:
    """The address of that name, of the draft and what the keys name in it."""
    return lambda it: reverse(f"drafting:{name}", args=[it.pk, *keys])


def nothing(it: Standing) -> dict[str, Any]:
    return {}


def written(
    verb: str,
    do: Callable[[Standing, Employee], Any],
    address: Callable[[Standing], str] | None,
    typed: Callable[[Standing], dict[str, Any]] = nothing,
    states: tuple[str, ...] = WRITTEN,
) -> Deed:
    """What those who write the policy do to a draft that is written by hand."""
    return Deed(verb, do, address, typed, from_(states, WRITERS))


def binding(it: Standing) -> dict[str, Any]:
    return {
        "version": it.versions[FIRST], "rules-TOTAL_FORMS": 1, "rules-INITIAL_FORMS": 0,
        "rules-0-effect": "include", "rules-0-kind": "site", "rules-0-site": it.cast.taiwan.pk,
    }  # fmt: skip


def piece(it: Standing, anchor: str) -> text.Clause | text.Heading:
    """As it stands; an empty one where it does not."""
    found = (node for node in it.outline.walk() if node.anchor == anchor)
    return next(found, text.Clause("", ""))


def halves(it: Standing) -> str:
    """Where the first clause may be divided."""
    body = TEXT.headings[0].clauses[0].body
    return dividing.points(body)[0].key


def basis_seen(it: Standing) -> str:
    found = it.revision.legal_bases.first()
    return enclosing.basis_seen(found) if found else ""


def cover(it: Standing) -> dict[str, Any]:
    return {
        "version": it.revision.lock_version, "title": "新工作規則", "number": it.revision.number,
        "issuing_unit": it.revision.issuing_unit, "is_material": "on",
    }  # fmt: skip


def restore(what: str, anchor: str = "") -> Callable[[Standing, Employee], Any]:
    return lambda it, by: drafting.restore(
        it.revision, what, anchor, version(it, anchor), by, saving=it.saving(what, anchor)
    )


def version(it: Standing, anchor: str) -> int:
    return it.versions[anchor] if anchor else it.revision.lock_version


def earlier(what: str, anchor: str = "") -> Callable[[Standing], dict[str, Any]]:
    return lambda it: {"saving": it.saving(what, anchor), "version": version(it, anchor)}


WORDS: Table = {
    "edit a clause": written(
        "edit_clause",
        lambda it, by: drafting.edit_clause(
            it.revision, FIRST, it.versions[FIRST], by, body="<p>改。</p>"
        ),
        at("clause", FIRST),
        lambda it: {"version": it.versions[FIRST], "label": "第一條", "body": "<p>改。</p>"},
    ),
    "edit a heading": written(
        "edit_heading",
        lambda it, by: drafting.edit_heading(
            it.revision, GENERAL, it.versions[GENERAL], by, title="通則"
        ),
        at("heading", GENERAL),
        lambda it: {
            "version": it.versions[GENERAL], "kind": "chapter", "label": "第一章", "title": "通則",
        },
    ),
    "edit the cover": written(
        "edit_cover",
        lambda it, by: drafting.edit_cover(
            it.revision, it.revision.lock_version, by, title="新工作規則"
        ),
        at("cover"),
        cover,
    ),
    "say whom a clause binds": written(
        "bind_clause",
        lambda it, by: drafting.bind_clause(it.revision, FIRST, it.versions[FIRST], by, [TAIWAN]),
        at("binding", FIRST),
        binding,
    ),
    "add a clause": written(
        "add_clause",
        lambda it, by: drafting.add_clause(it.revision, by, after=FIRST),
        at("add_clause"),
        lambda it: {"after": FIRST},
    ),
    "add a removed clause again": written(
        "add_clause",
        lambda it, by: drafting.add_clause(it.revision, by, chapter=GENERAL, label="第三條"),
        at("add_again", "clause", TAKEN),
        lambda it: {"version": 1, "label": "第三條", "body": "<p>苦心之作。</p>"},
    ),
    "add a heading": written(
        "add_heading",
        lambda it, by: drafting.add_heading(it.revision, by, title="罰則"),
        at("add_heading"),
        lambda it: {"kind": "chapter"},
    ),
    "move a clause": written(
        "move_clause",
        lambda it, by: drafting.move_clause(it.revision, SECOND, by, chapter=SPECIAL),
        at("move", "clause", SECOND),
        lambda it: {"to": "up"},
    ),
    "move a heading": written(
        "move_heading",
        lambda it, by: drafting.move_heading(it.revision, SPECIAL, by, position=1),
        at("move", "heading", SPECIAL),
        lambda it: {"to": "up"},
    ),
    "split a clause": written(
        "split_clause",
        lambda it, by: drafting.split_clause(
            it.revision, FIRST, it.versions[FIRST], by, point=halves(it)
        ),
        at("split", FIRST),
        lambda it: {"version": it.versions[FIRST], "at": halves(it)},
    ),
    "merge clauses": written(
        "merge_clauses",
        lambda it, by: drafting.merge_clauses(
            it.revision, FIRST, it.versions[FIRST], SECOND, it.versions[SECOND], by
        ),
        at("merge", FIRST),
        lambda it: {
            "version": it.versions[FIRST], "with": SECOND, "other_version": it.versions[SECOND],
        },
    ),
    "remove a clause": written(
        "remove_clause",
        lambda it, by: drafting.remove_clause(it.revision, LAST, by),
        at("remove", "clause", LAST),
        lambda it: {"seen": text.digest(piece(it, LAST))},
    ),
    "remove a heading": written(
        "remove_heading",
        lambda it, by: drafting.remove_heading(it.revision, SPECIAL, by, with_contents=True),
        at("remove", "heading", SPECIAL),
        lambda it: {"seen": text.digest(piece(it, SPECIAL))},
    ),
    "restore words of a clause": written(
        "restore_clause",
        restore("clause", SECOND),
        at("restore", "clause", SECOND),
        earlier("clause", SECOND),
    ),
    "put a removed clause back": written(
        "restore_clause",
        restore("clause", TAKEN),
        at("restore", "clause", TAKEN),
        earlier("clause", TAKEN),
        ("draft",),
    ),
    "restore words of a heading": written(
        "restore_heading",
        restore("heading", SPECIAL),
        at("restore", "heading", SPECIAL),
        earlier("heading", SPECIAL),
    ),
    "restore words of the cover": written(
        "restore_cover", restore("cover"), at("cover_restore"), earlier("cover")
    ),
    "renumber": written(
        "renumber",
        lambda it, by: drafting.renumber(it.revision, by, text.digest(it.outline)),
        at("renumber"),
        lambda it: {"digest": text.digest(it.outline)},
    ),
    "insert a reference": written(
        "insert_reference",
        lambda it, by: drafting.insert_reference(
            it.revision, it.versions[LAST], by, Pointer(FIRST), clause=LAST
        ),
        lambda it: at("reference")(it) + f"?clause={LAST}",
        lambda it: {"version": it.versions[LAST], "where": "body:", "target": f"#{FIRST}"},
    ),
    "reword references": written(
        "reword_references",
        lambda it, by: drafting.reword_references(it.revision, by),
        at("reword"),
    ),
    "load a whole text": written(
        "load", lambda it, by: drafting.load(it.revision, TEXT, by), None
    ),
}  # fmt: skip

ENCLOSED: Table = {
    "name a legal basis": written(
        "add_basis",
        lambda it, by: drafting.add_basis(it.revision, by, "職業安全衛生法"),
        at("add_basis"),
        lambda it: {"law": "職業安全衛生法"},
    ),
    "change a legal basis": written(
        "edit_basis",
        lambda it, by: drafting.edit_basis(it.revision, it.bases[0], by, "工會法"),
        lambda it: at("edit_basis", it.bases[0])(it),
        lambda it: {"law": "工會法", "seen": basis_seen(it)},
    ),
    "move a legal basis": written(
        "move_enclosed",
        lambda it, by: enclosing.move(it.revision, "basis", it.bases[1], by, up=True),
        lambda it: at("change_enclosed", "basis", it.bases[1])(it),
        lambda it: {"do": "up"},
    ),
    "take a legal basis out": written(
        "take_out",
        lambda it, by: drafting.take_out(it.revision, "basis", it.bases[0], by),
        lambda it: at("change_enclosed", "basis", it.bases[0])(it),
        lambda it: {"do": "out"},
    ),
    "take over what is enclosed": written(
        "enclose", lambda it, by: drafting.enclose(it.revision, it.outline, by), None
    ),
    "enclose a file": written(
        "attach",
        lambda it, by: drafting.attach(it.revision, by, "附件二", it.given),
        at("attach"),
        lambda it: {"title": "附件二", "file": SimpleUploadedFile("申請單.pdf", PDF)},
    ),
    "rename an attachment": written(
        "retitle_attachment",
        lambda it, by: drafting.retitle_attachment(it.revision, it.attachment, by, "附表"),
        lambda it: at("retitle", it.attachment)(it),
        lambda it: {"title": "附表"},
    ),
    "take an attachment out": written(
        "take_out",
        lambda it, by: drafting.take_out(it.revision, "attachment", it.attachment, by),
        lambda it: at("change_enclosed", "attachment", it.attachment)(it),
        lambda it: {"do": "out"},
    ),
}
