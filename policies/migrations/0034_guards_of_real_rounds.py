"""A consultation counts for vital interests when it was real, held by PostgreSQL.

It asked everybody whom the policy bound when it was opened, or all staff or their congress met
during it; in mainland China they did meet, and what was settled was settled after that
(劳动合同法 art. 4: 讨论, then 平等协商). Nothing was held before there was a text to discuss. A
text given up during its consultation takes the consultation with it.
"""

from django.db import migrations

# The same answer as ``policies.audience.bound_employees``; a test compares them.
BOUND = """
CREATE FUNCTION policy_bound(wanted bigint, day date) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
    WITH spoken AS (
        SELECT rule.effect, rule.kind, place.path, rule.site_id, rule.role_id, rule.employee_id
        FROM policies_audiencerule AS rule
        LEFT JOIN people_department AS place ON place.id = rule.department_id
        WHERE rule.policy_id = wanted),
    spoken_of AS (
        SELECT person.id, spoken.effect
        FROM people_employee AS person
        JOIN people_department AS own ON own.id = person.department_id
        JOIN spoken ON spoken.kind = 'everyone'
            OR spoken.kind = 'department' AND starts_with(own.path, spoken.path)
            OR spoken.kind = 'site' AND spoken.site_id = person.site_id
            OR spoken.kind = 'person' AND spoken.employee_id = person.id
            OR spoken.kind = 'role' AND EXISTS (SELECT FROM people_appointment AS appointment
                WHERE appointment.employee_id = person.id AND appointment.role_id = spoken.role_id
                AND appointment.starts_on <= day
                AND (appointment.ends_on IS NULL OR appointment.ends_on >= day))
        WHERE person.is_active AND person.hired_on <= day
        AND (person.left_on IS NULL OR person.left_on >= day))
    SELECT id FROM spoken_of GROUP BY id HAVING bool_and(effect = 'include')
$$;
"""

POPULATION = """
CREATE OR REPLACE FUNCTION population_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy bigint := (SELECT revision.policy_id FROM policies_revision AS revision
        JOIN policies_consultation AS asked ON asked.revision_id = revision.id
        WHERE asked.id = NEW.consultation_id);
    everybody bigint;
    left_out bigint;
BEGIN
    IF NEW.invited = 0 OR NEW.invited <> (SELECT count(*) FROM policies_invitation
        WHERE consultation_id = NEW.consultation_id) THEN
        PERFORM revision_refuse('the number is that of those asked', 'population_counted');
    END IF;
    SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM policies_invitation
            WHERE consultation_id = NEW.consultation_id AND employee_id = person))
        INTO everybody, left_out FROM policy_bound(policy, company_day(NEW.at)) AS person;
    IF (NEW.bound, NEW.unasked) IS DISTINCT FROM (everybody, left_out) THEN
        PERFORM revision_refuse('who was left out is counted', 'population_compared');
    END IF;
    RETURN NEW;
END $$;
"""

RECORD = """
CREATE FUNCTION record_within_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.held_on < (SELECT company_day(opened_at) FROM policies_consultation
        WHERE id = NEW.consultation_id) THEN
        PERFORM revision_refuse('there was no text to discuss yet', 'record_since_the_opening');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_within_guard BEFORE INSERT ON policies_meeting
    FOR EACH ROW EXECUTE FUNCTION record_within_guard();
CREATE TRIGGER record_within_guard BEFORE INSERT ON policies_settlement
    FOR EACH ROW EXECUTE FUNCTION record_within_guard();
"""

# The mirror of ``policies.consulting.requiring``. Rounds opened before anybody counted whom they
# left out (NULL) are judged as they were then.
VITAL = """
CREATE FUNCTION consultation_discussions(wanted bigint) RETURNS SETOF date
LANGUAGE sql STABLE AS $$
    SELECT meeting.held_on FROM policies_meeting AS meeting
    JOIN policies_consultation AS asked ON asked.id = meeting.consultation_id
    WHERE asked.id = wanted AND meeting.kind IN ('all_staff', 'congress')
    AND meeting.held_on >= company_day(asked.opened_at)
    AND NOT EXISTS (SELECT FROM policies_meeting AS later WHERE later.corrects_id = meeting.id)
$$;

CREATE OR REPLACE FUNCTION vital_interests_are_consulted(revision bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_conclusion AS conclusion ON conclusion.consultation_id = asked.id
        JOIN policies_population AS population ON population.consultation_id = asked.id
        WHERE asked.revision_id = revision AND conclusion.outcome = 'concluded'
        AND (population.unasked IS NULL OR population.unasked = 0 AND population.bound > 0
            OR EXISTS (SELECT FROM consultation_discussions(asked.id) AS held_on
                WHERE held_on <= company_day(conclusion.at)))
        AND (NOT EXISTS (SELECT FROM policies_policy AS policy
                JOIN policies_revision AS draft ON draft.policy_id = policy.id
                WHERE draft.id = revision AND policy.jurisdiction = 'CN')
            OR EXISTS (SELECT FROM policies_settlement AS settlement
                JOIN consultation_discussions(asked.id) AS discussed_on
                    ON discussed_on <= settlement.held_on
                WHERE settlement.consultation_id = asked.id
                AND NOT EXISTS (SELECT FROM policies_settlement AS later
                    WHERE later.corrects_id = settlement.id))))
$$;
"""

# As 0024 has it, and a text that is given up leaves no consultation without an end.
ENDED = """
CREATE OR REPLACE FUNCTION consultation_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'consultation' AND NOT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_population AS population ON population.consultation_id = asked.id
        WHERE asked.revision_id = NEW.id AND asked.round = NEW.round
        AND asked.digest = NEW.digest)
    OR OLD.status = 'consultation' AND NEW.status <> 'consultation'
        AND NOT EXISTS (SELECT FROM policies_consultation AS asked
        JOIN policies_conclusion AS conclusion ON conclusion.consultation_id = asked.id
        WHERE asked.revision_id = NEW.id AND asked.round = NEW.round
        AND (NEW.status <> 'withdrawn' OR conclusion.outcome = 'aborted')) THEN
        PERFORM revision_refuse('a consultation has its record', 'consultation_recorded');
    END IF;
    RETURN NULL;
END $$;
"""

NOTICES = """
CREATE FUNCTION extension_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_extension AS extension
        JOIN policies_invitation AS invitation
            ON invitation.consultation_id = extension.consultation_id
        WHERE extension.id = NEW.extension_id AND invitation.id = NEW.invitation_id) THEN
        PERFORM revision_refuse('of the same consultation', 'extension_notice_to_somebody_asked');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER extension_notice_guard BEFORE INSERT ON policies_extensionnotice
    FOR EACH ROW EXECUTE FUNCTION extension_notice_guard();
SELECT guard_evidence('policies_extensionnotice');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_fairness_reviewers"),
        ("policies", "0033_whom_a_consultation_left_out"),
    ]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (BOUND, POPULATION, RECORD, VITAL, ENDED, NOTICES)
    ]
