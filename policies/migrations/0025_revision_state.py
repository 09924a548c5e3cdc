"""What audit events digest of a revision, a policy and a filing, column by column.

A later column changes no digest of these; a later way of digesting begins with another figure, and
the verifier compares only what begins alike. The days of a revision are left out, for they move
with deeds done to the next one; the schedule holds them.
"""

from django.db import migrations

# Written so that PostgreSQL plans each query once a session: a verb waits for its event. Control
# characters are in no text, so what is joined with one is told apart.
STATES = r"""
CREATE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    it policies_revision%ROWTYPE;
    pieces text := '';
BEGIN
    SELECT * INTO it FROM policies_revision WHERE id = wanted;
    IF it.status = 'draft' THEN
        pieces := concat_ws(E'\x1e',
            (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(parent_id, 0), kind, label, title,
                lead, position, anchor), E'\x1e' ORDER BY id)
            FROM policies_chapter WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(chapter_id, 0), label, caption, body,
                is_deleted, position, anchor), E'\x1e' ORDER BY id)
            FROM policies_clause WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', role.clause_id, role.role_id), E'\x1e'
                ORDER BY role.clause_id, role.role_id)
            FROM policies_clauserole AS role JOIN policies_clause AS clause
                ON clause.id = role.clause_id WHERE clause.revision_id = wanted));
    END IF;
    RETURN '1:' || encode(sha256(convert_to(concat_ws(E'\x1f', it.policy_id, it.sequence, it.number,
        it.kind, coalesce(it.replaced_by_id, 0), it.status, it.title, it.superscription,
        it.issuing_unit, it.background, it.purpose, it.scope, it.supplementary, it.change_note,
        it.is_material, it.digest, it.round, coalesce(it.based_on_id, 0), it.created_by_id,
        it.lock_version, pieces), 'UTF8')), 'hex');
END $$;

CREATE FUNCTION policy_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    it policies_policy%ROWTYPE;
BEGIN
    SELECT * INTO it FROM policies_policy WHERE id = wanted;
    RETURN '1:' || encode(sha256(convert_to(concat_ws(E'\x1f', it.code, it.category_id, it.level,
        it.scheme, it.jurisdiction, it.classification, it.issuing_department_id, it.owner_id,
        it.review_interval_months, it.is_work_rule,
        it.requires_acknowledgement, it.acknowledge_within_days, array_to_string(it.vital_interests, ','),
        (SELECT string_agg(concat_ws(E'\x1f', effect, kind, coalesce(department_id, 0),
            coalesce(site_id, 0), coalesce(role_id, 0), coalesce(employee_id, 0)), E'\x1e'
            ORDER BY id) FROM policies_audiencerule WHERE policy_id = wanted)), 'UTF8')), 'hex');
END $$;

CREATE FUNCTION filing_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    it policies_filing%ROWTYPE;
BEGIN
    SELECT * INTO it FROM policies_filing WHERE id = wanted;
    RETURN '1:' || encode(sha256(convert_to(concat_ws(E'\x1f', coalesce(it.site_id, 0), it.kind,
        it.status, it.authority, it.due_on, coalesce(it.answer_by::text, '-')), 'UTF8')), 'hex');
END $$;
"""

# What a draft said before is evidence of who wrote what: it is added to and nothing else.
HISTORY = """
SELECT guard_evidence('policies_historicalrevision');
SELECT guard_evidence('policies_historicalchapter');
SELECT guard_evidence('policies_historicalclause');
SELECT guard_evidence('policies_historicalclauserole');
SELECT guard_evidence('policies_historicalaudiencerule');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0024_guards_of_consultation"), ("audit", "0005_guards_of_seals")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (STATES, HISTORY)]
