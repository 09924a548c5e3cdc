"""Whatever decides whom a rule names leaves a note when it changes, from the shell too."""

from django.db import migrations

EMPLOYEES = """
CREATE FUNCTION employees_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO people_touched (employee_id) SELECT id FROM now_so ORDER BY id;
    ELSE
        INSERT INTO people_touched (employee_id)
        SELECT now_so.id FROM now_so JOIN was_so ON was_so.id = now_so.id
        WHERE (now_so.department_id, now_so.site_id, now_so.hired_on, now_so.left_on,
            now_so.is_active, now_so.working_share)
            IS DISTINCT FROM (was_so.department_id, was_so.site_id, was_so.hired_on,
            was_so.left_on, was_so.is_active, was_so.working_share)
        ORDER BY now_so.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER employees_joined AFTER INSERT ON people_employee
    REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION employees_touched();
CREATE TRIGGER employees_changed AFTER UPDATE ON people_employee
    REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so
    FOR EACH STATEMENT EXECUTE FUNCTION employees_touched();
"""

# Appointments and leaves: whose they were and whose they are.
FACTS = """
CREATE FUNCTION employees_of_facts_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO people_touched (employee_id) VALUES (NEW.employee_id);
    END IF;
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND OLD.employee_id <> NEW.employee_id THEN
        INSERT INTO people_touched (employee_id) VALUES (OLD.employee_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appointment_touches AFTER INSERT OR UPDATE OR DELETE ON people_appointment
    FOR EACH ROW EXECUTE FUNCTION employees_of_facts_touched();
CREATE TRIGGER leave_touches AFTER INSERT OR UPDATE OR DELETE ON people_leave
    FOR EACH ROW EXECUTE FUNCTION employees_of_facts_touched();
"""

# A department that moves takes everybody in it and below it along: each of those changes its
# path, so each touches its own.
DEPARTMENTS = """
CREATE FUNCTION employees_of_department_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO people_touched (employee_id)
    SELECT id FROM people_employee WHERE department_id = NEW.id ORDER BY id;
    RETURN NULL;
END $$;
CREATE TRIGGER department_touches AFTER UPDATE OF path ON people_department
    FOR EACH ROW WHEN (OLD.path <> NEW.path AND OLD.path <> '')
    EXECUTE FUNCTION employees_of_department_touched();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_leave_and_touched")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (EMPLOYEES, FACTS, DEPARTMENTS)
    ]
