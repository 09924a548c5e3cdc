"""Periodic review: when a policy is to be looked at again, and “reviewed, no change” as a decision.

The interval counts from the day the newest text took effect or was last reviewed without a change;
a correction (更正) is no review.
"""

import datetime as dt

from django.db import models, transaction
from django.db.models import F, OuterRef
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import proving
from policies.models import PeriodicReview, Policy, Revision, RevisionKind
from policies.models.periodic_review import MEANING
from policies.models.revision import RevisionQuerySet
from policies.proving import Proof
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

DUE_SOON = dt.timedelta(days=30)


def confirm(
    policy: Policy,
    comment: str,
    by: Employee,
    digest: str,
    at: dt.datetime | None = None,
    *,
    proof: Proof,
) -> PeriodicReview:
    """Signs that the words in force, those of ``digest``, were reviewed and stay as they are.

    The owner and the other editors of the policy may; ``comment`` says what was looked at.
    """
    at = at or timezone.now()
    on = timezone.localdate(at)
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",), no_key=True).get(pk=policy.pk)
        if not by.is_employed(on):
            raise Refused("not_employed")
        if not policy.is_editable_by(by):
            raise Refused("not_yours")
        proving.check(proof, by)
        comment = needed(comment, "periodic_review_has_a_reason")
        revision = policy.revisions.in_force(on).first()
        if revision is None:
            raise Refused(
                "nothing_in_force", _("No words of this policy are in force, so none are reviewed.")
            )
        if revision.digest != digest:
            raise Refused(
                "other_text",
                _("The text has changed since you opened it. Reload the page and read it again."),
            )
        made = PeriodicReview.objects.create(
            policy=policy,
            revision=revision,
            digest=digest,
            on=on,
            comment=comment,
            by=by,
            signed_name=by.name,
            meaning=str(MEANING),
            authenticated_by=proof.by,
            at=at,
        )
        record(
            "policies.review_unchanged", revision, by, digest=digest, comment=comment,
            authenticated_by=proof.by,
        )  # fmt: skip
    return made


def due(on: dt.date) -> RevisionQuerySet:
    """Texts in force whose interval ends within a month or has ended, most urgent first.

    One that is being revised already, or is about to be superseded, is on its way to being
    reviewed and not asked for.
    """
    being_revised = Revision.objects.open().filter(policy=OuterRef("policy"))
    return (
        Revision.objects.in_force(on)
        .annotate(review_due_on=_due_on(on))
        .filter(effective_until__isnull=True, review_due_on__lte=on + DUE_SOON)
        .exclude(models.Exists(being_revised))
        .select_related("policy")
        .order_by("review_due_on", "pk")
    )


def due_day(policy: Policy, on: dt.date) -> dt.date | None:
    """When the policy is to be looked at again; None while nothing of it is in force."""
    in_force = policy.revisions.in_force(on).annotate(review_due_on=_due_on(on))
    day: dt.date | None = in_force.values_list("review_due_on", flat=True).first()
    return day


def _due_on(on: dt.date) -> Cast:
    texts = Revision.objects.published().filter(
        kind=RevisionKind.TEXT, policy=OuterRef("policy"), effective_from__lte=on
    )
    reviews = PeriodicReview.objects.filter(policy=OuterRef("policy"), on__lte=on)
    begun = Coalesce(
        models.Subquery(texts.order_by("-effective_from").values("effective_from")[:1]),
        F("effective_from"),
    )
    reviewed = models.Subquery(reviews.order_by("-on").values("on")[:1])
    interval = models.Func(
        F("policy__review_interval_months"),
        function="make_interval",
        template="%(function)s(months => %(expressions)s)",
        output_field=models.DurationField(),
    )
    end = models.ExpressionWrapper(
        Greatest(begun, reviewed) + interval, output_field=models.DateTimeField()
    )
    return Cast(end, models.DateField())
