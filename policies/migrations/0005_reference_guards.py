"""A waived reference is evidence, and names the frozen text in which it was waived."""

from django.db import migrations

# FOR SHARE makes a return wait for the waiver, and the waiver see what was returned before it.
WAIVERS = """
CREATE FUNCTION waiver_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing policies_revision%ROWTYPE;
BEGIN
    SELECT * INTO standing FROM policies_revision WHERE id = NEW.revision_id FOR SHARE;
    IF standing.status NOT IN ('in_review', 'approved') OR standing.digest <> NEW.digest THEN
        PERFORM revision_refuse('a waiver names the frozen text', 'waiver_names_the_text');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiver_guard BEFORE INSERT ON policies_referencewaiver
    FOR EACH ROW EXECUTE FUNCTION waiver_guard();
SELECT guard_evidence('policies_referencewaiver');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0004_references")]
    operations = [migrations.RunSQL(WAIVERS, migrations.RunSQL.noop)]
