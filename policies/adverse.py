"""Whether a change of a work rule is to the workers' disadvantage (不利益變更), and why.

Courts ask of such a change whether it was reasonable, so what the company thought is on record
before anybody decides. Each judgement is a row; the newest counts.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.drafting.locking import locked_draft
from policies.models import AdverseChange, Revision, RevisionKind
from policies.refusals import SENTENCES, Refused, named_constraints
from policies.text import outline as text
from policies.text.cleaning import without_noise
from policies.text.outline import Outline
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

OTHER_WORDS = _(
    "The text was changed after it was said whether the change is to the workers' disadvantage. "
    "Say it again of the words as they are now."
)


def judge(
    revision: Revision,
    is_adverse: bool,
    reason: str,
    by: Employee,
    at: dt.datetime | None = None,
) -> AdverseChange:
    """An editor says it of a draft; the reason may be left out only when nothing gets worse."""
    at = at or timezone.now()
    reason = without_noise(reason).strip()
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by, of_kinds=RevisionKind.values)
        if not is_asked(draft):
            raise Refused("nothing_to_judge", SENTENCES["policy_work_rule_in_taiwan"])
        if is_adverse and not reason:
            raise Refused("adverse_for_a_reason")
        digest = text.digest(draft.outline())
        judgement = AdverseChange.objects.create(
            revision=draft, digest=digest, is_adverse=is_adverse, reason=reason, by=by, at=at
        )
        record(
            "policies.judge_change", draft, by, is_adverse=is_adverse, reason=reason, digest=digest
        )
    return judgement


def is_asked(revision: Revision) -> bool:
    """A work rule's words change, or end; mending a slip of the pen changes no rule."""
    return (
        revision.policy.is_work_rule
        and revision.kind != RevisionKind.CORRECTION
        and Revision.objects.published()
        .filter(policy=revision.policy_id, sequence__lt=revision.sequence)
        .exists()
    )


def newest_of(revision: Revision) -> AdverseChange | None:
    """The judgement that counts, with who gave it."""
    return revision.adverse_changes.select_related("by").last()


def newest_of_each(revisions: Iterable[Revision]) -> dict[int, AdverseChange]:
    """The judgement that counts for each that has one, by the revision's key, in one query."""
    judgements = AdverseChange.objects.filter(revision__in=revisions).select_related("by")
    return {each.revision_id: each for each in judgements.order_by("pk")}


def is_of_other_words(judgement: AdverseChange, outline: Outline) -> bool:
    """Whether the text was changed after it was judged."""
    return judgement.digest not in {"", text.digest(outline)}


def refuse_unjudged(revision: Revision, outline: Outline) -> None:
    """Raises Refused when it is asked for and nobody has said it of these words."""
    if not is_asked(revision):
        return
    judgement = newest_of(revision)
    if judgement is None:
        raise Refused("adverse_judged")
    if is_of_other_words(judgement, outline):
        raise Refused("adverse_of_other_words", OTHER_WORDS)
