"""Which deed made each kind of evidence, and whether drafts are as their histories left them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from policies.models import (
    Attachment,
    AudienceRule,
    Chapter,
    Clause,
    ClauseAudienceRule,
    ClauseRole,
    LegalBasis,
    Policy,
    Revision,
)
from regs_portal.audit.attesting import Attested, put_in, unattested
from regs_portal.audit.verifying import rows

REVISION = "'policies.revision:' || it.revision_id"
CONSULTED = "'policies.revision:' || consultation.revision_id"
FILING = "'policies.filing:' || it.filing_id"
CONSULTATION = "JOIN policies_consultation AS consultation ON consultation.id = it.consultation_id"
OF_OPINION = (
    "JOIN policies_opinion AS opinion ON opinion.id = it.opinion_id "
    "JOIN policies_consultation AS consultation ON consultation.id = opinion.consultation_id"
)
OF_COMMENT = "JOIN policies_reviewcomment AS comment ON comment.id = it.comment_id"
COMMENTED = "'policies.revision:' || comment.revision_id"

# A move may be part of a deed of another name.
MOVES = """CASE it.verb WHEN 'approve' THEN ARRAY['policies.decide']
    WHEN 'return' THEN ARRAY['policies.return', 'policies.decide']
    WHEN 'conclude' THEN ARRAY['policies.conclude_consultation', 'policies.abort_consultation']
    ELSE ARRAY['policies.' || it.verb] END"""

DEEDS = (
    Attested("policies_transition", REVISION, f"ANY ({MOVES})"),
    Attested(
        "policies_decision", REVISION, "'policies.decide'",
        payload=(("verdict", "it.verdict"), ("digest", "it.digest"), ("step", "review.step")),
        joins="JOIN policies_review AS review ON review.id = it.review_id",
    ),
    Attested(
        "policies_question", REVISION, "'policies.ask'",
        payload=(("question", "it.id::text"), ("words", "it.words"), ("anchor", "it.anchor")),
    ),
    Attested(
        "policies_questionanswer", "'policies.revision:' || question.revision_id",
        "'policies.answer_question'",
        payload=(("question", "it.question_id::text"), ("words", "it.words")),
        joins="JOIN policies_question AS question ON question.id = it.question_id",
    ),
    Attested("policies_schedule", REVISION, "'policies.' || it.verb"),
    Attested(
        "policies_delegation", "'policies.delegation:' || it.id", "'policies.delegate'",
        payload=(("first_day", "it.first_day::text"), ("last_day", "it.last_day::text")),
    ),
    Attested(
        "policies_delegationend", "'policies.delegation:' || it.delegation_id",
        "'policies.end_delegation'",
    ),
    Attested(
        "policies_periodicreview", REVISION, "'policies.review_unchanged'",
        payload=(("digest", "it.digest"),),
    ),
    Attested(
        "policies_referencewaiver", REVISION, "'policies.waive_reference'",
        payload=(("digest", "it.digest"), ("anchor", "it.anchor")),
    ),
    Attested(
        "policies_adviceanswer", REVISION, "'policies.answer_advice'",
        payload=(("problem", "it.problem"), ("anchor", "it.anchor"), ("reason", "it.reason")),
    ),
    Attested(
        "policies_reviewcomment", REVISION, "'policies.comment_on_review'",
        payload=(("comment", "it.id::text"), ("words", "it.words")),
    ),
    Attested(
        "policies_reviewreply", COMMENTED, "'policies.reply_to_review'",
        payload=(("comment", "it.comment_id::text"), ("words", "it.words")), joins=OF_COMMENT,
    ),
    Attested(
        "policies_commentresolution", COMMENTED, "'policies.resolve_comment'",
        payload=(("comment", "it.comment_id::text"),), joins=OF_COMMENT,
    ),
    Attested(
        "policies_consultation", REVISION, "'policies.consult'", "it.opened_by_id",
        payload=(("digest", "it.digest"),),
    ),
    Attested(
        "policies_extension", CONSULTED, "'policies.extend_consultation'",
        payload=(("closes_on", "it.closes_on::text"),), joins=CONSULTATION,
    ),
    Attested(
        "policies_conclusion", CONSULTED,
        "ANY (CASE it.outcome WHEN 'concluded' THEN ARRAY['policies.conclude_consultation']"
        " ELSE ARRAY['policies.abort_consultation', 'policies.withdraw'] END)",
        joins=CONSULTATION, key="it.consultation_id",
    ),
    Attested(
        "policies_meeting", CONSULTED, "'policies.record_meeting'", "it.recorded_by_id",
        payload=(("meeting", "it.id::text"),), joins=CONSULTATION,
    ),
    Attested(
        "policies_settlement", CONSULTED, "'policies.record_settlement'", "it.recorded_by_id",
        payload=(("settlement", "it.id::text"),), joins=CONSULTATION,
    ),
    Attested(
        "policies_opinion", CONSULTED, "'policies.give_opinion'",
        payload=(("opinion", "it.id::text"),), joins=CONSULTATION,
    ),
    Attested(
        "policies_opinionwithdrawal", CONSULTED, "'policies.take_back_opinion'", "opinion.by_id",
        payload=(("opinion", "it.opinion_id::text"),), joins=OF_OPINION, key="it.opinion_id",
    ),
    Attested(
        "policies_support", CONSULTED, "'policies.support_opinion'",
        payload=(("opinion", "it.opinion_id::text"),), joins=OF_OPINION,
    ),
    Attested(
        "policies_answer", CONSULTED, "'policies.answer_opinion'",
        payload=(("opinion", "it.opinion_id::text"), ("verdict", "it.verdict")), joins=OF_OPINION,
    ),
    Attested(
        "policies_adversechange", REVISION, "'policies.judge_change'",
        payload=(("is_adverse", "it.is_adverse::text"), ("reason", "it.reason")),
    ),
    Attested(
        "policies_filingmove", FILING,
        "CASE it.verb WHEN 'open' THEN 'policies.open_filing'"
        " ELSE 'policies.filing_' || it.verb END",
    ),
    Attested(
        "policies_filingscan", FILING, "'policies.keep_scan'",
        payload=(("digest", "it.digest"),),
        where="NOT EXISTS (SELECT FROM policies_posting WHERE photo_id = it.id)",
    ),
    Attested(
        "policies_posting", FILING, "'policies.post_rules'", payload=(("place", "it.place"),)
    ),
    Attested(
        "policies_headomission", "'policies.policy:' || it.policy_id", "'policies.omit_head'",
        payload=(("head", "it.head"), ("reason", "it.reason")),
    ),
    Attested(
        "policies_headcoverage", "'policies.policy:' || it.policy_id", "'policies.cover_heads'"
    ),
)  # fmt: skip

# Of a row that has a history, what changes without one: where a clause stands among its sisters,
# which is of the draft's state, and how far a revision has come, which transitions say.
MOVING = {
    Revision: {
        "status", "is_material", "effective_from", "effective_until", "digest", "round",
        "submitted_at", "published_at", "published_by_id",
    },
    Chapter: {"position"},
    Clause: {"position"},
}  # fmt: skip
KEPT = (
    Revision, Chapter, Clause, ClauseRole, ClauseAudienceRule, LegalBasis, Attachment, Policy,
    AudienceRule,
)  # fmt: skip

# Whoever is known to have written of a draft has done something to it, or to its policy.
WRITERS = """
SELECT it.id FROM policies_contribution AS it
JOIN policies_revision AS revision ON revision.id = it.revision_id
WHERE NOT EXISTS (SELECT FROM audit_auditevent AS event
    WHERE event.subject = 'policies.revision:' || it.revision_id
    AND event.actor_id = it.employee_id)
AND NOT EXISTS (SELECT FROM audit_auditevent AS event
    WHERE event.subject = 'policies.policy:' || revision.policy_id
    AND event.actor_id = it.employee_id)
ORDER BY it.id
"""


def wrong() -> Iterator[str]:
    yield from unattested(DEEDS)
    yield from put_in("policies_contribution", WRITERS)
    for model in KEPT:
        for (number,) in rows(_unlike_its_history(model)):
            yield _("Row %(number)s of %(table)s is not as its history says.") % {
                "number": number,
                "table": model._meta.db_table,
            }


def _unlike_its_history(model: Any) -> str:
    """Its keys: of rows that say something else than the newest row of their history, have none,
    or are gone though nobody took them out."""
    table, past = model._meta.db_table, model.history.model._meta.db_table
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in MOVING.get(model, ())
    ]
    now = ", ".join(f'it."{column}"' for column in columns)
    then = ", ".join(f'past."{column}"' for column in columns)
    return f"""
        SELECT coalesce(it.id, past.id) FROM {table} AS it
        FULL JOIN (SELECT row.* FROM {past} AS row JOIN (
            SELECT max(history_id) AS history_id FROM {past} GROUP BY id) AS newest
            USING (history_id)) AS past ON past.id = it.id
        WHERE it.id IS NULL AND past.history_type <> '-'
        OR it.id IS NOT NULL AND (past.id IS NULL OR past.history_type = '-'
            OR ROW({now}) IS DISTINCT FROM ROW({then}))
        ORDER BY 1"""  # noqa: S608
