"""A code that a policy gives up stays its own: the database keeps it, whoever changes it."""

from django.db import migrations

CODES = """
CREATE FUNCTION policy_code_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_formercode WHERE code = NEW.code AND policy_id <> NEW.id) THEN
        PERFORM revision_refuse('another policy once had the code', 'policy_code_was_anothers');
    END IF;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO policies_formercode (policy_id, code, until)
        VALUES (OLD.id, OLD.code, clock_timestamp()) ON CONFLICT (code) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER code_kept_at_first AFTER INSERT ON policies_policy
    FOR EACH ROW EXECUTE FUNCTION policy_code_kept();
CREATE TRIGGER code_kept AFTER UPDATE OF code ON policies_policy
    FOR EACH ROW WHEN (OLD.code <> NEW.code) EXECUTE FUNCTION policy_code_kept();
ALTER TABLE policies_policy ENABLE ALWAYS TRIGGER code_kept;
SELECT guard_evidence('policies_formercode');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0050_former_codes")]
    operations = [migrations.RunSQL(CODES, migrations.RunSQL.noop)]
