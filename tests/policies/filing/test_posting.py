"""Posting what was approved."""

from typing import Any

import pytest

from policies.filing import making, moving, posting
from policies.filing.scans import Given
from policies.models import Filing, FilingStatus, Posting
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import SiteFactory
from tests.policies.filing.filed import DAY, PDF, PNG, TOLD, filing_of, work_rule
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(cast: Cast) -> Filing:
    return filing_of(cast, FilingStatus.APPROVED)


def post(filing: Filing, cast: Cast, by: Employee | None = None, **told: Any) -> Posting:
    told = {"site": cast.taiwan, "place": "一樓公布欄", "since": TODAY(), **told}
    return posting.post(filing, by=by or cast.hr, **told)


def refusal(filing: Filing, cast: Cast, by: Employee | None = None, **told: Any) -> str:
    before = Posting.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        post(filing, cast, by, **told)
    assert (Posting.objects.count(), AuditEvent.objects.count()) == before
    return refused.value.code


def test_is_recorded_with_its_photograph(cast: Cast, approved: Filing) -> None:
    made = post(approved, cast, photo=Given("公布欄.png", PNG))
    assert (made.place, made.since, made.by) == ("一樓公布欄", TODAY(), cast.hr)
    assert made.photo is not None
    assert made.photo.media_type == "image/png"
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.payload["photo"]) == ("policies.post_rules", made.photo.digest)


def test_needs_no_photograph(cast: Cast, approved: Filing) -> None:
    assert post(approved, cast).photo is None


@pytest.mark.parametrize("status", sorted(set(FilingStatus) - {FilingStatus.APPROVED}))
def test_only_what_is_approved(cast: Cast, status: FilingStatus) -> None:
    assert refusal(filing_of(cast, status), cast) == "posted_when_approved"


def test_who_may(cast: Cast, approved: Filing) -> None:
    for person in cast.everybody:
        if person in (cast.hr, cast.editor):
            assert post(approved, cast, person).pk
        else:
            assert refusal(approved, cast, person) == "not_yours"


def test_what_must_be_told(cast: Cast, approved: Filing) -> None:
    assert refusal(approved, cast, place=" ") == "no_place"
    assert refusal(approved, cast, since=TODAY() + DAY) == "on_to_come"
    assert refusal(approved, cast, site=cast.mainland) == "site_elsewhere"
    assert refusal(approved, cast, photo=Given("a.pdf", PDF)) == "unfit_file"


def test_one_set_is_posted_at_every_site_it_binds(cast: Cast) -> None:
    filing = making.make([work_rule(cast)], None, cast.hr)
    for verb in ("send", "approve"):
        moving.move(filing, verb, cast.hr, **TOLD[verb])
    south = SiteFactory(code="KHH")
    assert posting.sites_of(filing, TODAY()) == [cast.taiwan]
    Employee.objects.filter(pk=cast.outsider.pk).update(site=south)
    assert posting.sites_of(filing, TODAY()) == [south, cast.taiwan]
    assert post(filing, cast, site=south).site == south
