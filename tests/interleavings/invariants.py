"""The invariants of the workflow as questions to PostgreSQL: each finds what breaks it.

Written without the portal's own code, so that the two can disagree.
"""

from django.db import connection

BREACHES: dict[str, str] = {
    "one open revision a policy": """
        SELECT FROM policies_revision
        WHERE status IN ('draft', 'consultation', 'in_review', 'approved')
        GROUP BY policy_id HAVING count(*) > 1""",
    "one text in force on a day": """
        SELECT FROM policies_revision AS one JOIN policies_revision AS other
            ON one.policy_id = other.policy_id AND one.id < other.id
        WHERE one.status = 'published' AND other.status = 'published'
            AND daterange(one.effective_from, one.effective_until)
                && daterange(other.effective_from, other.effective_until)""",
    "each period ends when the next begins": """
        SELECT FROM (SELECT effective_until,
                lead(effective_from) OVER (PARTITION BY policy_id ORDER BY sequence) AS following
            FROM policies_revision WHERE status = 'published') AS period
        WHERE effective_until IS DISTINCT FROM following""",
    "the status is where the moves have led": """
        SELECT FROM policies_revision AS revision WHERE status <> coalesce((
            SELECT to_status FROM policies_transition AS move
            WHERE move.revision_id = revision.id ORDER BY id DESC LIMIT 1), 'draft')""",
    "a correction is minor": """
        SELECT FROM policies_revision WHERE kind = 'correction' AND is_material""",
    "only words in force are reviewed without a change": """
        SELECT FROM policies_periodicreview AS signed JOIN policies_revision AS revision
            ON revision.id = signed.revision_id
        WHERE revision.digest <> signed.digest OR revision.kind = 'repeal'
            OR revision.status <> 'published'""",
    "the schedule says the same as the dates": """
        SELECT FROM policies_revision AS revision
        LEFT JOIN LATERAL (SELECT verb, effective_from FROM policies_schedule
            WHERE revision_id = revision.id ORDER BY id DESC LIMIT 1) AS newest ON true
        WHERE revision.status = 'published'
                AND newest.effective_from IS DISTINCT FROM revision.effective_from
            OR (revision.status = 'cancelled') <> (coalesce(newest.verb, '') = 'cancel')
            OR revision.status NOT IN ('published', 'cancelled') AND newest.verb IS NOT NULL""",
    "nothing cancelled is found": """
        SELECT FROM policies_searchentry AS entry JOIN policies_revision AS revision
            ON revision.id = entry.revision_id
        WHERE revision.status <> 'published' OR revision.kind = 'repeal'
            OR entry.effective_from IS DISTINCT FROM revision.effective_from
            OR entry.effective_until IS DISTINCT FROM revision.effective_until""",
    "nobody is late before a text takes effect": """
        SELECT FROM acknowledgements_assignment AS owed JOIN policies_revision AS revision
            ON revision.id = owed.revision_id
        WHERE revision.status = 'published' AND owed.settled_on IS NULL AND owed.due_on IS NOT NULL
            AND owed.due_on < revision.effective_from""",
    "what was cancelled is acknowledged no more": """
        SELECT FROM acknowledgements_assignment AS owed JOIN policies_revision AS revision
            ON revision.id = owed.revision_id
        WHERE revision.status = 'cancelled' AND owed.settled_on > (
            SELECT max(at)::date FROM policies_schedule WHERE revision_id = revision.id)""",
    "what is consulted on is frozen, and asked about once a round": """
        SELECT FROM policies_revision AS revision WHERE status = 'consultation'
        AND (SELECT count(*) FROM policies_consultation AS asked
            WHERE asked.revision_id = revision.id AND asked.round = revision.round
            AND asked.digest = revision.digest
            AND NOT EXISTS (SELECT FROM policies_conclusion
                WHERE consultation_id = asked.id)) <> 1""",
    "what was concluded answered every opinion": """
        SELECT FROM policies_conclusion AS ending
        JOIN policies_opinion AS opinion ON opinion.consultation_id = ending.consultation_id
        WHERE ending.outcome = 'concluded'
        AND NOT EXISTS (SELECT FROM policies_answer WHERE opinion_id = opinion.id)
        AND NOT EXISTS (SELECT FROM policies_opinionwithdrawal WHERE opinion_id = opinion.id)""",
    "nobody supports themselves, and only those asked speak": """
        SELECT FROM policies_support AS support
        JOIN policies_opinion AS opinion ON opinion.id = support.opinion_id
        WHERE support.by_id = opinion.by_id
        UNION ALL SELECT FROM policies_opinion AS opinion WHERE NOT EXISTS (
            SELECT FROM policies_invitation AS asked
            WHERE asked.consultation_id = opinion.consultation_id
            AND asked.employee_id = opinion.by_id)""",
    "moves join": """
        SELECT FROM (SELECT from_status, lag(to_status, 1, 'draft')
                OVER (PARTITION BY revision_id ORDER BY id) AS before
            FROM policies_transition) AS move
        WHERE from_status <> before""",
    "an approved text was approved, in every step": """
        SELECT FROM policies_revision AS revision
        WHERE status IN ('approved', 'published', 'cancelled') AND (
            NOT EXISTS (SELECT FROM policies_review AS review
                WHERE review.revision_id = revision.id AND review.round = revision.round)
            OR EXISTS (SELECT FROM policies_review AS review
                LEFT JOIN policies_decision AS decision ON decision.review_id = review.id
                WHERE review.revision_id = revision.id AND review.round = revision.round
                AND (decision.verdict IS DISTINCT FROM 'approved'
                    OR decision.digest <> revision.digest)))""",
    "nobody decides on what they wrote": """
        SELECT FROM policies_decision AS decision
        JOIN policies_contribution AS wrote ON wrote.revision_id = decision.revision_id
        WHERE wrote.employee_id IN (decision.by_id, decision.on_behalf_of_id)""",
    "whoever wrote is known to have written": """
        SELECT FROM policies_historicalclause AS written
        JOIN policies_revision AS revision ON revision.id = written.revision_id
        WHERE NOT EXISTS (SELECT FROM policies_contribution AS wrote
            WHERE wrote.revision_id = written.revision_id
            AND wrote.employee_id = written.history_user_id)""",
    "one person fills one step": """
        SELECT FROM policies_decision AS one JOIN policies_decision AS other
            ON one.revision_id = other.revision_id AND one.round = other.round
            AND one.id < other.id
        WHERE ARRAY[one.by_id, one.on_behalf_of_id] && ARRAY[other.by_id, other.on_behalf_of_id]""",
    "lower steps are decided first": """
        SELECT FROM policies_decision AS decision
        JOIN policies_review AS review ON review.id = decision.review_id
        JOIN policies_review AS lower ON lower.revision_id = review.revision_id
            AND lower.round = review.round AND lower.position < review.position
        LEFT JOIN policies_decision AS before ON before.review_id = lower.id
        WHERE before.id IS NULL OR before.id > decision.id""",
    "a delegate stood in on that day": """
        SELECT FROM policies_decision AS decision WHERE on_behalf_of_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM policies_delegation AS delegation
            WHERE delegation.principal_id = decision.on_behalf_of_id
            AND delegation.delegate_id = decision.by_id
            AND decision.at::date BETWEEN first_day - 1 AND last_day + 1)""",
    "no comment is open on what was approved": """
        SELECT FROM policies_reviewcomment AS comment
        JOIN policies_revision AS revision ON revision.id = comment.revision_id
            AND revision.round = comment.round
        LEFT JOIN policies_commentresolution AS settled ON settled.comment_id = comment.id
        WHERE settled.id IS NULL AND revision.status IN ('approved', 'published', 'cancelled')""",
    "the change weighs what the last step said": """
        SELECT FROM policies_revision AS revision
        JOIN policies_decision AS decision ON decision.revision_id = revision.id
            AND decision.round = revision.round AND decision.is_material IS NOT NULL
        WHERE revision.status IN ('approved', 'published', 'cancelled')
        AND decision.is_material <> revision.is_material""",
    "a frozen text has its digest, a draft none": """
        SELECT FROM policies_revision
        WHERE (status = 'draft') <> (digest = '') AND status <> 'withdrawn'""",
    "positions and anchors are unique": """
        SELECT FROM policies_clause GROUP BY revision_id, chapter_id, position
        HAVING count(*) > 1
        UNION ALL
        SELECT FROM policies_clause GROUP BY revision_id, anchor HAVING count(*) > 1""",
    "the day is the one last recorded": """
        SELECT FROM policies_revision AS revision WHERE status = 'published'
        AND effective_from IS DISTINCT FROM (SELECT effective_from FROM policies_schedule
            WHERE revision_id = revision.id ORDER BY id DESC LIMIT 1)""",
    "who acknowledged was asked, and of exactly those words": """
        SELECT FROM acknowledgements_acknowledgement AS evidence
        LEFT JOIN acknowledgements_assignment AS asked
            ON asked.revision_id = evidence.revision_id AND asked.employee_id = evidence.employee_id
        JOIN policies_revision AS revision ON revision.id = evidence.revision_id
        WHERE asked.settled_on IS NULL OR evidence.digest <> revision.digest
            OR revision.status NOT IN ('published', 'cancelled')""",
}

# Evidence only grows.
COUNTED = (
    "audit_auditevent", "policies_transition", "policies_decision", "policies_review",
    "policies_contribution", "policies_schedule", "policies_delegation",
    "policies_delegationend", "policies_reviewcomment", "policies_commentresolution",
    "acknowledgements_acknowledgement",
)  # fmt: skip

_ALL = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS ({sql})" for name, sql in BREACHES.items())
_COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED)


def broken() -> list[str]:
    """The names of the invariants that do not hold, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(_ALL)
        return [name for (name,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    """How many rows each table of evidence has."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))
