"""Who may sign what, in which order and in whose place, held by PostgreSQL whoever writes."""

from django.conf import settings
from django.db import migrations

# Looked at when the transaction ends, so that steps may change places.
STEPS = """
CREATE FUNCTION review_steps_end_with_an_approver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM policies_reviewstep WHERE is_final) <> 1 OR EXISTS (
        SELECT FROM policies_reviewstep AS step JOIN policies_reviewstep AS last ON last.is_final
        WHERE step.is_active AND NOT step.is_final AND step.position >= last.position) THEN
        PERFORM revision_refuse('an approver decides last', 'review_steps_end_with_an_approver');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER review_steps_end_with_an_approver
    AFTER INSERT OR UPDATE OR DELETE ON policies_reviewstep
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION review_steps_end_with_an_approver();
"""

# A round asks what is configured on the day it begins, whoever begins it.
ASKING = """
CREATE FUNCTION submission_asks_every_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_reviewstep AS step
        JOIN policies_policy AS policy ON policy.id = NEW.policy_id
        WHERE step.is_active AND (
            NOT EXISTS (SELECT FROM policies_reviewstep_categories
                WHERE reviewstep_id = step.id)
            OR EXISTS (SELECT FROM policies_reviewstep_categories
                WHERE reviewstep_id = step.id AND category_id = policy.category_id))
        AND NOT EXISTS (SELECT FROM policies_review AS review
            WHERE review.revision_id = NEW.id AND review.round = NEW.round
            AND review.step = step.slug AND review.office = step.office)) THEN
        PERFORM revision_refuse('a step is not asked for', 'revision_asks_every_step');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revision_round_asks_every_step AFTER UPDATE ON policies_revision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status = 'in_review')
    EXECUTE FUNCTION submission_asks_every_step();
"""

# The company's calendar, as it is when the database is made.
CALENDAR = f"""
CREATE FUNCTION company_day(moment timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (moment AT TIME ZONE '{settings.TIME_ZONE}')::date
$$;
"""

OFFICES = """
CREATE FUNCTION employee_holds(employee bigint, office text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM people_employee_groups AS held
        JOIN auth_group ON auth_group.id = held.group_id
        WHERE held.employee_id = employee AND auth_group.name = office)
$$;

CREATE FUNCTION employee_wrote(employee bigint, revision bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM policies_revision WHERE id = revision AND created_by_id = employee)
        OR EXISTS (SELECT FROM policies_contribution
            WHERE revision_id = revision AND employee_id = employee)
$$;

CREATE FUNCTION stands_in(deputy bigint, principal bigint, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM policies_delegation AS delegation
        WHERE delegation.delegate_id = deputy AND delegation.principal_id = principal
        AND company_day(moment) BETWEEN delegation.first_day AND delegation.last_day
        AND NOT EXISTS (SELECT FROM policies_delegationend AS ending
            WHERE ending.delegation_id = delegation.id AND ending.at <= moment))
$$;
"""

DECISIONS = """
CREATE OR REPLACE FUNCTION decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided policies_revision%ROWTYPE;
    review policies_review%ROWTYPE;
    holder bigint := coalesce(NEW.on_behalf_of_id, NEW.by_id);
    counted bigint[] := ARRAY[NEW.by_id, holder];
BEGIN
    SELECT * INTO decided FROM policies_revision WHERE id = NEW.revision_id FOR NO KEY UPDATE;
    SELECT * INTO review FROM policies_review WHERE id = NEW.review_id;
    IF decided.status <> 'in_review' OR decided.round <> NEW.round
        OR decided.digest <> NEW.digest OR review.id IS NULL
        OR review.revision_id <> NEW.revision_id OR review.round <> NEW.round THEN
        PERFORM revision_refuse('a decision names the text under review',
            'decision_names_the_text');
    END IF;
    IF employee_wrote(NEW.by_id, NEW.revision_id) OR employee_wrote(holder, NEW.revision_id) THEN
        PERFORM revision_refuse('nobody decides on what they wrote', 'decision_not_by_a_writer');
    END IF;
    -- Whoever acts for somebody counts as both, and so do those they acted for before.
    IF EXISTS (SELECT FROM policies_decision AS other
        WHERE other.revision_id = NEW.revision_id AND other.round = NEW.round
        AND (other.by_id = ANY (counted) OR other.on_behalf_of_id = ANY (counted))) THEN
        PERFORM revision_refuse('one person, one step', 'decision_one_step_a_person');
    END IF;
    -- A delegate cannot pass on: only who holds the office can be stood in for.
    IF NOT employee_holds(holder, review.office) THEN
        PERFORM revision_refuse('the office decides', 'decision_by_the_office');
    END IF;
    IF NEW.on_behalf_of_id IS NOT NULL AND (NEW.on_behalf_of_id = NEW.by_id
        OR NOT stands_in(NEW.by_id, NEW.on_behalf_of_id, NEW.at)) THEN
        PERFORM revision_refuse('no delegation on that day', 'decision_by_a_delegate');
    END IF;
    IF EXISTS (SELECT FROM policies_review AS earlier
        WHERE earlier.revision_id = NEW.revision_id AND earlier.round = NEW.round
        AND earlier.position < review.position AND NOT EXISTS (
            SELECT FROM policies_decision WHERE review_id = earlier.id)) THEN
        PERFORM revision_refuse('earlier steps come first', 'decision_in_order');
    END IF;
    IF NEW.authenticated_by = '' THEN
        PERFORM revision_refuse('a signature is proven', 'decision_proven');
    END IF;
    IF (NEW.is_material IS NOT NULL) <> (review.is_final AND NEW.verdict = 'approved') THEN
        PERFORM revision_refuse('the last step weighs the change', 'decision_weighs_the_change');
    END IF;
    RETURN NEW;
END $$;

-- Approved: the last step was an approver's, and what it said of the change is so.
CREATE FUNCTION approval_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policies_review AS review
        JOIN policies_decision AS decision ON decision.review_id = review.id
        WHERE review.revision_id = NEW.id AND review.round = NEW.round
        AND review.is_final AND review.office = 'approver'
        AND coalesce(decision.is_material, NEW.is_material) = NEW.is_material) THEN
        PERFORM revision_refuse('an approver decides last', 'revision_steps_decided');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_guard_of_approval BEFORE UPDATE ON policies_revision
    FOR EACH ROW WHEN (OLD.status = 'in_review' AND NEW.status = 'approved')
    EXECUTE FUNCTION approval_is_final();

-- The principal, or an administrator for them, says who stands in and when that ends.
CREATE FUNCTION delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    principal bigint;
BEGIN
    IF TG_TABLE_NAME = 'policies_delegation' THEN
        principal := (to_jsonb(NEW) ->> 'principal_id')::bigint;
    ELSE
        SELECT principal_id INTO principal FROM policies_delegation
        WHERE id = (to_jsonb(NEW) ->> 'delegation_id')::bigint;
    END IF;
    IF NEW.by_id <> principal AND NOT employee_holds(NEW.by_id, 'administrator') THEN
        PERFORM revision_refuse('the principal delegates', 'delegation_by_the_principal');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER delegation_guard BEFORE INSERT ON policies_delegation
    FOR EACH ROW EXECUTE FUNCTION delegation_guard();
CREATE TRIGGER delegation_guard BEFORE INSERT ON policies_delegationend
    FOR EACH ROW EXECUTE FUNCTION delegation_guard();

SELECT guard_evidence('policies_delegation');
SELECT guard_evidence('policies_delegationend');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0015_preloaded_review_steps"),
        ("people", "0003_guards"),
    ]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (STEPS, ASKING, CALENDAR, OFFICES, DECISIONS)
    ]
