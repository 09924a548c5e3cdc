"""A clause carries the digest of what it says, so that a draft's state digests short digests.

PostgreSQL computes the column whenever a clause is written and lets nobody write it. Models do not
know it: only ``revision_state`` reads it. A verb waits for its event, and digesting every word of
the draft anew was most of what it waited for.
"""

from django.db import migrations

# concat_ws is immutable for these types; PostgreSQL cannot know.
DIGEST = r"""
CREATE FUNCTION clause_digest(id bigint, chapter_id bigint, label text, caption text, body text,
    is_deleted boolean, "position" integer, anchor text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(concat_ws(E'\x1f', id, coalesce(chapter_id, 0), label, caption, body,
        is_deleted, "position", anchor), 'UTF8'))
$$;
ALTER TABLE policies_clause ADD COLUMN digest bytea
    GENERATED ALWAYS AS (clause_digest(id, chapter_id, label, caption, body, is_deleted,
        "position", anchor)) STORED;
"""

# Without the setting PostgreSQL plans the same queries anew for every draft, which takes longer than
# running them.
PIECES = r"""
CREATE FUNCTION draft_pieces(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    clauses bigint[];
    digests bytea;
BEGIN
    SELECT array_agg(id), string_agg(digest, ''::bytea ORDER BY id) INTO clauses, digests
    FROM policies_clause WHERE revision_id = wanted;
    RETURN concat_ws(E'\x1e', encode(sha256(digests), 'hex'),
        (SELECT string_agg(concat_ws(E'\x1f', id, coalesce(parent_id, 0), kind, label, title, lead,
            position, anchor), E'\x1e' ORDER BY id)
        FROM policies_chapter WHERE revision_id = wanted),
        (SELECT string_agg(concat_ws(E'\x1f', clause_id, role_id), E'\x1e'
            ORDER BY clause_id, role_id)
        FROM policies_clauserole WHERE clause_id = ANY (clauses)),
        (SELECT string_agg(concat_ws(E'\x1f', 'basis', id, position, anchor, law, article, link),
            E'\x1e' ORDER BY id) FROM policies_legalbasis WHERE revision_id = wanted),
        (SELECT string_agg(concat_ws(E'\x1f', 'attachment', id, position, anchor, title, name,
            media_type, size, digest), E'\x1e' ORDER BY id)
        FROM policies_attachment WHERE revision_id = wanted),
        (SELECT string_agg(concat_ws(E'\x1f', 'audience', id, clause_id, effect, kind,
            coalesce(department_id, site_id, role_id, employee_id)), E'\x1e' ORDER BY id)
        FROM policies_clauseaudiencerule WHERE clause_id = ANY (clauses)));
END $$;
"""

STATE = r"""
CREATE OR REPLACE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    it policies_revision%ROWTYPE;
    pieces text := '';
BEGIN
    SELECT * INTO it FROM policies_revision WHERE id = wanted;
    IF it.status = 'draft' THEN
        pieces := draft_pieces(wanted);
    END IF;
    RETURN '3:' || encode(sha256(convert_to(concat_ws(E'\x1f', it.policy_id, it.sequence, it.number,
        it.kind, coalesce(it.replaced_by_id, 0), it.status, it.title, it.superscription,
        it.issuing_unit, it.background, it.purpose, it.scope, it.supplementary, it.change_note,
        it.is_material, it.digest, it.round, coalesce(it.based_on_id, 0), it.created_by_id,
        it.lock_version, pieces), 'UTF8')), 'hex');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0031_guards_of_clause_audience")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (DIGEST, PIECES, STATE)]
