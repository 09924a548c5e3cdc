"""Whom a clause binds is frozen with its revision, belongs to its state, and has its writers."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_clauseaudiencerule
    FOR EACH ROW EXECUTE FUNCTION clause_role_guard();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_clauseaudiencerule
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();

CREATE OR REPLACE FUNCTION writer_contributes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written bigint := CASE TG_TABLE_NAME
        WHEN 'policies_historicalrevision' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (to_jsonb(NEW) ->> 'revision_id')::bigint END;
BEGIN
    IF TG_TABLE_NAME IN
        ('policies_historicalclauserole', 'policies_historicalclauseaudiencerule') THEN
        SELECT revision_id INTO written FROM policies_clause
        WHERE id = (to_jsonb(NEW) ->> 'clause_id')::bigint;
    END IF;
    IF NEW.history_user_id IS NOT NULL AND written IS NOT NULL THEN
        INSERT INTO policies_contribution (revision_id, employee_id, since)
        SELECT written, NEW.history_user_id, NEW.history_date
        WHERE EXISTS (SELECT FROM policies_revision WHERE id = written AND status = 'draft')
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalclauseaudiencerule
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
SELECT guard_evidence('policies_historicalclauseaudiencerule');
"""

# Where no clause has an audience, the digest is what it was before there could be any.
STATE = r"""
CREATE OR REPLACE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    it policies_revision%ROWTYPE;
    clauses bigint[];
    pieces text := '';
BEGIN
    SELECT * INTO it FROM policies_revision WHERE id = wanted;
    IF it.status = 'draft' THEN
        clauses := ARRAY(SELECT id FROM policies_clause WHERE revision_id = wanted);
        pieces := concat_ws(E'\x1e',
            (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(parent_id, 0), kind, label, title,
                lead, position, anchor), E'\x1e' ORDER BY id)
            FROM policies_chapter WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(chapter_id, 0), label, caption, body,
                is_deleted, position, anchor), E'\x1e' ORDER BY id)
            FROM policies_clause WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', clause_id, role_id), E'\x1e'
                ORDER BY clause_id, role_id)
            FROM policies_clauserole WHERE clause_id = ANY (clauses)),
            (SELECT string_agg(concat_ws(E'\x1f', id, position, anchor, law, article, link),
                E'\x1e' ORDER BY id) FROM policies_legalbasis WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', id, position, anchor, title, name, media_type,
                size, digest), E'\x1e' ORDER BY id)
            FROM policies_attachment WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', 'audience', id, clause_id, effect, kind,
                coalesce(department_id, site_id, role_id, employee_id)), E'\x1e' ORDER BY id)
            FROM policies_clauseaudiencerule WHERE clause_id = ANY (clauses)));
    END IF;
    RETURN '2:' || encode(sha256(convert_to(concat_ws(E'\x1f', it.policy_id, it.sequence, it.number,
        it.kind, coalesce(it.replaced_by_id, 0), it.status, it.title, it.superscription,
        it.issuing_unit, it.background, it.purpose, it.scope, it.supplementary, it.change_note,
        it.is_material, it.digest, it.round, coalesce(it.based_on_id, 0), it.created_by_id,
        it.lock_version, pieces), 'UTF8')), 'hex');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0030_clause_audience")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GUARDS, STATE)]
