"""Legal bases and attachments of a draft: adding, changing, ordering, taking out."""

import datetime as dt
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import access
from policies.drafting.facts import STALE, digest_of
from policies.drafting.keeping import create
from policies.drafting.locking import GONE, clause_of, locked_draft
from policies.drafting.positions import save
from policies.models import Attachment, LegalBasis, Revision
from policies.models.outline import new_anchor
from policies.papers import Given, clean_name
from policies.refusals import Refused, named_constraints
from policies.text import outline as text
from policies.text.cleaning import one_line
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

MOST = 200
LONGEST_TITLE = 200
BASIS_FIELDS = ("law", "article", "link", "anchor")


def add_basis(
    revision: Revision, by: Employee, law: str, article: str = "", link: str = "", anchor: str = ""
) -> LegalBasis:
    """Says on which law the text rests, or the clause of that anchor; ``link`` is http(s)."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        told = _basis(draft, law, article, link, anchor)
        basis = LegalBasis(revision=draft, position=next_place(draft.legal_bases.all()), **told)
        save(basis, by)
        record("policies.add_basis", draft, by, **told)
    return basis


def edit_basis(
    revision: Revision,
    key: int,
    by: Employee,
    law: str,
    article: str = "",
    link: str = "",
    anchor: str = "",
    *,
    seen: str | None = None,
) -> LegalBasis:
    """``seen`` is the digest of the basis that the person saw (``basis_seen``); refuses when it
    says something else by now."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        basis: LegalBasis = _one(draft.legal_bases.all(), key)
        if seen not in {None, basis_seen(basis)}:
            raise Refused(STALE)
        told = _basis(draft, law, article, link, anchor)
        for name, value in told.items():
            setattr(basis, name, value)
        save(basis, by)
        record("policies.edit_basis", draft, by, **told)
    return basis


def basis_seen(basis: LegalBasis) -> str:
    return digest_of([getattr(basis, name) for name in BASIS_FIELDS])


def attach(
    revision: Revision, by: Employee, title: str, given: Given, at: dt.datetime | None = None
) -> Attachment:
    """Encloses a file that was taken in (``papers.take_in``)."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        attachment = Attachment(
            revision=draft,
            position=next_place(draft.attachments.all()),
            title=_title(title),
            kept_by=by,
            kept_at=at,
            **asdict(given),
        )
        save(attachment, by)
        record(
            "policies.attach", draft, by, title=attachment.title, digest=given.digest,
            size=given.size,
        )  # fmt: skip
    return attachment


def retitle_attachment(
    revision: Revision, key: int, by: Employee, title: str, *, seen: str | None = None
) -> Attachment:
    """``seen`` is the title that the person saw; refuses when it has another by now."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        attachment: Attachment = _one(draft.attachments.all(), key)
        if seen not in {None, attachment.title}:
            raise Refused(
                STALE,
                _(
                    "Somebody called it “%(theirs)s” meanwhile, so it was not called “%(yours)s”. "
                    "Look, and save again if yours is better."
                )
                % {"theirs": attachment.title, "yours": title},
            )
        attachment.title = _title(title)
        save(attachment, by)
        record("policies.retitle_attachment", draft, by, title=attachment.title)
    return attachment


def take_out(revision: Revision, what: str, key: int, by: Employee) -> None:
    """Takes a legal basis ("basis") or an attachment ("attachment") out of the draft."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        row = _one(_rows(draft, what), key)
        row._history_user = by
        row.delete()
        record("policies.take_out", draft, by, what=what, named=str(row))


def move(revision: Revision, what: str, key: int, by: Employee, *, up: bool) -> None:
    """One place up or down; nothing happens at the end of the list."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        rows = list(_rows(draft, what))
        place = next((number for number, row in enumerate(rows) if row.pk == key), None)
        if place is None:
            raise _gone()
        other = place - 1 if up else place + 1
        if not 0 <= other < len(rows):
            return
        one, two = rows[place], rows[other]
        one.position, two.position = two.position, one.position
        for row in (one, two):
            save(row, by)
        record("policies.move_enclosed", draft, by, what=what, named=str(one), up=up)


def carry_over(before: Revision, draft: Revision, by: Employee) -> None:
    """The next draft begins with the enclosures of the words it revises."""
    for basis in before.legal_bases.all():
        basis.pk, basis.revision, basis._state.adding = None, draft, True
        save(basis, by)
    for attachment in before.attachments.all():
        attachment.pk, attachment.revision, attachment._state.adding = None, draft, True
        save(attachment, by)


def enclose(
    revision: Revision, outline: text.Outline, by: Employee, at: dt.datetime | None = None
) -> None:
    """Has the draft rest on what the outline rests on, and encloses what is enclosed with it.

    Of the files, those that the portal has and the person may read: to know a digest is no right
    to what it is of. Refuses a legal basis that could not have been written by hand.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        for row in (*draft.legal_bases.all(), *draft.attachments.all()):
            row._history_user = by
            row.delete()
        if max(len(outline.bases), len(outline.attachments)) > MOST:
            raise _too_many()
        bases = [
            LegalBasis(revision=draft, position=place, **_fitting_basis(draft, each))
            for place, each in enumerate(outline.bases, 1)
        ]
        create(bases, by)
        open_files = files_open_to(by, outline)
        files = [
            Attachment(
                revision=draft,
                position=place,
                title=_title(each.title)[:LONGEST_TITLE],
                anchor=each.anchor or new_anchor(),
                kept_by=by,
                kept_at=at,
                **asdict(open_files[each.digest]) | {"name": _name_of(each, open_files)},
            )
            for place, each in enumerate(
                (each for each in outline.attachments if each.digest in open_files), 1
            )
        ]
        create(files, by)
        record("policies.enclose", draft, by, bases=len(bases), attachments=len(files))


def files_open_to(by: Employee, outline: text.Outline) -> dict[str, Given]:
    """Of what the outline encloses, by their digests, the files that the person may read here."""
    digests = {each.digest: each for each in outline.attachments}
    rows = Attachment.objects.filter(digest__in=digests, revision__in=access.visible_to(by))
    return {
        row.digest: Given(row.name, row.media_type, row.size, row.digest)
        for row in rows.order_by("pk")
        if (row.media_type, row.size) == (digests[row.digest].media_type, digests[row.digest].size)
    }


def _name_of(file: text.Attachment, known: dict[str, Given]) -> str:
    is_fit = file.name == clean_name(file.name, file.media_type)
    return file.name if is_fit else known[file.digest].name


def _fitting_basis(draft: Revision, basis: text.LegalBasis) -> dict[str, str]:
    has_clause = draft.clauses.filter(anchor=basis.anchor).exists()
    anchor = basis.anchor if has_clause else ""
    told = _basis(draft, basis.law, basis.article, basis.link, anchor)
    for name, words in told.items():
        longest = getattr(LegalBasis._meta.get_field(name), "max_length", None)
        if longest is not None and len(words) > longest:
            raise Refused(
                "too_long",
                _("“%(words)s…” is too long for a legal basis.") % {"words": words[:40]},
            )
    return told


def _rows(draft: Revision, what: str) -> "models.QuerySet[Any]":
    return draft.legal_bases.all() if what == "basis" else draft.attachments.all()


def _one(rows: "models.QuerySet[Any]", key: int) -> Any:
    row = rows.filter(pk=key).first()
    if row is None:
        raise _gone()
    return row


def _gone() -> Refused:
    return Refused(GONE, _("Somebody has taken that out meanwhile. Reload the page to see."))


def next_place(rows: "models.QuerySet[LegalBasis] | models.QuerySet[Attachment]") -> int:
    if rows.count() >= MOST:
        raise _too_many()
    newest: int = rows.aggregate(models.Max("position"))["position__max"] or 0
    return newest + 1


def _too_many() -> Refused:
    return Refused("too_many", _("There are too many already. Take some out first."))


def _basis(draft: Revision, law: str, article: str, link: str, anchor: str) -> dict[str, str]:
    law, article, link = one_line(law), one_line(article), link.strip()
    if not law:
        raise Refused("legal_basis_names_a_law")
    if link and (urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).netloc):
        raise Refused("legal_basis_link_opens")
    if anchor:
        clause_of(draft, anchor)
    return {"law": law, "article": article, "link": link, "anchor": anchor}


def _title(title: str) -> str:
    title = one_line(title)
    if not title:
        raise Refused("attachment_has_a_title")
    return title
