"""The pages that look around, among 2,000 policies of ten revisions each: home, map, news, feed,
calendar, and what the reading page asks of related policies."""

import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from policies.models import Policy
from policies.related import related_to
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_most, timing

POLICIES = 2_000
REVISIONS = 10
TIMES = 9
OFTEN = 400
PAGES = {
    "first page": "/",
    "document map": "/map/",
    "document map of a category": "/map/?category=leave",
    "new and changed": "/changes/?period=all",
    "feed": "/feeds/changes.atom",
    "calendar": "/feeds/calendar.ics",
}
# The rows alone: guards refuse published texts by the dozen, and no page here reads their words.
# Every twentieth policy is restricted to a person or two, every eighth rests on the one before it.
_ROWS = """
SET session_replication_role = replica;
INSERT INTO policies_policy (code, category_id, level, scheme, jurisdiction, classification,
    issuing_department_id, owner_id, review_interval_months, is_work_rule,
    requires_acknowledgement, acknowledge_within_days, vital_interests, created_at)
SELECT 'MANY-' || n, category.id, (ARRAY['regulation', 'measures', 'rules', 'sop'])[1 + n %% 4],
    'articles_tw', 'TW', CASE WHEN n %% 20 = 0 THEN 'restricted' ELSE 'internal' END,
    department.id, %(owner)s, 12, false, true, 14, '{}', now()
FROM generate_series(1, %(policies)s) AS n
JOIN (SELECT id, row_number() OVER () AS place FROM policies_category) AS category
    ON category.place = 1 + n %% (SELECT count(*) FROM policies_category)
JOIN (SELECT id, row_number() OVER () AS place FROM people_department) AS department
    ON department.place = 1 + n %% (SELECT count(*) FROM people_department);
INSERT INTO policies_audiencerule (policy_id, kind, effect, employee_id)
SELECT policy.id, CASE WHEN policy.classification = 'internal' THEN 'everyone' ELSE 'person' END,
    'include', CASE WHEN policy.classification = 'internal' THEN NULL ELSE %(reader)s END
FROM policies_policy AS policy WHERE policy.code LIKE 'MANY-%%';
INSERT INTO policies_revision (policy_id, sequence, number, kind, status, title, superscription,
    issuing_unit, background, purpose, scope, supplementary, change_note, is_material,
    effective_from, effective_until, digest, round, created_by_id, created_at, submitted_at,
    published_at, published_by_id, lock_version)
SELECT policy.id, n, n || '.0', 'text', 'published', '辦法' || policy.id, '', '單位', '', '', '',
    '', '修正請假程序。', true, day.from_ , CASE WHEN n < %(revisions)s THEN day.until END,
    md5(policy.id || '.' || n), 1, %(owner)s, now(), now(), day.from_, %(owner)s, 1
FROM policies_policy AS policy, generate_series(1, %(revisions)s) AS n,
    LATERAL (SELECT current_date - (%(revisions)s - n) * 90 - (policy.id %% 80)::int AS from_,
        current_date - (%(revisions)s - n - 1) * 90 - (policy.id %% 80)::int AS until) AS day
WHERE policy.code LIKE 'MANY-%%';
INSERT INTO policies_changesummary (revision_id, before_id, figures)
SELECT id, NULL, '{"clauses": {"reworded": 4, "added": 1}}' FROM policies_revision
WHERE policy_id IN (SELECT id FROM policies_policy WHERE code LIKE 'MANY-%%');
INSERT INTO policies_schedule (revision_id, verb, effective_from, reason, by_id, at)
SELECT id, 'publish', effective_from, '', %(owner)s, published_at FROM policies_revision
WHERE policy_id IN (SELECT id FROM policies_policy WHERE code LIKE 'MANY-%%');
INSERT INTO policies_crossreference (revision_id, anchor, label, cited_policy_id, cited_anchor,
    is_basis)
SELECT revision.id, 'introduction', '', policy.id - 1, '', policy.id %% 8 = 0
FROM policies_revision AS revision JOIN policies_policy AS policy ON policy.id = revision.policy_id
WHERE policy.code LIKE 'MANY-%%' AND policy.code <> 'MANY-1' AND revision.effective_until IS NULL;
SET session_replication_role = DEFAULT;
"""


def measure(ground: Ground) -> list[Figure]:
    values = {
        "policies": POLICIES, "revisions": REVISIONS, "owner": ground.author.pk,
        "reader": ground.reader.pk,
    }  # fmt: skip
    client = Client(headers={"host": "localhost"})
    client.force_login(ground.reader)
    assert ground.page
    reading = partial(client.get, reverse("reading:policy", args=[ground.page.policy.code]))
    few, among_few = Policy.objects.count(), _usually(reading)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, values)
        cursor.execute("VACUUM ANALYZE")
    among_many = _usually(reading)

    def asking(address: str) -> Callable[[], Any]:
        return lambda: client.get(address)

    figures = [
        Figure(f"published page among {few} policies", f"{among_few * 1000:,.2f} ms"),
        at_most(
            f"  among {POLICIES:,} of {REVISIONS} revisions ÷ that", among_many / among_few, 1.1, ""
        ),
        Figure(f"among {POLICIES:,} policies of {REVISIONS} revisions", ""),
    ]
    figures += [_figure(name, asking(address)) for name, address in PAGES.items()]
    policy = Policy.objects.get(code=f"MANY-{POLICIES // 2}")
    today = timezone.localdate()
    figures.append(_figure("related policies", lambda: related_to(policy, ground.reader, today)))
    return figures


def _usually(action: Callable[[], Any]) -> float:
    """Seconds, the median of many times after the first few."""
    times = [timing(action).seconds for _ in range(OFTEN)]
    return statistics.median(times[OFTEN // 10 :])


def _figure(name: str, action: Callable[[], Any]) -> Figure:
    """The median of some times after the first, which meets cold caches."""
    with CaptureQueriesContext(connection) as queries:
        answer = action()
        count = len(queries)  # before another request empties the log
    size = len(getattr(answer, "content", b""))
    seconds = statistics.median(timing(action).seconds for _ in range(TIMES))
    told = f"{seconds * 1000:,.0f} ms, {count} queries"
    return Figure(f"  {name}", told + (f", {size / 1024:,.0f} KB" if size else ""))
