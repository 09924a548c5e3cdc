"""What a reader of a policy has before them, in one query.

The page of a published text is asked for by everybody, all day. Written by hand, its query takes
a tenth of the time the ORM needs to put it together; ``access.words_to_read`` asks it and checks
who may read. Rows become the usual models, with the words of the text left in the database: the
stored page has them.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import models

from policies.audience import Told
from policies.comparing.sentences import said
from policies.comparing.tallies import Tally
from policies.models import Category, Policy, Revision, RevisionKind, Status
from policies.models.rendition import CONVERTED, RenditionKind
from policies.models.revision import OPEN
from policies.prepared import Prepared
from policies.text.outline import Attachment, LegalBasis
from regs_portal.people.models import Department, Employee

MOST_VERSIONS = 50
MOST_CITING = 1_000  # places that cite one policy; work rules may be cited by hundreds
_LEFT_OUT = {"superscription", "background", "purpose", "scope", "supplementary"}


@dataclass(frozen=True, slots=True)
class Version:
    """One revision among its sisters: enough for a line of the list of versions."""

    pk: int
    number: str
    title: str
    status: str
    change_note: str
    effective_from: dt.date | None
    effective_until: dt.date | None
    kind: str = RevisionKind.TEXT
    replaced_by: str = ""  # of a repeal: the code of the policy that takes its place
    figures: str = ""  # JSON of what it changes, see ``ChangeSummary``; empty until they are made

    @property
    def is_repeal(self) -> bool:
        return self.kind == RevisionKind.REPEAL

    @property
    def is_correction(self) -> bool:
        return self.kind == RevisionKind.CORRECTION

    @property
    def changes(self) -> str:
        """What it changes in the words before it, in a sentence; empty where nothing is known."""
        figures = json.loads(self.figures) if self.figures else {}
        return said(Tally.from_json(figures)) if figures else ""

    @property
    def last_day(self) -> dt.date | None:
        """The last day in force; None while no end is known."""
        return self.effective_until - dt.timedelta(days=1) if self.effective_until else None

    def standing(self, on: dt.date) -> str:
        """The state on that day, as the chips name it."""
        if self.status != Status.PUBLISHED or self.effective_from is None:
            return self.status
        if self.effective_from > on:
            return "coming"
        is_over = self.effective_until is not None and self.effective_until <= on
        if is_over:
            return "superseded"
        return "repealed" if self.is_repeal else "in-force"


@dataclass(frozen=True, slots=True)
class Citing:
    """A place of another policy in force that cites this one; ``cited_anchor`` says which clause
    or heading of it, empty for the whole."""

    policy_pk: int
    code: str
    classification: str
    title: str
    anchor: str
    label: str
    cited_anchor: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy as its reader finds it.

    ``revision`` is None when no words were in force on the day asked for. ``html`` and
    ``contents`` are its stored page. ``binds`` are the rules of the policy's audience, without who
    is named in them. ``versions`` are the published ones, newest first;
    ``unfinished`` is the one on its way. ``role_codes`` are the reader's. ``citing`` are the
    places of other policies in force today, those the reader may not read among them until
    ``access`` has looked. ``replaces`` are code and title of the policies repealed in favour of
    this one, as far as everybody may read them. ``bases`` of the revision come with the label of
    the clause they are said of, empty for the whole. ``reviewed_on`` is when it was last reviewed
    without a change. ``follows`` says whether the reader follows the policy.
    """

    policy: Policy
    revision: Revision | None
    html: str
    contents: str
    binds: tuple[Told, ...]
    versions: tuple[Version, ...]
    unfinished: Version | None
    role_codes: tuple[str, ...]
    citing: tuple[Citing, ...] = ()
    replaces: tuple[tuple[str, str], ...] = ()
    reviewed_on: dt.date | None = None
    bases: tuple[tuple[LegalBasis, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    follows: bool = False

    def in_force(self, on: dt.date) -> Version | None:
        return next((row for row in self.versions if row.standing(on) == "in-force"), None)

    def repealed(self, on: dt.date) -> Version | None:
        return next((row for row in self.versions if row.standing(on) == "repealed"), None)

    def coming(self, on: dt.date) -> Version | None:
        return next((row for row in self.versions if row.standing(on) == "coming"), None)


def _fields(model: type[models.Model]) -> tuple[str, ...]:
    names = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in _LEFT_OUT)


_POLICY, _REVISION = _fields(Policy), _fields(Revision)
# Of what a policy points to, as much as its page shows. Each is a small query of its own inside
# the large one: planning so many joins takes the server longer than fetching the row.
_CATEGORY = ("id", "slug", "name", "name_hans", "name_en")
_DEPARTMENT = ("id", "code", "name", "path")
_OWNER = ("id", "employee_number", "name")


def _array(table: str, fields: tuple[str, ...], key: str) -> str:
    return (
        f"(SELECT json_build_array({', '.join(fields)}) FROM {table} AS it"  # noqa: S608
        f" WHERE it.id = policy.{key})::text"
    )


_QUERY = """
SELECT page.html, page.contents,
    (SELECT json_agg(role.code) FROM people_appointment AS held
        JOIN people_role AS role ON role.id = held.role_id
        WHERE held.employee_id = %(employee)s AND held.starts_on <= %(today)s
        AND (held.ends_on IS NULL OR held.ends_on >= %(today)s))::text,
    (SELECT json_agg(json_build_array(version.id, version.number, version.title, version.status,
            version.change_note, version.effective_from, version.effective_until, version.kind,
            COALESCE((SELECT other.code FROM policies_policy AS other
                WHERE other.id = version.replaced_by_id), ''),
            COALESCE((SELECT figures::text FROM policies_changesummary AS summary
                WHERE summary.revision_id = version.id), '')))
        FROM (SELECT * FROM policies_revision WHERE policy_id = policy.id
            AND status = ANY(%(shown)s) ORDER BY sequence DESC LIMIT {most}) AS version)::text,
    (SELECT json_agg(json_build_array(rule.effect, rule.kind, COALESCE(
            (SELECT name FROM people_department WHERE id = rule.department_id),
            (SELECT name FROM people_site WHERE id = rule.site_id),
            (SELECT name FROM people_role WHERE id = rule.role_id), '')) ORDER BY rule.id)
        FROM policies_audiencerule AS rule WHERE rule.policy_id = policy.id)::text,
    (SELECT json_agg(json_build_array(place.policy_id, place.code, place.classification,
            place.title, place.anchor, place.label, place.cited_anchor))
        FROM (SELECT citing.policy_id, other.code, other.classification, citing.title,
                reference.anchor, reference.label, reference.cited_anchor
            FROM policies_crossreference AS reference
            JOIN policies_revision AS citing ON citing.id = reference.revision_id
                AND citing.status = 'published' AND citing.effective_from <= %(today)s
                AND (citing.effective_until IS NULL OR citing.effective_until > %(today)s)
            JOIN policies_policy AS other ON other.id = citing.policy_id
            WHERE reference.cited_policy_id = policy.id
            ORDER BY other.code, reference.id LIMIT {most_citing}) AS place)::text,
    (SELECT json_agg(DISTINCT jsonb_build_array(ended.code, repeal.title))
        FROM policies_revision AS repeal
        JOIN policies_policy AS ended ON ended.id = repeal.policy_id
            AND ended.classification = 'internal'
        WHERE repeal.replaced_by_id = policy.id AND repeal.status = 'published'
        AND repeal.effective_from <= %(today)s
        AND (repeal.effective_until IS NULL OR repeal.effective_until > %(today)s))::text,
    (SELECT json_agg(json_build_array(basis.law, basis.article, basis.link, basis.anchor,
            COALESCE((SELECT label FROM policies_clause AS clause
                WHERE clause.revision_id = revision.id AND clause.anchor = basis.anchor), ''))
            ORDER BY basis.position)
        FROM policies_legalbasis AS basis WHERE basis.revision_id = revision.id)::text,
    (SELECT json_agg(json_build_array(file.title, file.name, file.media_type, file.size,
            file.digest, file.anchor) ORDER BY file.position)
        FROM policies_attachment AS file WHERE file.revision_id = revision.id)::text,
    (SELECT max(reviewed.on) FROM policies_periodicreview AS reviewed
        WHERE reviewed.policy_id = policy.id),
    EXISTS (SELECT FROM policies_follow AS follow
        WHERE follow.employee_id = %(employee)s AND follow.policy_id = policy.id),
    {pointed_to}, {columns}
FROM policies_policy AS policy
LEFT JOIN policies_revision AS revision ON revision.policy_id = policy.id
    AND revision.status = 'published' AND {which}
LEFT JOIN policies_rendition AS page ON page.revision_id = revision.id AND page.kind = %(page)s
WHERE policy.code = %(code)s
"""
_POINTED_TO = (
    _array("policies_category", _CATEGORY, "category_id"),
    _array("people_department", _DEPARTMENT, "issuing_department_id"),
    _array("people_employee", _OWNER, "owner_id"),
)
_COLUMNS = [f"policy.{name}" for name in _POLICY] + [f"revision.{name}" for name in _REVISION]
_QUERY = (
    _QUERY.replace("{pointed_to}", ", ".join(_POINTED_TO))
    .replace("{columns}", ", ".join(_COLUMNS))
    .replace("{most}", str(MOST_VERSIONS))
    .replace("{most_citing}", str(MOST_CITING))
)
_TYPES = {
    "employee": "bigint", "today": "date", "shown": "text[]", "code": "text", "number": "text",
    "on": "date", "page": "text",
}  # fmt: skip
_BY_NUMBER = Prepared(
    "page_by_number", _QUERY.replace("{which}", "revision.number = %(number)s"), **_TYPES
)
_BY_DAY = Prepared(
    "page_by_day",
    _QUERY.replace(
        "{which}",
        "revision.kind <> 'repeal' AND revision.effective_from <= %(on)s"
        " AND (revision.effective_until IS NULL OR revision.effective_until > %(on)s)",
    ),
    **_TYPES,
)


def fetch(
    employee_pk: int,
    code: str,
    on: dt.date,
    number: str | None,
    today: dt.date,
    script: str = "",
) -> Reading | None:
    """The policy of that code with the revision of that number, else the one in force on the day.

    ``script`` is that of the stored page, where it is not the text's own. None when there is no
    such policy or number, or nothing of it was ever published. Who may read it is asked elsewhere.
    """
    values: dict[str, Any] = {
        "employee": employee_pk,
        "today": today,
        "shown": [Status.PUBLISHED.value, *(status.value for status in OPEN)],
        "code": code,
        "number": number,
        "on": on,
        "page": CONVERTED.get(script, RenditionKind.PAGE).value,
    }
    row = (_BY_NUMBER if number else _BY_DAY).row(values)
    if row is None:
        return None
    html, contents, roles, versions, rules, citing, replaces, bases, files, *more = row[:11]
    reviewed_on, follows = more
    category, department, owner, *columns = row[11:]
    policy, revision = _models(category, department, owner, columns)
    listed = [_version(*fields) for fields in json.loads(versions or "[]")]
    published = tuple(each for each in listed if each.status == Status.PUBLISHED)
    if not published or (number and revision is None):
        return None
    return Reading(
        policy=policy,
        revision=revision,
        html=html or "",
        contents=contents or "",
        binds=tuple(Told(*fields) for fields in json.loads(rules or "[]")),
        versions=published,
        unfinished=next((each for each in listed if each.status != Status.PUBLISHED), None),
        role_codes=tuple(json.loads(roles or "[]")),
        citing=tuple(Citing(*place) for place in json.loads(citing or "[]")),
        reviewed_on=reviewed_on,
        follows=follows,
        bases=tuple((LegalBasis(*basis), label) for *basis, label in json.loads(bases or "[]")),
        attachments=tuple(Attachment(*file) for file in json.loads(files or "[]")),
        replaces=tuple((code, title) for code, title in json.loads(replaces or "[]")),
    )


def _models(
    category: str, department: str, owner: str, columns: list[Any]
) -> tuple[Policy, Revision | None]:
    """The row as models that know each other; what was left out loads when asked for."""
    policy = Policy.from_db("default", _POLICY, columns[: len(_POLICY)])
    policy.category = Category.from_db("default", _CATEGORY, json.loads(category))
    policy.issuing_department = Department.from_db("default", _DEPARTMENT, json.loads(department))
    policy.owner = Employee.from_db("default", _OWNER, json.loads(owner))
    of_revision = columns[len(_POLICY) :]
    if of_revision[0] is None:  # its key
        return policy, None
    revision = Revision.from_db("default", _REVISION, of_revision)
    revision.policy = policy
    return policy, revision


def _version(
    pk: int, number: str, title: str, status: str, note: str, begins: str | None,
    ends: str | None, kind: str, replaced_by: str, figures: str,
) -> Version:  # fmt: skip
    days = (_day(begins), _day(ends))
    return Version(pk, number, title, status, note, *days, kind, replaced_by, figures)


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
