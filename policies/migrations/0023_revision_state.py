"""What audit events digest of a revision: its row, and every piece of a text being written."""

from django.db import migrations

STATE = """
CREATE FUNCTION revision_state(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT audit_sha256(to_jsonb(revision)::text || CASE revision.status WHEN 'draft' THEN
        coalesce((SELECT string_agg(to_jsonb(piece)::text, ',' ORDER BY piece.id)
            FROM policies_chapter AS piece WHERE piece.revision_id = wanted), '') ||
        coalesce((SELECT string_agg(to_jsonb(piece)::text, ',' ORDER BY piece.id)
            FROM policies_clause AS piece WHERE piece.revision_id = wanted), '') ||
        coalesce((SELECT string_agg(piece.role_id::text, ',' ORDER BY piece.clause_id,
                piece.role_id) FROM policies_clauserole AS piece
            JOIN policies_clause AS clause ON clause.id = piece.clause_id
            WHERE clause.revision_id = wanted), '')
        ELSE '' END)
    FROM policies_revision AS revision WHERE revision.id = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0022_guards_of_filing"), ("audit", "0005_guards_of_seals")]
    operations = [migrations.RunSQL(STATE, "DROP FUNCTION revision_state(bigint)")]
