"""Employees are never deleted; nobody holds one role twice on the same day."""

from django.db import migrations

NEVER_DELETED = """
CREATE FUNCTION employee_is_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an employee is deactivated, never deleted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'employee_never_deleted';
END $$;
CREATE TRIGGER employee_never_deleted BEFORE DELETE ON people_employee
    FOR EACH ROW EXECUTE FUNCTION employee_is_never_deleted();
"""

# Ranges of one number stand in for btree_gist, which not every server has.
ONE_APPOINTMENT = """
ALTER TABLE people_appointment ADD CONSTRAINT appointment_once_a_day EXCLUDE USING gist (
    int8range(employee_id, employee_id, '[]') WITH &&,
    int8range(role_id, role_id, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_portal_groups")]
    operations = [
        migrations.RunSQL(
            NEVER_DELETED,
            "DROP TRIGGER employee_never_deleted ON people_employee;"
            "DROP FUNCTION employee_is_never_deleted();",
        ),
        migrations.RunSQL(
            ONE_APPOINTMENT,
            "ALTER TABLE people_appointment DROP CONSTRAINT appointment_once_a_day;",
        ),
    ]
