"""Acknowledgements are evidence: bound to the words, append-only, refused when they prove nothing."""

from django.db import migrations

# The company's own calendar decides in the verb whether a text is still in force; the day more
# that is allowed here keeps time zones out of SQL.
ACKNOWLEDGEMENT = """
CREATE FUNCTION acknowledgement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision AS revision
        WHERE revision.id = NEW.revision_id AND revision.status = 'published'
        AND revision.digest = NEW.digest
        AND (revision.effective_until IS NULL
            OR revision.effective_until > (NEW.at AT TIME ZONE 'UTC')::date - 1)) THEN
        RAISE EXCEPTION 'an acknowledgement names words that bind'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acknowledgement_names_the_text';
    END IF;
    IF NOT EXISTS (SELECT FROM acknowledgements_assignment AS assignment
        WHERE assignment.revision_id = NEW.revision_id
        AND assignment.employee_id = NEW.employee_id) THEN
        RAISE EXCEPTION 'nothing was assigned to this employee'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acknowledgement_was_assigned';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acknowledgement_guard BEFORE INSERT ON acknowledgements_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION acknowledgement_guard();
SELECT guard_evidence('acknowledgements_acknowledgement');
SELECT guard_evidence('acknowledgements_audienceassigned');
"""

ASSIGNMENT = """
CREATE FUNCTION assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'settled_at' = to_jsonb(OLD) - 'settled_at'
            AND OLD.settled_at IS NULL AND NEW.settled_at IS NOT NULL
            AND EXISTS (SELECT FROM acknowledgements_acknowledgement AS evidence
                WHERE evidence.revision_id = NEW.revision_id
                AND evidence.employee_id = NEW.employee_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an assignment is settled once, by its acknowledgement'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_frozen';
END $$;
CREATE TRIGGER assignment_guard BEFORE UPDATE OR DELETE ON acknowledgements_assignment
    FOR EACH ROW EXECUTE FUNCTION assignment_guard();
CREATE TRIGGER assignment_never_emptied BEFORE TRUNCATE ON acknowledgements_assignment
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0001_initial"), ("policies", "0002_guards")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (ACKNOWLEDGEMENT, ASSIGNMENT)
    ]
