"""Opening a consultation, and giving it more time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import audience, workflow
from policies.completeness import missing
from policies.consulting.holding import locked
from policies.consulting.jobs import send_extension, send_questions
from policies.models import (
    AudienceRule,
    Consultation,
    Extension,
    Invitation,
    Population,
    Revision,
    Visibility,
)
from policies.models.audience import Effect
from policies.refusals import Refused, named_constraints, needed
from policies.text import outline as text
from policies.text.cleaning import without_noise
from regs_portal.audit.recording import record
from regs_portal.jobs import enqueue_on_commit
from regs_portal.people.models import Employee

# Shorter than this is allowed, and said to be short.
USUAL_DAYS = 7
PROPOSED_DAYS = 14
FURTHEST = dt.timedelta(days=366)

INSERT = """
INSERT INTO policies_invitation (consultation_id, employee_id)
SELECT %s, invited.id FROM ({invited}) AS invited ORDER BY invited.id
"""


def consult(
    draft: Revision,
    rules: Iterable[AudienceRule] | None,
    closes_on: dt.date,
    words: str,
    by: Employee,
    shows: Visibility = Visibility.WORDS,
    at: dt.datetime | None = None,
) -> Consultation:
    """Freezes the text and asks everybody whom the rules mean on this day what they think of it.

    ``rules`` are unsaved rules like those of an audience; without them, those of the policy.
    ``closes_on`` is the last day to answer, a day or more from now. The letters follow by a job.
    """
    at = at or timezone.now()
    words = without_noise(words).strip()
    with named_constraints(), transaction.atomic():
        revision = workflow.locked(draft, "consult", by, at)
        asked = list(audience.rules_of(revision.policy) if rules is None else rules)
        _check(asked, closes_on, words, timezone.localdate(at))
        outline = revision.outline()
        if gaps := missing(outline):
            raise Refused("incomplete", gaps[0].sentence)
        canonical, digest = text.canonical(outline), text.digest(outline)
        workflow.move(
            revision, "consult", by, at, words, digest=digest, round=revision.round + 1
        )  # fmt: skip
        consultation = Consultation.objects.create(
            revision=revision,
            round=revision.round,
            digest=digest,
            text=canonical,
            audience=[asdict(audience.told(rule)) for rule in asked],
            shows=shows,
            words=words,
            closes_on=closes_on,
            opened_at=at,
            opened_by=by,
        )
        invited = _invite(consultation, asked, timezone.localdate(at))
        if not invited:
            raise Refused("population_counted")
        bound, unasked = _left_out(consultation, timezone.localdate(at))
        Population.objects.create(
            consultation=consultation, invited=invited, bound=bound, unasked=unasked, at=at
        )
        enqueue_on_commit(send_questions, consultation.pk)
        record(
            "policies.consult", revision, by, digest=digest, closes_on=closes_on, invited=invited,
            unasked=unasked, audience=consultation.audience,
        )  # fmt: skip
    return consultation


def extend(
    consultation: Consultation,
    closes_on: dt.date,
    reason: str,
    by: Employee,
    at: dt.datetime | None = None,
) -> Extension:
    """Gives more time; also when the last day has passed, as long as it is not concluded.

    Those asked are written to by a job.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = locked(consultation, by, at)
        reason = needed(reason, "extension_has_a_reason")
        _check_not_far(closes_on, timezone.localdate(at))
        extension = Extension.objects.create(
            consultation=current, closes_on=closes_on, reason=reason, by=by, at=at
        )
        enqueue_on_commit(send_extension, extension.pk)
        record(
            "policies.extend_consultation", current.revision, by, closes_on=closes_on,
            reason=reason,
        )  # fmt: skip
    return extension


def _check(rules: list[AudienceRule], closes_on: dt.date, words: str, today: dt.date) -> None:
    if not any(rule.effect == Effect.INCLUDE for rule in rules):
        raise Refused(
            "nobody_asked", _("Say who is asked: at least one rule has to include somebody.")
        )
    if not words:
        raise Refused("no_words", _("Say what you ask, so that people know what to look at."))
    if closes_on <= today:
        raise Refused("consultation_takes_a_day")
    _check_not_far(closes_on, today)


def _check_not_far(closes_on: dt.date, today: dt.date) -> None:
    if closes_on > today + FURTHEST:
        raise Refused("last_day_far", _("Choose a last day within a year from now."))


def _invite(consultation: Consultation, rules: list[AudienceRule], on: dt.date) -> int:
    """Freezes who is asked, in one statement; how many."""
    invited = audience.people_of(rules, on).order_by()
    try:
        sql, parameters = invited.values("id").query.sql_with_params()
    except EmptyResultSet:
        return 0  # No rule includes anybody.
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(invited=sql), [consultation.pk, *parameters])
        return int(cursor.rowcount)


def _left_out(consultation: Consultation, on: dt.date) -> tuple[int, int]:
    """How many the policy binds on that day, and how many of those are not asked."""
    asked = Invitation.objects.filter(consultation=consultation, employee=models.OuterRef("pk"))
    rules = AudienceRule.objects.filter(policy=consultation.revision.policy_id)
    bound = audience.people_of(rules.select_related("department"), on)
    counted = bound.aggregate(
        all=models.Count("pk"),
        unasked=models.Count("pk", filter=~models.Exists(asked)),
    )
    return counted["all"], counted["unasked"]
