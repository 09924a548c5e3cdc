"""Filings come into being: by themselves for what is published, or because somebody wants one.

Whom the law counts. 勞動基準法 §70 speaks of an employer with thirty workers, so by default all
workers at the company's sites in Taiwan are counted together (``WORK_RULES_COUNTED_BY``
"company"); "site" counts each site by itself. 施行細則 §40 lets a company with several places make
one set of rules for all of them or one for each: by default each site at which the rules bind
somebody gets a filing of its own, for its own authority; with ``WORK_RULES_ONE_SET`` there is one
for all.

When it is due. 施行細則 §37: within thirty days of making or amending the rules. They are made when
they are published, whenever they take effect, so the thirty days begin on that day; where the
number of workers is reached later, on the day the portal finds it reached.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import audience
from policies.filing import access
from policies.models import (
    FiledRevision,
    Filing,
    FilingKind,
    FilingMove,
    FilingStatus,
    Policy,
    Revision,
    Status,
)
from policies.refusals import Refused, named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Jurisdiction, Site

WITHIN = dt.timedelta(days=30)

# A filing of the rules for one site, or for all of them at once.
Place = Site | None


def unfiled(on: dt.date) -> "models.QuerySet[Revision]":
    """Published revisions of work rules that are not superseded and that no filing covers for
    every site that needs one; the sites are to be asked of ``places_to_file``."""
    return (
        Revision.objects.published()
        .filter(policy__is_work_rule=True)
        .exclude(effective_until__lte=on)
        .select_related("policy")
        .order_by("pk")
    )


def places_to_file(policy: Policy, on: dt.date) -> list[Place]:
    """For which sites the law asks the company to file this work rule on that day, by code."""
    employed = dict(
        Employee.objects.employed(on)
        .filter(site__jurisdiction=Jurisdiction.TAIWAN)
        .order_by()
        .values_list("site")
        .annotate(models.Count("pk"))
    )
    bound = audience.bound_by_site([policy], on)[policy.pk]
    reached = set(employed)
    if settings.WORK_RULES_COUNTED_BY == "site":
        reached = {site for site, count in employed.items() if _is_enough(count)}
    elif not _is_enough(sum(employed.values())):
        return []
    sites = list(Site.objects.filter(pk__in=reached & bound.keys()).order_by("code"))
    return [None] if sites and settings.WORK_RULES_ONE_SET else list(sites)


def _is_enough(count: int) -> bool:
    return count >= settings.WORK_RULES_FROM


def make_for(revision: Revision, at: dt.datetime | None = None) -> list[Filing]:
    """The filings that this publication still lacks; made once, however often it is asked."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    published = timezone.localdate(revision.published_at) if revision.published_at else today
    filed = list(FiledRevision.objects.filter(revision=revision))
    if any(row.site_id is None for row in filed):
        return []  # one set for all sites
    lacking: dict[Place, dt.date] = {}
    for began in dict.fromkeys((published, today)):
        for place in places_to_file(revision.policy, began):
            lacking.setdefault(place, began)
    covered = {row.site_id for row in filed}
    made = []
    for place, began in lacking.items():
        if (place and place.pk) not in covered:
            made += _make_once(revision, place, began, at)
    return made


def _make_once(revision: Revision, place: Place, began: dt.date, at: dt.datetime) -> list[Filing]:
    """Of two workers who make the same filing, one finds the other's."""
    try:
        with named_constraints(), transaction.atomic():
            return [_open([revision], place, began + WITHIN, None, at)]
    except Refused as refused:
        if refused.code != "filed_once":
            raise
        return []


def make(
    revisions: Sequence[Revision], site: Place, by: Employee, at: dt.datetime | None = None
) -> Filing:
    """One set of papers for these published work rules, because somebody wants it."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = list(
            Revision.objects.filter(pk__in=[revision.pk for revision in revisions])
            .select_related("policy__issuing_department")
            .order_by("policy__code", "sequence")
        )
        access.check_keeps(by, [one.policy for one in current], timezone.localdate(at))
        _check_can_be_filed(current, site)
        began = min(timezone.localdate(one.published_at) for one in current if one.published_at)
        return _open(current, site, began + WITHIN, by, at)


def _check_can_be_filed(revisions: Collection[Revision], site: Place) -> None:
    if not revisions:
        raise Refused("nothing_to_file", _("Choose at least one revision to file."))
    if any(one.status != Status.PUBLISHED or not one.policy.is_work_rule for one in revisions):
        raise Refused("nothing_to_file", _("Only published work rules are filed."))
    if site and site.jurisdiction != Jurisdiction.TAIWAN:
        raise Refused("site_elsewhere", _("Work rules are filed for sites in Taiwan."))


def _open(
    revisions: Sequence[Revision],
    site: Place,
    due_on: dt.date,
    by: Employee | None,
    at: dt.datetime,
) -> Filing:
    filing = Filing.objects.create(
        site=site,
        kind=_kind_of(revisions),
        authority=_authority_of(site),
        due_on=due_on,
        created_at=at,
    )
    FiledRevision.objects.bulk_create(
        FiledRevision(filing=filing, revision=revision, site=site) for revision in revisions
    )
    FilingMove.objects.create(
        filing=filing,
        verb="open",
        to_status=FilingStatus.TO_SEND,
        on=timezone.localdate(at),
        by=by,
        at=at,
    )
    record(
        "policies.open_filing", filing, by, site=site.code if site else "",
        revisions=[f"{one.policy.code} {one.number}" for one in revisions], due_on=due_on,
    )  # fmt: skip
    return filing


def _kind_of(revisions: Sequence[Revision]) -> FilingKind:
    """An amendment once any of the policies had words before these."""
    earlier = Revision.objects.published().filter(
        policy__in=[one.policy_id for one in revisions],
        sequence__lt=min(one.sequence for one in revisions),
    )
    return FilingKind.AMENDMENT if earlier.exists() else FilingKind.FIRST


def _authority_of(site: Place) -> str:
    """Whom the papers of that site went to last."""
    known = Filing.objects.filter(site=site).exclude(authority="").order_by("-pk").first()
    return known.authority if known else ""
