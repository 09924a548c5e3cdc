"""Which filings come into being, for which sites, and when they are due."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from policies import adverse, drafting
from policies.filing import making, moving
from policies.jobs import make_filings_of, make_missing_filings
from policies.models import (
    AudienceRule,
    FiledRevision,
    Filing,
    FilingKind,
    FilingMove,
    FilingStatus,
    Revision,
)
from policies.models.audience import RuleKind
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee, Site
from tests.cast import Cast, draft_of, next_revision, publish, published_policy
from tests.factories import SiteFactory
from tests.policies.filing.filed import AUTHORITY, DAY, TOLD, filing_of, rules, work_rule
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_enough(settings: Settings) -> None:
    settings.WORK_RULES_FROM = 5


@pytest.fixture
def south(cast: Cast) -> Site:
    """A second site in Taiwan, with two people."""
    site = SiteFactory(code="KHH", name="高雄廠")
    keys = (cast.outsider.pk, cast.neighbour.pk)
    Employee.objects.filter(pk__in=keys).update(site=site)
    return site


def sites() -> list[str]:
    return [filing.site.code if filing.site else "*" for filing in Filing.objects.all()]


class TestByItself:
    def test_one_for_each_site_in_taiwan(self, cast: Cast, south: Site) -> None:
        made = making.make_for(work_rule(cast))
        assert [filing.site for filing in made] == [south, cast.taiwan]
        assert {filing.kind for filing in made} == {FilingKind.FIRST}
        assert {filing.status for filing in made} == {FilingStatus.TO_SEND}

    def test_within_thirty_days_of_publication_whenever_it_takes_effect(self, cast: Cast) -> None:
        at = timezone.now() - 10 * DAY
        revision = published_policy(
            cast, "HR-001", rules(), TODAY() + 90 * DAY, at=at, is_work_rule=True
        )
        (filing,) = making.make_for(revision)
        assert filing.due_on == timezone.localdate(at) + dt.timedelta(days=30)

    def test_once_however_often_it_is_asked(self, cast: Cast) -> None:
        revision = work_rule(cast)
        assert len(making.make_for(revision)) == 1
        assert making.make_for(revision) == []
        make_filings_of.func(revision.pk)
        make_missing_filings.func()
        assert sites() == ["NTP"]
        events = AuditEvent.objects.filter(verb="policies.open_filing")
        assert [event.actor for event in events] == [None]
        assert FilingMove.objects.get().by is None

    def test_of_two_workers_one_finds_the_others(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both have looked before either wrote."""
        revision = work_rule(cast)
        making.make_for(revision)
        monkeypatch.setattr(FiledRevision.objects, "filter", lambda **which: [])
        assert making.make_for(revision) == []
        assert sites() == ["NTP"]

    def test_again_for_each_amendment(self, cast: Cast) -> None:
        first = work_rule(cast, at=timezone.now() - 5 * DAY)
        making.make_for(first)
        policy = first.policy
        draft = drafting.start_revision(policy, cast.editor)
        adverse.judge(draft, False, "", cast.editor)
        second = publish(cast, draft)
        (filing,) = making.make_for(second)
        assert filing.kind == FilingKind.AMENDMENT

    def test_the_sweep_finds_what_the_announcement_lost(self, cast: Cast) -> None:
        work_rule(cast)
        make_missing_filings.func()
        assert sites() == ["NTP"]

    def test_a_policy_that_is_no_work_rule_is_not_filed(self, cast: Cast) -> None:
        revision = published_policy(cast)
        make_filings_of.func(revision.pk)
        make_missing_filings.func()
        assert sites() == []

    def test_too_few_workers(self, cast: Cast, settings: Settings) -> None:
        settings.WORK_RULES_FROM = 30
        assert making.make_for(work_rule(cast)) == []

    def test_those_at_all_sites_in_taiwan_are_counted_together(
        self, cast: Cast, south: Site, settings: Settings
    ) -> None:
        """All but one are in Taiwan, two of them in the south."""
        settings.WORK_RULES_FROM = len(cast.everybody) - 1
        assert making.places_to_file(work_rule(cast).policy, TODAY()) == [south, cast.taiwan]
        settings.WORK_RULES_FROM = len(cast.everybody)
        assert making.places_to_file(Revision.objects.get().policy, TODAY()) == []

    def test_or_each_site_by_itself(self, cast: Cast, south: Site, settings: Settings) -> None:
        settings.WORK_RULES_COUNTED_BY = "site"
        assert making.places_to_file(work_rule(cast).policy, TODAY()) == [cast.taiwan]

    def test_only_where_the_rules_bind_somebody(self, cast: Cast, south: Site) -> None:
        revision = work_rule(cast)
        rule = AudienceRule(kind=RuleKind.SITE, site=south)
        drafting.set_audience(revision.policy, [rule], cast.editor)
        assert making.places_to_file(Revision.objects.get().policy, TODAY()) == [south]

    def test_one_set_for_all_sites(self, cast: Cast, south: Site, settings: Settings) -> None:
        settings.WORK_RULES_ONE_SET = True
        revision = work_rule(cast)
        assert [filing.site for filing in making.make_for(revision)] == [None]
        settings.WORK_RULES_ONE_SET = False
        assert making.make_for(revision) == []

    def test_the_number_reached_later_gives_thirty_days_from_then(
        self, cast: Cast, settings: Settings
    ) -> None:
        revision = work_rule(cast, at=timezone.now() - 100 * DAY)
        Employee.objects.exclude(pk__in=(cast.editor.pk, cast.hr.pk)).update(hired_on=TODAY())
        (filing,) = making.make_for(revision)
        assert filing.due_on == TODAY() + 30 * DAY

    def test_what_is_superseded_is_not_filed_any_more(self, cast: Cast) -> None:
        first = published_policy(cast, at=timezone.now() - 9 * DAY)
        next_revision(cast, first)
        policy = first.policy
        drafting.edit_policy(policy, cast.editor, is_work_rule=True)
        assert [revision.number for revision in making.unfiled(TODAY())] == ["1.1"]

    def test_the_authority_is_the_one_before(self, cast: Cast) -> None:
        moving.move(filing_of(cast), "send", cast.hr, **TOLD["send"])
        (filing,) = making.make_for(work_rule(cast, "HR-002"))
        assert filing.authority == AUTHORITY


class TestByHand:
    def test_several_work_rules_for_all_sites(self, cast: Cast) -> None:
        revisions = [work_rule(cast), work_rule(cast, "HR-002")]
        filing = making.make(revisions, None, cast.hr)
        assert (filing.site, filing.revisions.count()) == (None, 2)
        assert AuditEvent.objects.latest("sequence").payload["revisions"] == [
            "HR-001 1.0", "HR-002 1.0",
        ]  # fmt: skip

    def test_who_may(self, cast: Cast) -> None:
        revision = work_rule(cast)
        for person in cast.everybody:
            if person in (cast.hr, cast.editor):
                continue
            with pytest.raises(Refused) as refused:
                making.make([revision], cast.taiwan, person)
            assert refused.value.code == "not_yours"
        assert making.make([revision], cast.taiwan, cast.editor).pk

    def test_once_for_a_site(self, cast: Cast) -> None:
        filing = filing_of(cast)
        with pytest.raises(Refused) as refused:
            making.make(list(filing.revisions.all()), cast.taiwan, cast.hr)
        assert refused.value.code == "filed_once"

    def test_only_published_work_rules(self, cast: Cast) -> None:
        for revision in (published_policy(cast), draft_of(cast, "HR-009", is_work_rule=True)):
            with pytest.raises(Refused) as refused:
                making.make([revision], cast.taiwan, cast.hr)
            assert refused.value.code == "nothing_to_file"
        with pytest.raises(Refused):
            making.make([], cast.taiwan, cast.hr)

    def test_only_for_sites_in_taiwan(self, cast: Cast) -> None:
        with pytest.raises(Refused) as refused:
            making.make([work_rule(cast)], cast.mainland, cast.hr)
        assert refused.value.code == "site_elsewhere"
