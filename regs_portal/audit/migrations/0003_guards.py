"""The audit trail is append-only and hash-chained, and lends its guard to all other evidence."""

from django.db import migrations

# Row triggers catch UPDATE and DELETE, a statement trigger TRUNCATE. Only a test database, whose
# name begins with test_, may be emptied, because Django's test runner needs to.
APPEND_ONLY = """
CREATE FUNCTION evidence_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_append_only';
END $$;

CREATE FUNCTION guard_evidence(evidence regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON %s
        FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only()', evidence);
    EXECUTE format('CREATE TRIGGER evidence_never_emptied BEFORE TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only()', evidence);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER evidence_append_only', evidence);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER evidence_never_emptied', evidence);
END $$;

SELECT guard_evidence('audit_auditevent');
"""

# The lock makes writers take turns from here to the end of their transaction.
CHAIN = """
CREATE FUNCTION audit_event_hash(sequence bigint, previous text, at timestamptz, actor_id bigint,
    actor_number text, verb text, subject text, payload jsonb)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        sequence, previous, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        actor_id, actor_number, verb, subject, payload)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_auditevent', 0));
    SELECT sequence, hash INTO newest FROM audit_auditevent ORDER BY sequence DESC LIMIT 1;
    NEW.sequence := coalesce(newest.sequence, 0) + 1;
    NEW.previous := coalesce(newest.hash, repeat('0', 64));
    NEW.at := clock_timestamp();
    NEW.hash := audit_event_hash(NEW.sequence, NEW.previous, NEW.at, NEW.actor_id,
        NEW.actor_number, NEW.verb, NEW.subject, NEW.payload);
    RETURN NEW;
END $$;
CREATE TRIGGER audit_event_chain BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_chain();
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_event_chain;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_initial")]
    operations = [
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
    ]
