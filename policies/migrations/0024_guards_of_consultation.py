"""What makes a consultation worth something before a court, held by PostgreSQL.

The words asked about are the ones kept with it; nobody is asked afterwards; nothing is said after
the last day or after its end; it ends when every opinion is answered; and a policy that touches
vital interests of the staff is not submitted without one (劳动合同法 art. 4).
"""

from django.db import migrations

LAST_DAY = """
CREATE FUNCTION consultation_last_day(consultation bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT closes_on FROM policies_extension WHERE consultation_id = consultation
         ORDER BY id DESC LIMIT 1),
        (SELECT closes_on FROM policies_consultation WHERE id = consultation))
$$;
"""

# FOR SHARE makes an end wait for what is being said, and what is being said wait for an end.
UNDER_WAY = """
CREATE FUNCTION consultation_must_be_under_way(consultation bigint, constraint_name text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM policies_revision WHERE id = (
        SELECT revision_id FROM policies_consultation WHERE id = consultation) FOR SHARE;
    IF NOT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_revision AS revision ON revision.id = asked.revision_id
        WHERE asked.id = consultation AND revision.status = 'consultation'
        AND revision.round = asked.round)
        OR EXISTS (SELECT FROM policies_conclusion WHERE consultation_id = consultation) THEN
        PERFORM revision_refuse('the consultation is over', constraint_name);
    END IF;
END $$;

CREATE FUNCTION consultation_must_be_open(consultation bigint, moment timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultation_must_be_under_way(consultation, 'consultation_open');
    IF company_day(moment) > consultation_last_day(consultation) THEN
        PERFORM revision_refuse('the last day is over', 'consultation_open');
    END IF;
END $$;
"""

CONSULTATION = """
CREATE FUNCTION consultation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_revision WHERE id = NEW.revision_id
        AND status = 'consultation' AND round = NEW.round AND digest = NEW.digest)
        OR NEW.digest <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        PERFORM revision_refuse('a consultation keeps the frozen words',
            'consultation_names_the_text');
    END IF;
    IF NEW.closes_on <= company_day(NEW.opened_at) THEN
        PERFORM revision_refuse('a window of a day at least', 'consultation_takes_a_day');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_guard BEFORE INSERT ON policies_consultation
    FOR EACH ROW EXECUTE FUNCTION consultation_guard();

CREATE FUNCTION extension_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultation_must_be_under_way(NEW.consultation_id, 'consultation_under_way');
    IF NEW.closes_on <= consultation_last_day(NEW.consultation_id)
        OR NEW.closes_on < company_day(NEW.at) THEN
        PERFORM revision_refuse('an extension gives more time', 'extension_gives_time');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER extension_guard BEFORE INSERT ON policies_extension
    FOR EACH ROW EXECUTE FUNCTION extension_guard();

-- A revision goes into a consultation, and comes back from it, only with the row that says so.
CREATE FUNCTION consultation_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'consultation' AND NOT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_population AS population ON population.consultation_id = asked.id
        WHERE asked.revision_id = NEW.id AND asked.round = NEW.round
        AND asked.digest = NEW.digest)
    OR OLD.status = 'consultation' AND NEW.status = 'draft'
        AND NOT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_conclusion AS conclusion ON conclusion.consultation_id = asked.id
        WHERE asked.revision_id = NEW.id AND asked.round = NEW.round) THEN
        PERFORM revision_refuse('a consultation has its record', 'consultation_recorded');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER consultation_recorded AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status
        AND ('consultation' IN (OLD.status, NEW.status)))
    EXECUTE FUNCTION consultation_is_recorded();
"""

INVITED = """
CREATE FUNCTION invitations_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_population WHERE consultation_id IN (
        SELECT consultation_id FROM added)) THEN
        PERFORM revision_refuse('nobody is asked afterwards', 'invitation_frozen');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER invitation_frozen AFTER INSERT ON policies_invitation
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION invitations_are_frozen();

CREATE FUNCTION invitation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    letters CONSTANT text[] := ARRAY['asked_at', 'asked_mailed', 'told_at', 'told_mailed'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - letters <> to_jsonb(OLD) - letters
        OR OLD.asked_at IS NOT NULL
        AND (OLD.asked_at, OLD.asked_mailed) IS DISTINCT FROM (NEW.asked_at, NEW.asked_mailed)
        OR OLD.told_at IS NOT NULL
        AND (OLD.told_at, OLD.told_mailed) IS DISTINCT FROM (NEW.told_at, NEW.told_mailed) THEN
        PERFORM revision_refuse('who was asked, and when, is fixed', 'invitation_frozen');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invitation_guard BEFORE UPDATE OR DELETE ON policies_invitation
    FOR EACH ROW EXECUTE FUNCTION invitation_guard();
CREATE TRIGGER invitation_never_emptied BEFORE TRUNCATE ON policies_invitation
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();

CREATE FUNCTION population_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.invited = 0 OR NEW.invited <> (SELECT count(*) FROM policies_invitation
        WHERE consultation_id = NEW.consultation_id) THEN
        PERFORM revision_refuse('the number is that of those asked', 'population_counted');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER population_guard BEFORE INSERT ON policies_population
    FOR EACH ROW EXECUTE FUNCTION population_guard();
"""

SAID = """
CREATE FUNCTION opinion_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultation_must_be_open(NEW.consultation_id, NEW.at);
    IF NOT EXISTS (SELECT FROM policies_invitation
        WHERE consultation_id = NEW.consultation_id AND employee_id = NEW.by_id) THEN
        PERFORM revision_refuse('only those asked answer', 'opinion_of_somebody_asked');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER opinion_guard BEFORE INSERT ON policies_opinion
    FOR EACH ROW EXECUTE FUNCTION opinion_guard();

CREATE FUNCTION withdrawal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultation_must_be_open(consultation_id, NEW.at)
    FROM policies_opinion WHERE id = NEW.opinion_id;
    RETURN NEW;
END $$;
CREATE TRIGGER withdrawal_guard BEFORE INSERT ON policies_opinionwithdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawal_guard();

CREATE FUNCTION support_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said policies_opinion%ROWTYPE;
BEGIN
    SELECT * INTO said FROM policies_opinion WHERE id = NEW.opinion_id;
    PERFORM consultation_must_be_open(said.consultation_id, NEW.at);
    IF said.by_id = NEW.by_id OR NOT EXISTS (SELECT FROM policies_invitation
        WHERE consultation_id = said.consultation_id AND employee_id = NEW.by_id) THEN
        PERFORM revision_refuse('others agree who were asked', 'support_of_another');
    END IF;
    IF EXISTS (SELECT FROM policies_opinionwithdrawal WHERE opinion_id = NEW.opinion_id) THEN
        PERFORM revision_refuse('it was taken back', 'opinion_stands');
    END IF;
    IF NEW.turn <> 1 + (SELECT count(*) FROM policies_support
        WHERE opinion_id = NEW.opinion_id AND by_id = NEW.by_id) THEN
        PERFORM revision_refuse('one turn after the other', 'support_once');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER support_guard BEFORE INSERT ON policies_support
    FOR EACH ROW EXECUTE FUNCTION support_guard();

CREATE FUNCTION answer_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultation_must_be_under_way(consultation_id, 'consultation_under_way')
    FROM policies_opinion WHERE id = NEW.opinion_id;
    IF NEW.turn <> 1 + (SELECT count(*) FROM policies_answer WHERE opinion_id = NEW.opinion_id) THEN
        PERFORM revision_refuse('one answer after the other', 'answer_in_turn');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_guard BEFORE INSERT ON policies_answer
    FOR EACH ROW EXECUTE FUNCTION answer_guard();

CREATE FUNCTION conclusion_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked policies_consultation%ROWTYPE;
BEGIN
    SELECT * INTO asked FROM policies_consultation WHERE id = NEW.consultation_id;
    PERFORM FROM policies_revision WHERE id = asked.revision_id FOR NO KEY UPDATE;
    PERFORM consultation_must_be_under_way(NEW.consultation_id, 'consultation_under_way');
    IF NEW.outcome = 'concluded' THEN
        IF company_day(NEW.at) <= consultation_last_day(NEW.consultation_id) THEN
            PERFORM revision_refuse('the last day is to be over', 'conclusion_after_the_window');
        END IF;
        IF EXISTS (SELECT FROM policies_opinion AS opinion
            WHERE opinion.consultation_id = NEW.consultation_id
            AND NOT EXISTS (SELECT FROM policies_opinionwithdrawal
                WHERE opinion_id = opinion.id)
            AND NOT EXISTS (SELECT FROM policies_answer WHERE opinion_id = opinion.id)) THEN
            PERFORM revision_refuse('every opinion is answered', 'conclusion_answers_all');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conclusion_guard BEFORE INSERT ON policies_conclusion
    FOR EACH ROW EXECUTE FUNCTION conclusion_guard();
"""

# A correction changes no rule, so nobody need be asked about it.
VITAL = """
CREATE FUNCTION vital_interests_are_consulted(revision bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_conclusion AS conclusion ON conclusion.consultation_id = asked.id
        WHERE asked.revision_id = revision AND conclusion.outcome = 'concluded'
        AND (NOT EXISTS (SELECT FROM policies_policy AS policy
                JOIN policies_revision AS draft ON draft.policy_id = policy.id
                WHERE draft.id = revision AND policy.jurisdiction = 'CN')
            OR EXISTS (SELECT FROM policies_meeting WHERE consultation_id = asked.id
                AND kind IN ('all_staff', 'congress')
                AND NOT EXISTS (SELECT FROM policies_meeting AS later
                    WHERE later.corrects_id = policies_meeting.id))
            AND EXISTS (SELECT FROM policies_settlement WHERE consultation_id = asked.id)))
$$;

CREATE FUNCTION revision_touching_staff_is_consulted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_policy WHERE id = NEW.policy_id AND vital_interests <> '{}')
        AND NOT vital_interests_are_consulted(NEW.id) THEN
        PERFORM revision_refuse('the staff has to be consulted', 'vital_interests_consulted');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vital_interests_consulted BEFORE UPDATE ON policies_revision FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status = 'in_review' AND NEW.kind <> 'correction')
    EXECUTE FUNCTION revision_touching_staff_is_consulted();
"""

# What was recorded before it was held was not held. Papers of a text given up, or of a
# consultation that does not count, show nothing.
RECORD = """
CREATE FUNCTION record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.held_on > company_day(NEW.recorded_at) THEN
        PERFORM revision_refuse('it has to have been held', 'record_of_the_past');
    END IF;
    IF EXISTS (SELECT FROM policies_conclusion WHERE consultation_id = NEW.consultation_id
        AND outcome = 'aborted')
        OR EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_revision AS revision ON revision.id = asked.revision_id
        WHERE asked.id = NEW.consultation_id AND revision.status IN ('withdrawn', 'cancelled')) THEN
        PERFORM revision_refuse('it does not count', 'record_counts');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_guard BEFORE INSERT ON policies_meeting
    FOR EACH ROW EXECUTE FUNCTION record_guard();
CREATE TRIGGER record_guard BEFORE INSERT ON policies_settlement
    FOR EACH ROW EXECUTE FUNCTION record_guard();
"""

EVIDENCE = """
SELECT guard_evidence('policies_consultation');
SELECT guard_evidence('policies_extension');
SELECT guard_evidence('policies_population');
SELECT guard_evidence('policies_conclusion');
SELECT guard_evidence('policies_opinion');
SELECT guard_evidence('policies_opinionwithdrawal');
SELECT guard_evidence('policies_support');
SELECT guard_evidence('policies_answer');
SELECT guard_evidence('policies_meeting');
SELECT guard_evidence('policies_attendance');
SELECT guard_evidence('policies_settlement');
SELECT guard_evidence('policies_paper');
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0023_consultation")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (LAST_DAY, UNDER_WAY, CONSULTATION, INVITED, SAID, VITAL, RECORD, EVIDENCE)
    ]
