"""Comments are about the text under review, and none is left open when it is approved.

Whoever signs, and whose place they take, is employed on that day.
"""

from django.db import migrations

COMMENTS = """
-- FOR SHARE makes an approval wait for a comment under way, and a comment for an approval.
CREATE FUNCTION review_comment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM policies_revision AS revision
        JOIN policies_review AS review ON review.id = NEW.review_id
            AND review.revision_id = revision.id AND review.round = revision.round
        WHERE revision.id = NEW.revision_id AND revision.status = 'in_review'
        AND revision.round = NEW.round AND revision.digest = NEW.digest
        FOR SHARE OF revision;
    IF NOT FOUND THEN
        PERFORM revision_refuse('a comment names the text under review',
            'review_comment_names_the_text');
    END IF;
    IF NEW.anchor NOT IN ('', 'introduction', 'closing')
        AND NOT EXISTS (SELECT FROM policies_clause
            WHERE revision_id = NEW.revision_id AND anchor = NEW.anchor)
        AND NOT EXISTS (SELECT FROM policies_chapter
            WHERE revision_id = NEW.revision_id AND anchor = NEW.anchor) THEN
        PERFORM revision_refuse('no such place', 'review_comment_names_the_text');
    END IF;
    IF employee_wrote(NEW.by_id, NEW.revision_id) THEN
        PERFORM revision_refuse('nobody reviews what they wrote', 'decision_not_by_a_writer');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_comment_guard BEFORE INSERT ON policies_reviewcomment
    FOR EACH ROW EXECUTE FUNCTION review_comment_guard();

-- Whoever wrote the text does not settle what was said about it.
CREATE FUNCTION comment_resolution_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_reviewcomment AS comment WHERE comment.id = NEW.comment_id
        AND employee_wrote(NEW.by_id, comment.revision_id)) THEN
        PERFORM revision_refuse('nobody settles what they wrote', 'decision_not_by_a_writer');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_resolution_guard BEFORE INSERT ON policies_commentresolution
    FOR EACH ROW EXECUTE FUNCTION comment_resolution_guard();

CREATE FUNCTION approval_leaves_no_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_reviewcomment AS comment
        WHERE comment.revision_id = NEW.id AND comment.round = NEW.round
        AND NOT EXISTS (SELECT FROM policies_commentresolution
            WHERE comment_id = comment.id)) THEN
        PERFORM revision_refuse('a comment is open', 'revision_comments_settled');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_guard_of_comments BEFORE UPDATE ON policies_revision
    FOR EACH ROW WHEN (OLD.status = 'in_review' AND NEW.status = 'approved')
    EXECUTE FUNCTION approval_leaves_no_comment();

SELECT guard_evidence('policies_reviewcomment');
SELECT guard_evidence('policies_reviewreply');
SELECT guard_evidence('policies_commentresolution');
SELECT guard_evidence('policies_adviceanswer');
"""


EMPLOYED = """
CREATE FUNCTION employee_is_employed(employee bigint, day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM people_employee WHERE id = employee AND is_active
        AND hired_on <= day AND (left_on IS NULL OR left_on >= day))
$$;

CREATE FUNCTION decision_guard_of_employment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT employee_is_employed(NEW.by_id, company_day(NEW.at))
        OR NOT employee_is_employed(coalesce(NEW.on_behalf_of_id, NEW.by_id),
            company_day(NEW.at)) THEN
        PERFORM revision_refuse('the office decides', 'decision_by_the_office');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_guard_of_employment BEFORE INSERT ON policies_decision
    FOR EACH ROW EXECUTE FUNCTION decision_guard_of_employment();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0017_review_comments")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (COMMENTS, EMPLOYED)]
