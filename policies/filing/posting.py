"""Posting approved work rules where everybody at a site sees them (公開揭示, 勞動基準法 §70)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import audience
from policies.filing import access, scans
from policies.filing.moving import policies_of
from policies.models import Filing, FilingStatus, Posting
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import one_line
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Jurisdiction, Site


def post(
    filing: Filing,
    site: Site,
    place: str,
    since: dt.date,
    by: Employee,
    photo: scans.Given | None = None,
    at: dt.datetime | None = None,
) -> Posting:
    """Records that the approved rules hang at a place of the site since that day."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    with named_constraints(), transaction.atomic():
        filing = Filing.objects.select_for_update().get(pk=filing.pk)
        access.check_keeps(by, policies_of(filing), today)
        _check(filing, site, place := one_line(place), since, today)
        what = _("Photograph of the posting")
        kept = scans.store(filing, photo, what, by, at, scans.PHOTOGRAPHS) if photo else None
        posting = Posting.objects.create(
            filing=filing, site=site, place=place, since=since, photo=kept, by=by, at=at
        )
        record(
            "policies.post_rules", filing, by, site=site.code, place=place, since=since,
            photo=kept.digest if kept else "",
        )  # fmt: skip
    return posting


def sites_of(filing: Filing, on: dt.date) -> list[Site]:
    """Where it is to be posted: its site, or every site in Taiwan at which it binds somebody."""
    if filing.site is not None:
        return [filing.site]
    counts = audience.bound_by_site(policies_of(filing), on)
    bound = {site for by_site in counts.values() for site in by_site}
    return list(
        Site.objects.filter(pk__in=bound, jurisdiction=Jurisdiction.TAIWAN).order_by("code")
    )


def _check(filing: Filing, site: Site, place: str, since: dt.date, today: dt.date) -> None:
    if filing.status != FilingStatus.APPROVED:
        raise Refused("posted_when_approved")
    if site not in sites_of(filing, today):
        raise Refused("site_elsewhere", _("The filing does not speak of that site."))
    if not place:
        raise Refused("no_place", _("Say where it hangs, so that somebody can go and look."))
    if since > today:
        raise Refused("on_to_come", _("That day is still to come. Record it when it has happened."))
