"""Whoever is given power, and by whatever door, the database itself notes it in the trail.

Memberships of the offices, accounts and passwords are no evidence of their own that could be
compared with a deed; the note is the deed. It names no password.
"""

from django.db import migrations

NOTE = """
-- Arguments: the verb, how the subject is called, and the column that says which one it is.
CREATE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    now_is jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    subject text := TG_ARGV[1] || ':' || (coalesce(now_is, was) ->> TG_ARGV[2]);
BEGIN
    PERFORM audit_record(NULL, '', TG_ARGV[0], subject, '', '', '', jsonb_build_object(
        'deed', lower(TG_OP), 'was', was - 'password', 'is', now_is - 'password'));
    RETURN NULL;
END $$;
"""

# Being an employee gives no power.
RIGHTS = """
CREATE FUNCTION people_note_office() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    member people_employee_groups := coalesce(NEW, OLD);
    office text;
BEGIN
    SELECT name INTO office FROM auth_group WHERE id = member.group_id;
    IF office <> 'employee' THEN
        PERFORM audit_record(NULL, '',
            CASE TG_OP WHEN 'DELETE' THEN 'people.lose_office' ELSE 'people.gain_office' END,
            'people.employee:' || member.employee_id, '', '', '',
            jsonb_build_object('office', office));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON people_employee_groups
    FOR EACH ROW EXECUTE FUNCTION people_note_office();
ALTER TABLE people_employee_groups ENABLE ALWAYS TRIGGER noted;

CREATE FUNCTION people_note_account() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text[] := '{}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := CASE WHEN NEW.is_superuser THEN ARRAY['is_superuser'] ELSE '{}' END;
    ELSE
        changed := array_remove(ARRAY[
            CASE WHEN NEW.is_superuser <> OLD.is_superuser THEN 'is_superuser' END,
            CASE WHEN NEW.is_active <> OLD.is_active THEN 'is_active' END,
            CASE WHEN NEW.password <> OLD.password THEN 'password' END,
            CASE WHEN NEW.employee_number <> OLD.employee_number THEN 'employee_number' END
        ], NULL);
    END IF;
    IF cardinality(changed) > 0 THEN
        PERFORM audit_record(NULL, '', 'people.change_account', 'people.employee:' || NEW.id, '',
            '', '', jsonb_build_object('changed', changed, 'is_superuser', NEW.is_superuser,
            'is_active', NEW.is_active, 'employee_number', NEW.employee_number));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON people_employee
    FOR EACH ROW EXECUTE FUNCTION people_note_account();
ALTER TABLE people_employee ENABLE ALWAYS TRIGGER noted;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_hashing_in_line"), ("people", "0004_fairness_reviewers")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (NOTE, RIGHTS)]
