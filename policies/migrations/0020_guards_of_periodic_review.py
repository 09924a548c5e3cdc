"""“Reviewed, no change” names the words in force on that day; letters are written once."""

from django.db import migrations

GUARD = """
CREATE FUNCTION periodic_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision AS reviewed
        WHERE reviewed.id = NEW.revision_id AND reviewed.policy_id = NEW.policy_id
        AND reviewed.status = 'published' AND reviewed.kind <> 'repeal'
        AND reviewed.digest = NEW.digest AND reviewed.effective_from <= NEW."on"
        AND (reviewed.effective_until IS NULL OR reviewed.effective_until > NEW."on")) THEN
        PERFORM revision_refuse('not the text in force', 'periodic_review_names_the_text');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER periodic_review_guard BEFORE INSERT ON policies_periodicreview
    FOR EACH ROW EXECUTE FUNCTION periodic_review_guard();
SELECT guard_evidence('policies_periodicreview');
SELECT guard_evidence('policies_reviewreminder');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0019_ends_and_periodic_review")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
