"""Beginning the end of a policy: the draft of its repeal (廢止), perhaps in favour of another.

A repeal is a revision like any other: reviewed, signed, published to begin on a day. Its words are
made from the reason and from what takes its place, so that whoever signs the digest signs the deed.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext as _

from policies import rendering, revision_numbers
from policies.drafting.locking import check_editor, locked_draft
from policies.drafting.starting import new_revision, replace_text
from policies.models import Policy, Revision, RevisionKind, Status
from policies.refusals import Refused, named_constraints, needed
from policies.text import outline as text
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def start_repeal(
    policy: Policy,
    by: Employee,
    reason: str,
    replaced_by: Policy | None = None,
    at: dt.datetime | None = None,
) -> Revision:
    """A draft that, once published, ends the policy on its day. ``replaced_by`` takes its place."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        check_editor(policy, by)
        ended = _words_to_end(policy)
        number = revision_numbers.following(policy, ended.number)
        revision = new_revision(
            policy, number, ended.title, by, at, ended, RevisionKind.REPEAL, replaced_by=replaced_by
        )
        _write(revision, ended, reason, by)
        record(
            "policies.start_repeal", revision, by, number=number, repeals=ended.number,
            reason=revision.change_note, replaced_by=replaced_by.code if replaced_by else "",
        )  # fmt: skip
    return revision


def reword_repeal(
    revision: Revision,
    lock_version: int,
    by: Employee,
    reason: str,
    replaced_by: Policy | None = None,
) -> Revision:
    """Another reason, or another policy in its place. Refuses when somebody saved meanwhile."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by, of_kinds={RevisionKind.REPEAL})
        if draft.lock_version != lock_version:
            raise Refused(
                "stale",
                _("Somebody else has saved this meanwhile. Look at what stands there, then save."),
            )
        assert draft.based_on is not None  # noqa: S101  (a repeal ends some words)
        draft.replaced_by = replaced_by
        draft.lock_version += 1
        _write(draft, draft.based_on, reason, by)
        record(
            "policies.reword_repeal", draft, by, reason=draft.change_note,
            replaced_by=replaced_by.code if replaced_by else "",
        )  # fmt: skip
    return draft


def _words_to_end(policy: Policy) -> Revision:
    """The newest words published, unless the policy is at its end already."""
    if policy.repeal():
        raise Refused("repealed", _("This policy has been repealed already."))
    newest = policy.newest_words()
    if newest is None or newest.status != Status.PUBLISHED:
        raise Refused(
            "nothing_to_repeal",
            _("Nothing of this policy was ever published. Withdraw the draft instead."),
        )
    return newest


def _write(revision: Revision, ended: Revision, reason: str, by: Employee) -> None:
    reason = needed(reason, "no_reason", _("Say why the policy ends; employees read that first."))
    revision.change_note = reason
    outline = words_of(revision, ended, reason)
    replace_text(revision, outline, by)


def words_of(revision: Revision, ended: Revision, reason: str) -> text.Outline:
    """What a repeal says, in the language of the text it ends."""
    with translation.override(rendering.language_of(ended, ended.outline())):
        named = {
            "title": ended.title, "code": revision.policy.code, "number": ended.number
        }  # fmt: skip
        deed = format_html(
            "<p>{}</p>",
            format_html(_("“{title}” ({code}, revision {number}) is repealed."), **named),
        )
        if other := revision.replaced_by:
            words = other.newest_words()
            title = words.title if words else other.code
            taking = format_html(
                _("“{title}” ({code}) takes its place."), title=title, code=other.code
            )
            deed += format_html("<p>{}</p>", taking)
        heading = _("Repeal")
    clause = text.Clause(label="", caption=heading, body=deed)
    return text.Outline(
        title=ended.title,
        background=linebreaks(reason, autoescape=True),
        clauses=(clause,),
    )
