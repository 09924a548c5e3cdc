"""A correction mends the newest words published, and no others: not such as were called off."""

from django.db import migrations

GUARD = """
CREATE FUNCTION correction_of_the_newest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision AS base
        WHERE base.id = NEW.based_on_id AND base.status = 'published')
    OR EXISTS (SELECT FROM policies_revision AS other
        WHERE other.policy_id = NEW.policy_id AND other.status = 'published'
        AND other.kind <> 'repeal' AND other.id NOT IN (NEW.id, NEW.based_on_id)
        AND other.sequence > (SELECT sequence FROM policies_revision WHERE id = NEW.based_on_id))
    THEN
        PERFORM revision_refuse('it corrects other words', 'correction_of_the_newest');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_of_the_newest BEFORE UPDATE ON policies_revision FOR EACH ROW
    WHEN (NEW.kind = 'correction' AND NEW.status <> OLD.status
        AND NEW.status IN ('in_review', 'published'))
    EXECUTE FUNCTION correction_of_the_newest();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0035_adverse_of_words")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
