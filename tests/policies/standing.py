"""Revisions standing at every place of the road, for tests of who may take them further."""

from enum import StrEnum

import psycopg2
from django.db import IntegrityError
from django.utils import timezone

from policies import workflow
from policies.models import Revision, Step, Verdict
from tests.cast import Cast, approve, draft_of, publish, reviewers
from tests.signing import decide

TODAY = timezone.localdate


class Place(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"  # nothing decided
    LEGAL_DECIDED = "legal basis decided"
    FAIRNESS_DECIDED = "fairness decided"
    LAST_OPEN = "all but the last step decided"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


DECIDED = {
    Place.LEGAL_DECIDED: (Step.LEGAL_BASIS,),
    Place.FAIRNESS_DECIDED: (Step.FAIRNESS,),
    Place.LAST_OPEN: (Step.LEGAL_BASIS, Step.FAIRNESS),
}


def standing_at(cast: Cast, place: Place, code: str = "HR-003") -> Revision:
    """A revision by the editor, brought to that place through the verbs."""
    revision = draft_of(cast, code)
    match place:
        case Place.SUBMITTED | Place.LEGAL_DECIDED | Place.FAIRNESS_DECIDED | Place.LAST_OPEN:
            workflow.submit(revision, cast.editor)
        case Place.APPROVED:
            approve(cast, revision)
        case Place.PUBLISHED:
            publish(cast, revision)
        case Place.WITHDRAWN:
            workflow.withdraw(revision, cast.editor)
    for step in DECIDED.get(place, ()):
        decide(revision, step, Verdict.APPROVED, reviewers(cast)[step])
    return Revision.objects.select_related("policy__issuing_department").get(pk=revision.pk)


def breach_of(error: IntegrityError) -> str:
    """The name of the invariant that PostgreSQL says was broken."""
    cause = error.__cause__
    assert isinstance(cause, psycopg2.Error)
    return cause.diag.constraint_name or ""
