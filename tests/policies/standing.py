"""Revisions standing at every place of the road, for tests of who may take them further."""

from enum import StrEnum

import psycopg2
from django.db import IntegrityError
from django.utils import timezone

from policies import workflow
from policies.models import Revision, Step, Verdict
from tests.cast import Cast, approve, draft_of, publish

TODAY = timezone.localdate


class Place(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"  # nothing decided
    LEGAL_DECIDED = "legal basis decided"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


def standing_at(cast: Cast, place: Place, code: str = "HR-003") -> Revision:
    """A revision by the editor, brought to that place through the verbs."""
    revision = draft_of(cast, code)
    match place:
        case Place.SUBMITTED | Place.LEGAL_DECIDED:
            workflow.submit(revision, cast.editor)
        case Place.APPROVED:
            approve(cast, revision)
        case Place.PUBLISHED:
            publish(cast, revision)
        case Place.WITHDRAWN:
            workflow.withdraw(revision, cast.editor)
    if place is Place.LEGAL_DECIDED:
        workflow.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    return Revision.objects.select_related("policy__issuing_department").get(pk=revision.pk)


def breach_of(error: IntegrityError) -> str:
    """The name of the invariant that PostgreSQL says was broken."""
    cause = error.__cause__
    assert isinstance(cause, psycopg2.Error)
    return cause.diag.constraint_name or ""
