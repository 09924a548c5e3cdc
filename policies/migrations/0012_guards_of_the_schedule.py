"""A text is frozen for a consultation too; a scheduled one may move to another day or be called off.

Until a revision takes effect its day may move, every time with a row of the schedule that says so;
afterwards nothing moves. At the end of every transaction the periods of a policy's published
revisions join: each ends on the day the next one begins.
"""

from django.conf import settings
from django.db import migrations

MOVES = """
ALTER TABLE policies_transition DROP CONSTRAINT transition_in_the_table;
ALTER TABLE policies_transition ADD CONSTRAINT transition_in_the_table CHECK (
    (verb, from_status, to_status) IN (
        ('consult', 'draft', 'consultation'), ('conclude', 'consultation', 'draft'),
        ('submit', 'draft', 'in_review'),
        ('return', 'in_review', 'draft'), ('return', 'approved', 'draft'),
        ('approve', 'in_review', 'approved'),
        ('publish', 'approved', 'published'), ('cancel', 'published', 'cancelled'),
        ('withdraw', 'draft', 'withdrawn'), ('withdraw', 'consultation', 'withdrawn'),
        ('withdraw', 'in_review', 'withdrawn'), ('withdraw', 'approved', 'withdrawn')
    )
);
"""

# The company's calendar, as it is when the database is made.
TO_COME = f"""
CREATE FUNCTION day_is_to_come(day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT day > (now() AT TIME ZONE '{settings.TIME_ZONE}')::date
$$;
"""

GUARD = """

CREATE FUNCTION published_revision_guard(older policies_revision, newer policies_revision)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    movable CONSTANT text[] := ARRAY['effective_from', 'effective_until', 'status'];
BEGIN
    IF to_jsonb(newer) - movable <> to_jsonb(older) - movable
        OR newer.status NOT IN ('published', 'cancelled') THEN
        PERFORM revision_refuse('a published revision never changes', 'revision_frozen');
    END IF;
    -- What has begun has begun, and what has ended has ended.
    IF (newer.effective_from IS DISTINCT FROM older.effective_from OR newer.status = 'cancelled')
        AND NOT day_is_to_come(older.effective_from) THEN
        PERFORM revision_refuse('it is in force already', 'revision_frozen');
    END IF;
    IF newer.effective_from IS DISTINCT FROM older.effective_from
        AND newer.effective_from < (now() AT TIME ZONE 'UTC')::date - 1 THEN
        PERFORM revision_refuse('a regulation cannot bind the past', 'revision_binds_no_past');
    END IF;
    IF newer.effective_until IS DISTINCT FROM older.effective_until
        AND older.effective_until IS NOT NULL AND NOT day_is_to_come(older.effective_until) THEN
        PERFORM revision_refuse('it has ended already', 'revision_frozen');
    END IF;
    IF newer.status = 'cancelled' AND newer.effective_from IS DISTINCT FROM older.effective_from
    THEN
        PERFORM revision_refuse('a cancelled one keeps its day', 'revision_frozen');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY['status', 'digest', 'round', 'effective_from',
        'submitted_at', 'published_at', 'published_by_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' OR OLD.round > 0 THEN
            PERFORM revision_refuse('a submitted revision is kept', 'revision_frozen');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.status = 'published' THEN
        PERFORM published_revision_guard(OLD, NEW);
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('draft', 'consultation'), ('consultation', 'draft'), ('consultation', 'withdrawn'),
        ('draft', 'in_review'), ('draft', 'withdrawn'),
        ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'withdrawn'),
        ('approved', 'draft'), ('approved', 'published'), ('approved', 'withdrawn')
    ) THEN
        PERFORM revision_refuse('no such move', 'revision_moves_by_the_table');
    END IF;
    -- Whoever gives the final approval says how much weight the change has.
    IF (OLD.status, NEW.status) = ('in_review', 'approved') THEN
        moving := moving || 'is_material'::text;
    END IF;
    -- The words may change in a draft that stays a draft; a move changes what belongs to it and
    -- nothing else; between moves nothing changes.
    IF NEW.status = OLD.status AND OLD.status <> 'draft' AND NEW IS DISTINCT FROM OLD
        OR NEW.status <> OLD.status AND to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
        PERFORM revision_refuse('the text is frozen from submission on', 'revision_frozen');
    END IF;
    -- Whose text it is, what it does and who began it stay, in a draft too: separation of duties
    -- rests on it.
    IF (NEW.id, NEW.policy_id, NEW.sequence, NEW.kind, NEW.created_by_id, NEW.created_at)
        <> (OLD.id, OLD.policy_id, OLD.sequence, OLD.kind, OLD.created_by_id, OLD.created_at) THEN
        PERFORM revision_refuse('a revision stays what it began as', 'revision_frozen');
    END IF;
    IF NEW.status = 'draft' AND NEW.digest <> '' THEN
        PERFORM revision_refuse('a draft has no digest', 'revision_digest_fixed');
    END IF;
    IF OLD.status = 'draft' AND NEW.status IN ('consultation', 'in_review') THEN
        IF NEW.digest = '' OR NEW.round <> OLD.round + 1 THEN
            PERFORM revision_refuse('freezing fixes the digest', 'revision_digest_fixed');
        END IF;
    ELSIF NEW.round <> OLD.round THEN
        PERFORM revision_refuse('only freezing begins a round', 'revision_digest_fixed');
    END IF;
    IF NEW.status NOT IN ('draft', 'consultation', 'in_review') AND NEW.digest <> OLD.digest THEN
        PERFORM revision_refuse('the digest was fixed when it was frozen', 'revision_digest_fixed');
    END IF;
    IF NEW.status <> 'published' AND (NEW.effective_from IS NOT NULL
        OR NEW.effective_until IS NOT NULL OR NEW.published_at IS NOT NULL
        OR NEW.published_by_id IS NOT NULL) AND OLD.status <> 'cancelled' THEN
        PERFORM revision_refuse('only publication gives dates', 'revision_moves_by_the_table');
    END IF;
    IF NEW.status = 'published'
        AND NEW.effective_from < (NEW.published_at AT TIME ZONE 'UTC')::date - 1 THEN
        PERFORM revision_refuse('a regulation cannot bind the past', 'revision_binds_no_past');
    END IF;
    -- Approved means: every required step of this round has a yes on this very text.
    IF NEW.status = 'approved' AND OLD.status = 'in_review' AND (
        NOT EXISTS (SELECT FROM policies_review
            WHERE revision_id = NEW.id AND round = NEW.round)
        OR EXISTS (SELECT FROM policies_review AS review
            WHERE review.revision_id = NEW.id AND review.round = NEW.round
            AND NOT EXISTS (SELECT FROM policies_decision AS decision
                WHERE decision.review_id = review.id AND decision.verdict = 'approved'
                AND decision.digest = NEW.digest))
    ) THEN
        PERFORM revision_refuse('a required step is undecided', 'revision_steps_decided');
    END IF;
    RETURN NEW;
END $$;
"""

SCHEDULE = """
-- What a row says has to be so by the end of its transaction, and the other way round.
CREATE FUNCTION schedule_tells_the_truth(revision bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    stands policies_revision%ROWTYPE;
    newest policies_schedule%ROWTYPE;
BEGIN
    SELECT * INTO stands FROM policies_revision WHERE id = revision;
    SELECT * INTO newest FROM policies_schedule WHERE revision_id = revision
        ORDER BY id DESC LIMIT 1;
    IF newest.id IS NULL
        OR stands.status = 'published' AND newest.effective_from IS DISTINCT FROM
            stands.effective_from
        OR stands.status = 'cancelled' AND newest.verb <> 'cancel'
        OR stands.status NOT IN ('published', 'cancelled') THEN
        PERFORM revision_refuse('the schedule says another day', 'schedule_recorded');
    END IF;
END $$;

CREATE FUNCTION schedule_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'policies_schedule' THEN
        PERFORM schedule_tells_the_truth(NEW.revision_id);
    ELSE
        PERFORM schedule_tells_the_truth(NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER schedule_recorded AFTER INSERT ON policies_schedule
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION schedule_follows();
CREATE CONSTRAINT TRIGGER schedule_recorded AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.effective_from IS DISTINCT FROM OLD.effective_from
        OR NEW.status IN ('published', 'cancelled') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION schedule_follows();
SELECT guard_evidence('policies_schedule');

-- Each published revision ends when the next one begins; the last has no end.
DROP TRIGGER revision_ends_with_the_next ON policies_revision;
CREATE OR REPLACE FUNCTION revision_ends_with_the_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (
        SELECT effective_until, lead(effective_from) OVER (ORDER BY sequence) AS next_begins
        FROM policies_revision WHERE policy_id = NEW.policy_id AND status = 'published'
    ) AS period WHERE effective_until IS DISTINCT FROM next_begins) THEN
        PERFORM revision_refuse('the periods do not join', 'revision_ends_with_the_next');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revision_ends_with_the_next AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.effective_until IS DISTINCT FROM OLD.effective_until
        OR NEW.effective_from IS DISTINCT FROM OLD.effective_from
        OR NEW.status IS DISTINCT FROM OLD.status)
    EXECUTE FUNCTION revision_ends_with_the_next();
"""

# What was known about the publications so far: their day could not be moved.
KNOWN = """
INSERT INTO policies_schedule (revision_id, verb, effective_from, reason, by_id, at)
SELECT id, 'publish', effective_from, '', published_by_id, published_at
FROM policies_revision WHERE status = 'published' ORDER BY published_at, id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A day once published under a number keeps that number, cancelled or not.
RISING = """
CREATE OR REPLACE FUNCTION revision_number_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_revision AS earlier
        WHERE earlier.policy_id = NEW.policy_id AND earlier.status IN ('published', 'cancelled')
        AND string_to_array(earlier.number, '.')::int[] >= string_to_array(NEW.number, '.')::int[]
    ) THEN
        PERFORM revision_refuse('a number published goes up', 'revision_number_rises');
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0011_kinds_and_schedule")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (MOVES, TO_COME, GUARD, KNOWN, SCHEDULE, RISING)
    ]
