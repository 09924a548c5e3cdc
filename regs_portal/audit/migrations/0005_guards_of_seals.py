"""Events are hashed one by one and chained in batches, so that nobody who writes one waits.

An event's trigger takes no lock and reads no other row. It leaves the event's number in a queue;
``audit_seal_next`` takes a batch out of the queue and fixes it with a seal. Both in one
transaction: an event is under exactly one seal, or in the queue.
"""

from django.db import migrations

EVENTS = """
CREATE SEQUENCE audit_event_sequence;
SELECT setval('audit_event_sequence', greatest((SELECT max(sequence) FROM audit_auditevent), 1),
    EXISTS (SELECT FROM audit_auditevent));

CREATE FUNCTION audit_time(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- The words whose SHA-256 is the hash; those of version 1 as they always were.
CREATE FUNCTION audit_event_words(event audit_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE event.version
        WHEN 1 THEN jsonb_build_array(event.sequence, event.previous, audit_time(event.at),
            event.actor_id, event.actor_number, event.verb, event.subject, event.payload)
        ELSE jsonb_build_array(event.sequence, audit_time(event.at), event.actor_id,
            event.actor_number, event.verb, event.subject, event.door, event.address, event.before,
            event.after, event.payload)
    END::text
$$;

CREATE FUNCTION audit_sha256(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := 2;
    NEW.sequence := nextval('audit_event_sequence');
    NEW.previous := '';
    NEW.at := clock_timestamp();
    NEW.hash := audit_sha256(audit_event_words(NEW));
    INSERT INTO audit_unsealedevent (event) VALUES (NEW.sequence);
    RETURN NEW;
END $$;
"""

# One call for a verb, whose queries are planned once a session.
RECORD = """
CREATE FUNCTION audit_record(actor bigint, actor_number text, verb text, subject text, door text,
    address text, state text, payload jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    former text;
BEGIN
    SELECT earlier.after INTO former FROM audit_auditevent AS earlier
    WHERE earlier.subject = audit_record.subject ORDER BY earlier.sequence DESC LIMIT 1;
    INSERT INTO audit_auditevent (sequence, version, at, actor_id, actor_number, verb, subject,
        door, address, before, after, payload, previous, hash)
    VALUES (0, 2, now(), actor, audit_record.actor_number, audit_record.verb, audit_record.subject,
        audit_record.door, audit_record.address, coalesce(former, ''), coalesce(state, ''),
        audit_record.payload, '', '');
END $$;
"""

SEALS = """
-- What is not there is named, so that its absence changes the root.
CREATE FUNCTION audit_seal_root(numbers bigint[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT audit_sha256(string_agg(coalesce(event.hash, 'missing'), ',' ORDER BY listed.place))
    FROM unnest(numbers) WITH ORDINALITY AS listed (sequence, place)
    LEFT JOIN audit_auditevent AS event ON event.sequence = listed.sequence
$$;

CREATE FUNCTION audit_seal_words(seal audit_seal) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array('seal', seal.number, audit_time(seal.at), seal.previous,
        cardinality(seal.events), seal.root)::text
$$;

CREATE FUNCTION audit_seal_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_seal', 0));
    SELECT number, hash INTO newest FROM audit_seal ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(newest.number, 0) + 1;
    NEW.previous := coalesce(newest.hash, repeat('0', 64));
    NEW.at := clock_timestamp();
    NEW.root := audit_seal_root(NEW.events);
    NEW.hash := audit_sha256(audit_seal_words(NEW));
    RETURN NEW;
END $$;
CREATE TRIGGER audit_seal_chain BEFORE INSERT ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_seal_chain();
ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER audit_seal_chain;
SELECT guard_evidence('audit_seal');
SELECT guard_evidence('audit_sealmailed');
SELECT guard_evidence('audit_verification');

-- How many events it sealed; none are left when that is 0. One at a time.
CREATE FUNCTION audit_seal_next(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    taken bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_seal', 0));
    WITH batch AS (
        DELETE FROM audit_unsealedevent WHERE event IN (
            SELECT event FROM audit_unsealedevent ORDER BY event LIMIT most)
        RETURNING event
    ) SELECT array_agg(event ORDER BY event) INTO taken FROM batch;
    IF taken IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO audit_seal (number, at, previous, events, root, hash)
    VALUES (0, now(), '', taken, '', '');
    RETURN cardinality(taken);
END $$;
"""

# What was written under the old chain is sealed like anything else.
QUEUE = "INSERT INTO audit_unsealedevent (event) SELECT sequence FROM audit_auditevent;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (EVENTS, RECORD, SEALS, QUEUE)
    ]
