"""What waits for an editor: each kind of thing, where it is done, and for whom."""

import datetime as dt

import pytest
from django.urls import reverse

from policies import to_do, workflow
from policies.consulting import answering
from policies.models import FilingStatus, Step, Verdict
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, approve, draft_of
from tests.policies.consulting.rounds import answered, closed, opened, said
from tests.policies.filing.filed import filing_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


def waiting(employee: Employee) -> list[tuple[str, bool]]:
    return [(each.address, each.is_urgent) for each in to_do.of_editor(employee, TODAY())]


def test_nothing_waits(cast: Cast) -> None:
    draft_of(cast)
    opened(cast, code="HR-020")
    assert waiting(cast.editor) == []


def test_what_was_returned(cast: Cast) -> None:
    draft = draft_of(cast)
    workflow.submit(draft, cast.editor)
    signing.decide(draft, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "再改")
    assert waiting(cast.editor) == [(reverse("deciding:road", args=[draft.pk]), False)]
    assert waiting(cast.neighbour) == []


def test_what_is_approved(cast: Cast) -> None:
    draft = approve(cast, draft_of(cast))
    assert waiting(cast.editor) == [(reverse("deciding:publish", args=[draft.pk]), False)]


def test_what_is_to_be_answered_and_concluded(cast: Cast) -> None:
    consultation = closed(cast)
    address = reverse("consulting:lead", args=[consultation.pk])
    opinion = said(consultation, cast.employee)
    assert waiting(cast.editor) == [(address, True)]
    answered(cast, opinion)
    assert waiting(cast.editor) == [(address, True)]
    answering.conclude(consultation.revision, cast.editor, "採納")
    assert waiting(cast.editor) == []


def test_an_opinion_in_an_open_window_is_not_urgent(cast: Cast) -> None:
    consultation = opened(cast)
    said(consultation, cast.employee)
    assert waiting(cast.editor) == [
        (reverse("consulting:lead", args=[consultation.pk]), False)
    ]  # fmt: skip


def test_what_is_to_be_filed(cast: Cast) -> None:
    filing = filing_of(cast)
    address = reverse("filing:filing", args=[filing.pk])
    assert waiting(cast.editor) == [(address, False)]
    late = to_do.of_editor(cast.editor, TODAY() + dt.timedelta(days=60))
    assert [(each.address, each.is_urgent) for each in late] == [(address, True)]


def test_with_the_authority_nothing_is_to_be_done(cast: Cast) -> None:
    filing_of(cast, FilingStatus.SENT)
    assert waiting(cast.editor) == []
