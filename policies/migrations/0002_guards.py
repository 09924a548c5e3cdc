"""The invariants of DESIGN §3, held by PostgreSQL whoever writes.

Each refusal carries the name of a constraint, which ``policies.refusals`` turns into a sentence.
"""

from django.db import migrations

# Which words were in force on a day has exactly one answer. Ranges of one number stand in for
# btree_gist, which the embedded server lacks.
PERIODS = """
ALTER TABLE policies_revision ADD CONSTRAINT revision_periods_apart EXCLUDE USING gist (
    int8range(policy_id, policy_id, '[]') WITH &&,
    daterange(effective_from, effective_until, '[)') WITH &&
) WHERE (status = 'published');
"""

REVISION = """
CREATE FUNCTION revision_refuse(reason text, constraint_name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', reason USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name;
END $$;

CREATE FUNCTION revision_begins_as_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'draft' OR NEW.round <> 0 OR NEW.digest <> '' THEN
        PERFORM revision_refuse('a revision begins as a draft', 'revision_moves_by_the_table');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_begins_as_draft BEFORE INSERT ON policies_revision
    FOR EACH ROW EXECUTE FUNCTION revision_begins_as_draft();

CREATE FUNCTION revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving CONSTANT text[] := ARRAY['status', 'digest', 'round', 'effective_from',
        'submitted_at', 'published_at', 'published_by_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' OR OLD.round > 0 THEN
            PERFORM revision_refuse('a submitted revision is kept', 'revision_frozen');
        END IF;
        RETURN OLD;
    END IF;
    -- Published: nothing moves but the end of the period in force, and that once.
    IF OLD.status = 'published' THEN
        IF to_jsonb(NEW) - 'effective_until' <> to_jsonb(OLD) - 'effective_until'
            OR (OLD.effective_until IS NOT NULL
                AND NEW.effective_until IS DISTINCT FROM OLD.effective_until) THEN
            PERFORM revision_refuse('a published revision never changes', 'revision_frozen');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('draft', 'in_review'), ('draft', 'withdrawn'),
        ('in_review', 'draft'), ('in_review', 'approved'), ('in_review', 'withdrawn'),
        ('approved', 'draft'), ('approved', 'published'), ('approved', 'withdrawn')
    ) THEN
        PERFORM revision_refuse('no such move', 'revision_moves_by_the_table');
    END IF;
    -- The words may change in a draft that stays a draft; a move changes what belongs to it and
    -- nothing else; between moves nothing changes.
    IF NEW.status = OLD.status AND OLD.status <> 'draft' AND NEW IS DISTINCT FROM OLD
        OR NEW.status <> OLD.status AND to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
        PERFORM revision_refuse('the text is frozen from submission on', 'revision_frozen');
    END IF;
    -- Whose text it is and who began it stay, in a draft too: separation of duties rests on it.
    IF (NEW.id, NEW.policy_id, NEW.sequence, NEW.created_by_id, NEW.created_at)
        <> (OLD.id, OLD.policy_id, OLD.sequence, OLD.created_by_id, OLD.created_at) THEN
        PERFORM revision_refuse('a revision stays what it began as', 'revision_frozen');
    END IF;
    IF NEW.status = 'draft' AND NEW.digest <> '' THEN
        PERFORM revision_refuse('a draft has no digest', 'revision_digest_fixed');
    END IF;
    IF NEW.status = 'in_review' AND OLD.status = 'draft'
        AND (NEW.digest = '' OR NEW.round <> OLD.round + 1) THEN
        PERFORM revision_refuse('submitting fixes the digest', 'revision_digest_fixed');
    ELSIF (OLD.status, NEW.status) <> ('draft', 'in_review') AND NEW.round <> OLD.round THEN
        PERFORM revision_refuse('only submitting begins a round', 'revision_digest_fixed');
    END IF;
    IF NEW.status NOT IN ('draft', 'in_review') AND NEW.digest <> OLD.digest THEN
        PERFORM revision_refuse('the digest was fixed at submission', 'revision_digest_fixed');
    END IF;
    IF NEW.status <> 'published' AND (NEW.effective_from IS NOT NULL
        OR NEW.effective_until IS NOT NULL OR NEW.published_at IS NOT NULL
        OR NEW.published_by_id IS NOT NULL) THEN
        PERFORM revision_refuse('only publication gives dates', 'revision_moves_by_the_table');
    END IF;
    -- The verb asks the company's calendar; the day less that is allowed here keeps time zones
    -- out of SQL.
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
CREATE TRIGGER revision_guard BEFORE UPDATE OR DELETE ON policies_revision
    FOR EACH ROW EXECUTE FUNCTION revision_guard();

-- At the end of the transaction every move must have its transition, naming the same digest.
CREATE FUNCTION revision_move_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_transition AS move
        WHERE move.revision_id = NEW.id AND move.round = NEW.round
        AND move.from_status = OLD.status AND move.to_status = NEW.status
        AND move.digest = CASE WHEN NEW.status = 'draft' THEN OLD.digest ELSE NEW.digest END
    ) THEN
        PERFORM revision_refuse('every move has its record', 'revision_move_recorded');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revision_move_recorded AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION revision_move_is_recorded();

-- A text in force ends only because the next one begins.
CREATE FUNCTION revision_ends_with_the_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision AS following
        WHERE following.policy_id = NEW.policy_id AND following.sequence > NEW.sequence
        AND following.status = 'published' AND following.effective_from = NEW.effective_until) THEN
        PERFORM revision_refuse('no revision begins on that day', 'revision_ends_with_the_next');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revision_ends_with_the_next AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.effective_until IS DISTINCT FROM OLD.effective_until)
    EXECUTE FUNCTION revision_ends_with_the_next();
"""

# FOR SHARE makes a submission wait for edits under way, and edits wait for a submission.
TEXT = """
CREATE FUNCTION text_must_be_draft(revision bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM policies_revision WHERE id = revision FOR SHARE;
    IF standing <> 'draft' THEN
        PERFORM revision_refuse('the text is frozen from submission on', 'revision_frozen');
    END IF;
END $$;

-- A clause under another revision's heading would be missing from its own.
CREATE FUNCTION heading_is_of(heading bigint, revision bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF heading IS NOT NULL AND NOT EXISTS (
        SELECT FROM policies_chapter WHERE id = heading AND revision_id = revision) THEN
        PERFORM revision_refuse('a heading of another revision', 'text_in_one_revision');
    END IF;
END $$;

CREATE FUNCTION text_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM text_must_be_draft(OLD.revision_id); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    PERFORM text_must_be_draft(NEW.revision_id);
    IF TG_OP = 'UPDATE' AND NEW.revision_id <> OLD.revision_id THEN
        PERFORM revision_refuse('a text stays in its revision', 'text_in_one_revision');
    END IF;
    IF TG_TABLE_NAME = 'policies_clause' THEN
        PERFORM heading_is_of(NEW.chapter_id, NEW.revision_id);
    ELSE
        PERFORM heading_is_of(NEW.parent_id, NEW.revision_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_chapter
    FOR EACH ROW EXECUTE FUNCTION text_guard();
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_clause
    FOR EACH ROW EXECUTE FUNCTION text_guard();

CREATE FUNCTION clause_role_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM text_must_be_draft(revision_id) FROM policies_clause WHERE id = OLD.clause_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM text_must_be_draft(revision_id) FROM policies_clause WHERE id = NEW.clause_id;
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER text_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_clauserole
    FOR EACH ROW EXECUTE FUNCTION clause_role_guard();

CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_revision
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_chapter
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_clause
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER text_never_emptied BEFORE TRUNCATE ON policies_clauserole
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
"""

# Writing leaves a history row, and a history row makes its writer a contributor: whichever door
# the words came through, the separation of duties knows who wrote.
WRITERS = """
CREATE FUNCTION writer_contributes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written bigint := CASE TG_TABLE_NAME
        WHEN 'policies_historicalrevision' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (to_jsonb(NEW) ->> 'revision_id')::bigint END;
BEGIN
    IF TG_TABLE_NAME = 'policies_historicalclauserole' THEN
        SELECT revision_id INTO written FROM policies_clause
        WHERE id = (to_jsonb(NEW) ->> 'clause_id')::bigint;
    END IF;
    IF NEW.history_user_id IS NOT NULL AND written IS NOT NULL THEN
        INSERT INTO policies_contribution (revision_id, employee_id, since)
        SELECT written, NEW.history_user_id, NEW.history_date
        WHERE EXISTS (SELECT FROM policies_revision WHERE id = written AND status = 'draft')
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalrevision
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalchapter
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalclause
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalclauserole
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
"""

DECIDING = """
ALTER TABLE policies_transition ADD CONSTRAINT transition_in_the_table CHECK (
    (verb, from_status, to_status) IN (
        ('submit', 'draft', 'in_review'),
        ('return', 'in_review', 'draft'), ('return', 'approved', 'draft'),
        ('approve', 'in_review', 'approved'),
        ('publish', 'approved', 'published'),
        ('withdraw', 'draft', 'withdrawn'), ('withdraw', 'in_review', 'withdrawn'),
        ('withdraw', 'approved', 'withdrawn')
    )
);

CREATE FUNCTION transition_tells_the_truth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision
        WHERE id = NEW.revision_id AND status = NEW.to_status AND round = NEW.round) THEN
        PERFORM revision_refuse('a transition records a move that happened',
            'revision_move_recorded');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER transition_tells_the_truth BEFORE INSERT ON policies_transition
    FOR EACH ROW EXECUTE FUNCTION transition_tells_the_truth();

-- What has to be decided is fixed by submitting and cannot be added to or replaced later.
CREATE FUNCTION review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision WHERE id = NEW.revision_id
        AND status = 'in_review' AND round = NEW.round) THEN
        PERFORM revision_refuse('only submitting asks for reviews', 'revision_moves_by_the_table');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_guard BEFORE INSERT ON policies_review
    FOR EACH ROW EXECUTE FUNCTION review_guard();

CREATE FUNCTION decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided policies_revision%ROWTYPE;
BEGIN
    SELECT * INTO decided FROM policies_revision WHERE id = NEW.revision_id FOR NO KEY UPDATE;
    IF decided.status <> 'in_review' OR decided.round <> NEW.round
        OR decided.digest <> NEW.digest
        OR NOT EXISTS (SELECT FROM policies_review WHERE id = NEW.review_id
            AND revision_id = NEW.revision_id AND round = NEW.round) THEN
        PERFORM revision_refuse('a decision names the text under review',
            'decision_names_the_text');
    END IF;
    IF decided.created_by_id = NEW.by_id OR EXISTS (SELECT FROM policies_contribution
        WHERE revision_id = NEW.revision_id AND employee_id = NEW.by_id) THEN
        PERFORM revision_refuse('nobody decides on what they wrote', 'decision_not_by_a_writer');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_guard BEFORE INSERT ON policies_decision
    FOR EACH ROW EXECUTE FUNCTION decision_guard();

SELECT guard_evidence('policies_contribution');
SELECT guard_evidence('policies_transition');
SELECT guard_evidence('policies_review');
SELECT guard_evidence('policies_decision');
"""

# What a reader had before them when they acknowledged, and what they took away.
RENDITIONS = """
SELECT guard_evidence('policies_rendition');
"""


# Half of each page is left free, so that ending a revision's rows touches no index of theirs.
SEARCH = "ALTER TABLE policies_searchentry SET (fillfactor = 50);"


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("audit", "0003_guards")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (PERIODS, REVISION, TEXT, WRITERS, DECIDING, RENDITIONS, SEARCH)
    ]
