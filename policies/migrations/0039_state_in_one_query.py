"""The state of a revision digested as before, by one query instead of three: a verb waits for it."""

from django.db import migrations

# Without the setting PostgreSQL plans the query anew for every draft, which takes longer than
# running it.
STATE = r"""
CREATE OR REPLACE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    words text;
BEGIN
    SELECT concat_ws(E'\x1f', it.policy_id, it.sequence, it.number, it.kind,
        coalesce(it.replaced_by_id, 0), it.status, it.title, it.superscription, it.issuing_unit,
        it.background, it.purpose, it.scope, it.supplementary, it.change_note, it.is_material,
        it.digest, it.round, coalesce(it.based_on_id, 0), it.created_by_id, it.lock_version,
        CASE it.status WHEN 'draft' THEN (SELECT concat_ws(E'\x1e',
            encode(sha256(held.digests), 'hex'),
            (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(parent_id, 0), kind, label, title,
                lead, position, anchor), E'\x1e' ORDER BY id)
            FROM policies_chapter WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', clause_id, role_id), E'\x1e'
                ORDER BY clause_id, role_id)
            FROM policies_clauserole WHERE clause_id = ANY (held.clauses)),
            (SELECT string_agg(concat_ws(E'\x1f', 'basis', id, position, anchor, law, article,
                link), E'\x1e' ORDER BY id)
            FROM policies_legalbasis WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', 'attachment', id, position, anchor, title, name,
                media_type, size, digest), E'\x1e' ORDER BY id)
            FROM policies_attachment WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', 'audience', id, clause_id, effect, kind,
                coalesce(department_id, site_id, role_id, employee_id)), E'\x1e' ORDER BY id)
            FROM policies_clauseaudiencerule WHERE clause_id = ANY (held.clauses)))
        FROM (SELECT array_agg(id) AS clauses, string_agg(digest, ''::bytea ORDER BY id) AS digests
            FROM policies_clause WHERE revision_id = wanted) AS held) ELSE '' END)
    INTO words FROM policies_revision AS it WHERE it.id = wanted;
    RETURN '3:' || encode(sha256(convert_to(words, 'UTF8')), 'hex');
END $$;
DROP FUNCTION draft_pieces(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0038_guards_of_more_histories")]
    operations = [migrations.RunSQL(STATE, migrations.RunSQL.noop)]
