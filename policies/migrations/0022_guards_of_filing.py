"""Filings move by their table, each move with its row; what was filed and posted is evidence.

A change of a work rule is not submitted before somebody has said whether it is adverse, and that
is said of a draft.
"""

from django.db import migrations

# FOR SHARE makes a submission wait for the judgement, and the judgement for a submission.
ADVERSE = """
CREATE FUNCTION adverse_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM policies_revision WHERE id = NEW.revision_id FOR SHARE;
    IF standing <> 'draft' THEN
        PERFORM revision_refuse('it is said of a draft', 'adverse_in_a_draft');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER adverse_guard BEFORE INSERT ON policies_adversechange
    FOR EACH ROW EXECUTE FUNCTION adverse_guard();

CREATE FUNCTION work_rule_is_judged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_policy WHERE id = NEW.policy_id AND is_work_rule)
        AND EXISTS (SELECT FROM policies_revision WHERE policy_id = NEW.policy_id
            AND status = 'published' AND sequence < NEW.sequence)
        AND NOT EXISTS (SELECT FROM policies_adversechange WHERE revision_id = NEW.id) THEN
        PERFORM revision_refuse('say whether it is adverse', 'adverse_judged');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER adverse_judged BEFORE UPDATE ON policies_revision FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status = 'in_review' AND NEW.kind <> 'correction')
    EXECUTE FUNCTION work_rule_is_judged();
"""

MOVES = """
ALTER TABLE policies_filingmove ADD CONSTRAINT filing_move_in_the_table CHECK (
    (verb, from_status, to_status) IN (
        ('open', '', 'to_send'),
        ('send', 'to_send', 'sent'), ('send', 'to_correct', 'sent'), ('send', 'returned', 'sent'),
        ('correct', 'sent', 'to_correct'), ('approve', 'sent', 'approved'),
        ('return', 'sent', 'returned'), ('amend', 'approved', 'approved'),
        ('drop', 'to_send', 'dropped'), ('drop', 'sent', 'dropped'),
        ('drop', 'to_correct', 'dropped'), ('drop', 'returned', 'dropped'),
        ('reopen', 'dropped', 'to_send')
    )
);

CREATE FUNCTION filing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving CONSTANT text[] := ARRAY['status', 'authority', 'answer_by'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
        PERFORM revision_refuse('a filing is kept as it was opened', 'filing_moves_by_the_table');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER filing_guard BEFORE UPDATE OR DELETE ON policies_filing
    FOR EACH ROW EXECUTE FUNCTION filing_guard();
CREATE TRIGGER filing_never_emptied BEFORE TRUNCATE ON policies_filing
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();

-- By the end of the transaction the newest row says where the filing stands.
CREATE FUNCTION filing_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filing bigint;
    stands text;
BEGIN
    IF TG_TABLE_NAME = 'policies_filing' THEN
        filing := NEW.id;
    ELSE
        filing := NEW.filing_id;
    END IF;
    SELECT status INTO stands FROM policies_filing WHERE id = filing;
    IF stands IS DISTINCT FROM (SELECT to_status FROM policies_filingmove
        WHERE filing_id = filing ORDER BY id DESC LIMIT 1) THEN
        PERFORM revision_refuse('the moves say something else', 'filing_move_recorded');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER filing_move_recorded AFTER INSERT OR UPDATE ON policies_filing
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION filing_is_recorded();
CREATE CONSTRAINT TRIGGER filing_move_recorded AFTER INSERT ON policies_filingmove
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION filing_is_recorded();
"""

POSTED = """
CREATE FUNCTION posting_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM policies_filing WHERE id = NEW.filing_id FOR SHARE;
    IF standing <> 'approved' THEN
        PERFORM revision_refuse('approved rules are posted', 'posted_when_approved');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER posting_guard BEFORE INSERT ON policies_posting
    FOR EACH ROW EXECUTE FUNCTION posting_guard();
"""

EVIDENCE = """
SELECT guard_evidence('policies_adversechange');
SELECT guard_evidence('policies_filedrevision');
SELECT guard_evidence('policies_filingmove');
SELECT guard_evidence('policies_filingscan');
SELECT guard_evidence('policies_filingreminder');
SELECT guard_evidence('policies_posting');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0021_filing")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (ADVERSE, MOVES, POSTED, EVIDENCE)
    ]
