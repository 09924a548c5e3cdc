"""The last day of an assignment may move once: to the day a postponed revision takes effect."""

from django.db import migrations

ASSIGNMENT = """
CREATE OR REPLACE FUNCTION assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'settled_at' = to_jsonb(OLD) - 'settled_at'
            AND OLD.settled_at IS NULL AND NEW.settled_at IS NOT NULL
            AND EXISTS (SELECT FROM acknowledgements_acknowledgement AS evidence
                WHERE evidence.revision_id = NEW.revision_id
                AND evidence.employee_id = NEW.employee_id) THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - 'due_on' = to_jsonb(OLD) - 'due_on' AND OLD.settled_at IS NULL
            AND NEW.due_on > OLD.due_on
            AND EXISTS (SELECT FROM policies_revision AS revision
                WHERE revision.id = NEW.revision_id AND revision.status = 'published'
                AND revision.effective_from = NEW.due_on) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an assignment is settled once, by its acknowledgement'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_frozen';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acknowledgements", "0002_guards"),
        ("policies", "0012_guards_of_the_schedule"),
    ]
    operations = [migrations.RunSQL(ASSIGNMENT, migrations.RunSQL.noop)]
