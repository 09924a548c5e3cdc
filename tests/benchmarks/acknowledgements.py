"""Who owes what among 100,000 people: ``python -m tests.benchmarks.acknowledgements [MILLIONS]``.

Two hundred mandatory policies, each asked of everybody; nine of ten have acknowledged. Questions
and deeds are measured at a million assignments and again at twenty, and set against each other.
The rows are written by SQL past the guards, for nothing is measured of how they came to be; what
is measured afterwards runs by the portal's own code. Heavy: some minutes and 3 GB of disk.
"""

import os
import statistics
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.benchmarks import ground
from tests.benchmarks.measuring import (
    Figure,
    at_least,
    at_most,
    percentile,
    say,
    table,
    timed,
    timing,
)

EMPLOYEES, DEPARTMENTS, POLICIES = 100_000, 400, 200
OPEN_SHARE = 10  # one of so many is still open
TIMES, PEOPLE = 30, 300
ONE_BY_ONE = 300
GROWTH = 1.3

COMPANY = """
SET session_replication_role = replica;
INSERT INTO people_department (code, name, parent_id, path)
SELECT 'X' || n, '第' || n || '課', parent.id, ''
FROM generate_series(1, %(departments)s) AS n
JOIN LATERAL (SELECT id FROM people_department WHERE code LIKE 'D%%' ORDER BY id
    OFFSET n %% 40 LIMIT 1) AS parent ON true;
UPDATE people_department AS it SET path = parent.path || it.id || '/'
FROM people_department AS parent WHERE parent.id = it.parent_id AND it.path = '';
INSERT INTO people_employee (password, is_superuser, employee_number, name, email, department_id,
    site_id, hired_on, is_active, working_share)
SELECT '!', false, 'M' || n, '同仁' || n, '', department.id, site.id, '2020-01-01', true, 100
FROM generate_series(1, %(employees)s) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM people_department
    WHERE code LIKE 'X%%') AS department ON department.place = n %% %(departments)s
CROSS JOIN (SELECT id FROM people_site LIMIT 1) AS site;
SET session_replication_role = DEFAULT;
"""
POLICY_ROWS = """
SET session_replication_role = replica;
INSERT INTO policies_policy (code, category_id, level, scheme, jurisdiction, classification,
    issuing_department_id, owner_id, review_interval_months, is_work_rule,
    requires_acknowledgement, acknowledge_within_days, vital_interests, created_at)
SELECT 'ACK-' || n, (SELECT min(id) FROM policies_category), 'measures', 'articles_tw', 'TW',
    'internal', (SELECT min(id) FROM people_department), %(owner)s, 12, false, true, 14, '{}', now()
FROM generate_series(1, %(policies)s) AS n;
INSERT INTO policies_audiencerule (policy_id, kind, effect)
SELECT id, 'everyone', 'include' FROM policies_policy WHERE code LIKE 'ACK-%%';
INSERT INTO policies_revision (policy_id, sequence, number, kind, status, title, superscription,
    issuing_unit, background, purpose, scope, supplementary, change_note, is_material,
    effective_from, digest, round, created_by_id, created_at, submitted_at, published_at,
    published_by_id, lock_version)
SELECT id, 1, '1.0', 'text', 'published', '辦法' || id, '', '單位', '', '', '', '', '', true,
    current_date - 30, md5(id::text) || md5(code), 1, %(owner)s, now(), now(),
    now() - interval '30 days', %(owner)s, 1
FROM policies_policy WHERE code LIKE 'ACK-%%';
INSERT INTO acknowledgements_audienceassigned (revision_id, at, assigned)
SELECT id, published_at, %(employees)s FROM policies_revision WHERE title LIKE '辦法%%';
INSERT INTO acknowledgements_assignmentground (revision_id, occasion, at, rule_key, rule, audience)
SELECT id, 'publication', published_at, 0, '{}', '[]' FROM policies_revision
WHERE title LIKE '辦法%%';
SET session_replication_role = DEFAULT;
"""
# As assigning leaves them: a revision's rows together, in the order of the people.
ASSIGNMENTS = """
SET session_replication_role = replica;
INSERT INTO acknowledgements_assignment
    (revision_id, employee_id, department_id, due_on, ground_id, settled_on)
SELECT ground.revision_id, person.id, person.department_id,
    current_date - 30 + (14 + (person.id + ground.revision_id) %% 30)::int, ground.id,
    CASE WHEN (person.id * 7 + ground.revision_id) %% %(open)s <> 0
        THEN current_date - 30 + ((person.id + ground.revision_id) %% 28)::int END
FROM (SELECT id, revision_id FROM acknowledgements_assignmentground AS ground
    WHERE NOT EXISTS (SELECT FROM acknowledgements_assignment AS owed
        WHERE owed.revision_id = ground.revision_id)
    ORDER BY id LIMIT %(revisions)s) AS ground
CROSS JOIN (SELECT id, department_id FROM people_employee WHERE employee_number LIKE 'M%%'
    ORDER BY id) AS person
ORDER BY ground.revision_id, person.id;
INSERT INTO acknowledgements_departmenttally (revision_id, department_id, assigned, settled)
SELECT revision_id, department_id, count(*), count(settled_on) FROM acknowledgements_assignment
GROUP BY revision_id, department_id ON CONFLICT DO NOTHING;
SET session_replication_role = DEFAULT;
"""
SIZE = """
SELECT pg_total_relation_size('acknowledgements_assignment')::float / count(*)
FROM acknowledgements_assignment
"""
BARE = """
UPDATE acknowledgements_assignment SET settled_on = current_date
WHERE revision_id = %s AND employee_id = %s
"""


def main() -> int:
    millions = int(sys.argv[1]) if len(sys.argv) > 1 else EMPLOYEES * POLICIES // 1_000_000
    with ground.database():
        company = ground.people(few=True)
        values = {
            "departments": DEPARTMENTS, "employees": EMPLOYEES, "policies": POLICIES,
            "owner": company.author.pk, "open": OPEN_SHARE,
        }  # fmt: skip
        _run(COMPANY, values)
        _run(POLICY_ROWS, values)
        figures: list[Figure] = []
        first: dict[str, float] = {}
        for size in (1, millions):
            done = 0 if size == 1 else 1
            revisions = (size - done) * 1_000_000 // EMPLOYEES
            with timed() as watch:
                _run(ASSIGNMENTS, values | {"revisions": revisions})
                _run("VACUUM ANALYZE", None)
            say(f"{size} million assignments: {watch.seconds:.0f} s")
            found = _questions()
            figures += [_limited(size, name, value) for name, value in found.items()]
            first = first or found
        figures += [
            at_most(
                f"{name}, {millions} million ÷ 1 million", found[name] / first[name], GROWTH, ""
            )
            for name in found
        ]
        figures += [*_sizes(), *_publishing(company), *_acknowledging(company)]
    print(table(figures))
    print(f"\nLoad of this machine over five minutes: {os.getloadavg()[1]:.1f}.")
    return 0


def _run(sql: str, values: dict[str, Any] | None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _limited(size: int, name: str, value: float) -> Figure:
    limit = 2 if name.startswith("to-do") else 20
    return at_most(f"{size} million: {name}", value, limit, "ms")


def _questions() -> dict[str, float]:
    """Milliseconds of each question, p95."""
    from django.utils import timezone

    from acknowledgements import populations, reports
    from acknowledgements.models import Assignment
    from policies.models import Revision
    from regs_portal.people.models import Department, Employee

    today = timezone.localdate()
    root = reports.root_of_the_tree()
    standing = reports.standing(today)
    revisions = list(standing.order_by("pk")[:20])
    one = Revision.objects.select_related("policy").get(pk=revisions[0].pk)
    rows = reports.rows_below(root)
    part = Department.objects.filter(code="X7").get()
    people = list(Employee.objects.filter(employee_number__startswith="M").order_by("pk")[:PEOPLE])
    keys = [revision.pk for revision in revisions]

    def names(**narrowed: Any) -> None:
        list(populations.population(one, today, **narrowed)[:50])

    asked: dict[str, Callable[[], object]] = {
        "tiles of the company": partial(reports.counts_by_revision, standing, today),
        "tiles of a department": partial(reports.counts_by_revision, standing, today, part),
        "matrix, 20 policies": partial(reports.grid, keys, rows, root, today),
        "people who owe": partial(populations.people_owing, today),
        "names of one policy, overdue, first 50": partial(names, state="overdue"),
        "names of a department, first 50": partial(names, department=part),
        "course of one policy": partial(populations.course, one),
    }
    found = {name: _p95(action, TIMES) for name, action in asked.items()}

    def to_do(person: Employee) -> None:
        list(Assignment.objects.owed_by(person, today)[:9])

    times = [timing(partial(to_do, each)).seconds for each in people]
    return found | {"to-do of a person": percentile(times, 95) * 1000}


def _p95(action: Callable[[], object], times: int) -> float:
    action()
    return percentile([timing(action).seconds for _ in range(times)], 95) * 1000


def _sizes() -> list[Figure]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SIZE)
        return [at_most("bytes of an assignment with indexes", float(cursor.fetchone()[0]), 85, "")]


def _publishing(company: ground.Ground) -> list[Figure]:
    from acknowledgements.assigning import assign_audience

    seconds = []
    for number in range(3):
        revision = company.published(f"BENCH-ALL-{number}", 20)
        with timed() as watch:
            assigned = assign_audience(revision)
        assert assigned >= EMPLOYEES
        seconds.append(watch.seconds)
    return [at_most(f"publishing to {EMPLOYEES:,}, median", statistics.median(seconds), 2, "s")]


def _acknowledging(company: ground.Ground) -> list[Figure]:
    """One connection: the verb against the bare statement, each in a transaction of its own."""
    from django.db import connection

    from acknowledgements import acknowledging, showing
    from acknowledgements.acknowledging import Given
    from acknowledgements.assigning import assign_audience
    from acknowledgements.recounting import drifts
    from regs_portal.people.models import Employee

    revision = company.published("BENCH-GIVEN", 20)
    assign_audience(revision)
    people = list(
        Employee.objects.select_related("department")
        .filter(employee_number__startswith="M")
        .order_by("pk")[: 2 * ONE_BY_ONE]
    )
    given = Given(shown=showing.shown_of(revision), language="zh-hant")
    sentence = acknowledging.official_sentence(revision)

    def accept(person: Employee) -> None:
        acknowledging.acknowledge(
            revision, person, revision.digest, sentence, 20, 60, given=given
        )  # fmt: skip

    def bare(person: Employee) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [revision.pk, person.pk])

    verb = statistics.median(timing(partial(accept, each)).seconds for each in people[:ONE_BY_ONE])
    assert drifts() == []
    _run("ALTER TABLE acknowledgements_assignment DISABLE TRIGGER assignment_guard", None)
    plain = statistics.median(timing(partial(bare, each)).seconds for each in people[ONE_BY_ONE:])
    return [
        Figure("acknowledging, one connection", f"{1 / verb:,.0f} a second"),
        Figure("the bare UPDATE", f"{1 / plain:,.0f} a second"),
        at_least("  acknowledging ÷ the bare UPDATE", plain / verb, 0.5),
    ]


if __name__ == "__main__":
    sys.exit(main())
