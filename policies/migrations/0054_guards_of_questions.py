"""Questions are about published words, and none of it is ever changed."""

from django.db import migrations

QUESTIONS = """
CREATE FUNCTION question_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision WHERE id = NEW.revision_id
        AND policy_id = NEW.policy_id AND status = 'published') THEN
        PERFORM revision_refuse('a question names published words', 'question_names_the_text');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER question_guard BEFORE INSERT ON policies_question
    FOR EACH ROW EXECUTE FUNCTION question_guard();
SELECT guard_evidence('policies_question');
SELECT guard_evidence('policies_questionanswer');
SELECT guard_evidence('policies_questionletter');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0053_questions")]
    operations = [migrations.RunSQL(QUESTIONS, migrations.RunSQL.noop)]
