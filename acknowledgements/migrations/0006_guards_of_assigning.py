"""What an assignment may become, and that every change of it is written down."""

from django.db import migrations

ASSIGNMENT = """
CREATE OR REPLACE FUNCTION assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.settled_on IS NULL AND NEW.revision_id = OLD.revision_id
        AND NEW.employee_id = OLD.employee_id AND NEW.ground_id = OLD.ground_id THEN
        IF NEW.settled_on IS NOT NULL THEN
            IF NEW.department_id = OLD.department_id AND NEW.due_on = OLD.due_on
                AND EXISTS (SELECT FROM acknowledgements_acknowledgement AS evidence
                    WHERE evidence.revision_id = NEW.revision_id
                    AND evidence.employee_id = NEW.employee_id) THEN
                RETURN NEW;
            END IF;
        ELSIF coalesce(current_setting('regs_portal.reason', true), '') <> '' THEN
            INSERT INTO acknowledgements_assignmentchange (revision_id, employee_id, at, reason,
                old_department_id, new_department_id, old_due_on, new_due_on)
            VALUES (OLD.revision_id, OLD.employee_id,
                coalesce(nullif(current_setting('regs_portal.at', true), '')::timestamptz, now()),
                current_setting('regs_portal.reason'),
                OLD.department_id, NEW.department_id, OLD.due_on, NEW.due_on);
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an assignment is settled once, by its acknowledgement'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_frozen';
END $$;
SELECT guard_evidence('acknowledgements_assignmentground');
SELECT guard_evidence('acknowledgements_assignmentchange');
"""

EXEMPTION = """
CREATE FUNCTION exemption_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'ends_on' = to_jsonb(OLD) - 'ends_on'
        AND NEW.ends_on < OLD.ends_on THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an exemption only ends earlier'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'exemption_frozen';
END $$;
CREATE TRIGGER exemption_guard BEFORE UPDATE OR DELETE ON acknowledgements_exemption
    FOR EACH ROW EXECUTE FUNCTION exemption_guard();
CREATE TRIGGER exemption_never_emptied BEFORE TRUNCATE ON acknowledgements_exemption
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0005_packed_assignments")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (ASSIGNMENT, EXEMPTION)]
