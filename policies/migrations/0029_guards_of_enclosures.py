"""Legal bases and attachments are frozen with their revision, and belong to its state."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION enclosure_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM text_must_be_draft(OLD.revision_id); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    PERFORM text_must_be_draft(NEW.revision_id);
    IF TG_OP = 'UPDATE' AND NEW.revision_id <> OLD.revision_id THEN
        PERFORM revision_refuse('a text stays in its revision', 'text_in_one_revision');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_legalbasis
    FOR EACH ROW EXECUTE FUNCTION enclosure_guard();
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_attachment
    FOR EACH ROW EXECUTE FUNCTION enclosure_guard();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_legalbasis
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_attachment
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
"""

# The second way of digesting: with what is enclosed.
STATE = r"""
CREATE OR REPLACE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
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
                ON clause.id = role.clause_id WHERE clause.revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', id, position, anchor, law, article, link),
                E'\x1e' ORDER BY id) FROM policies_legalbasis WHERE revision_id = wanted),
            (SELECT string_agg(concat_ws(E'\x1f', id, position, anchor, title, name, media_type,
                size, digest), E'\x1e' ORDER BY id)
            FROM policies_attachment WHERE revision_id = wanted));
    END IF;
    RETURN '2:' || encode(sha256(convert_to(concat_ws(E'\x1f', it.policy_id, it.sequence, it.number,
        it.kind, coalesce(it.replaced_by_id, 0), it.status, it.title, it.superscription,
        it.issuing_unit, it.background, it.purpose, it.scope, it.supplementary, it.change_note,
        it.is_material, it.digest, it.round, coalesce(it.based_on_id, 0), it.created_by_id,
        it.lock_version, pieces), 'UTF8')), 'hex');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0028_enclosures")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (GUARDS, STATE)]
