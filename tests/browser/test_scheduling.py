"""A text is published for a later day, postponed, asked about, and called off."""

import datetime as dt

from django.utils import timezone

from policies import drafting
from policies.models import Schedule, Status
from tests import cast as casting
from tests.browser.conftest import Portal

DAY = dt.timedelta(days=1)


def test_a_scheduled_text_is_postponed_and_called_off(portal: Portal) -> None:
    cast, today = portal.cast, timezone.localdate()
    first = casting.published_policy(cast, at=timezone.now() - 20 * DAY)
    draft = casting.approve(cast, drafting.start_revision(first.policy, cast.editor))
    road = f"/drafts/{draft.pk}/road/"
    with portal.visited_by(cast.editor) as visit:
        page = visit.page
        page.goto(f"{road}publish/?effective_from={today + 10 * DAY}")
        visit.look()
        visit.click("form#publish button.primary")
        visit.click(f"a[href='{road}postpone/']")
        visit.look()
        page.fill("[name=to]", (today + 20 * DAY).isoformat())
        page.fill("[name=reason]", "主管機關函釋未到")
        visit.click("main form.form button.primary")
        page.goto(f"/policies/HR-003/clocks/?on={today + 12 * DAY}&known={today}")
        visit.look()
        page.goto(f"/policies/HR-003/?on={today + 12 * DAY}&known={today}")
        visit.look()
        page.goto(f"{road}cancel/")
        visit.look()
        page.fill("[name=reason]", "改採其他作法")
        visit.click("main form.form button.danger")
        visit.look()
    draft.refresh_from_db()
    assert draft.status == Status.CANCELLED
    rows = Schedule.objects.filter(revision=draft).values_list("verb", flat=True)
    assert list(rows) == ["publish", "postpone", "cancel"]
