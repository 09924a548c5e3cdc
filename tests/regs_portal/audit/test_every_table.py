"""No table can be edited by SQL unseen: a guard refuses, or the verifier finds it.

The tables are those of the models. What is neither stands below with its reason.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from acknowledgements import exempting
from acknowledgements.acknowledging import acknowledge, official_sentence
from acknowledgements.assigning import assign_audience
from policies import commenting, drafting, periodic_reviewing, workflow
from policies.consulting import opening
from policies.models import ExtensionNotice, Revision
from policies.models.audience import AudienceRule
from policies.text.outline import AudienceLine
from regs_portal.audit import asking, sealing
from regs_portal.audit.verifying import faults
from tests.cast import Cast, draft_of, published_policy
from tests.policies.consulting import rounds
from tests.policies.filing.filed import filing_of
from tests.signing import proof_of

pytestmark = pytest.mark.django_db

APPS = ("policies", "acknowledgements", "audit")

FREE: dict[str, str] = {
    "audit_unsealedevent": "a queue; what is missing from it is found as an event put in",
    "policies_category": "names of categories, kept by administrators",
    "policies_reviewstep": "configuration; every change of it is noted in the trail",
    "policies_reviewstep_categories": "configuration; every change is noted in the trail",
    "policies_importsource": "what somebody is importing, forgotten after a while",
    "policies_importedrevision": "what somebody is importing, forgotten after a while",
    "policies_printorder": "what somebody asked to have printed, forgotten after a while",
    "policies_printedrevision": "what somebody asked to have printed, forgotten after a while",
    "policies_searchentry": "an index, made from the texts",
    "policies_searchtally": "counts of what is searched for, of nobody in particular",
    "policies_synonymgroup": "words for searching; every change is noted in the trail",
    "policies_searchterm": "an index, made from the texts",
    "policies_clausemark": "an index, made from the texts",
    "policies_crossreference": "an index, made from the texts",
    "policies_changesummary": "figures, made from the texts",
    "policies_follow": "whom news goes to: taken back by taking the row out; both are in the trail",
    "policies_feedaddress": "renewed and revoked by its owner, which is in the trail",
    "acknowledgements_departmenttally": "sums of the rows; a nightly recount reports a difference",
    "acknowledgements_reconciliation": "that a day's look was taken; lost, it is taken again",
    "policies_amendmenttable": "PDFs of what two texts say anyway; made again where one is gone",
    "policies_headcoverage": "which clause treats which head: a note that is changed",
    "policies_headomission": "why a head is left out: taken back by taking the row out",
}

# Of a table that is held, columns that say nothing of what was decided.
FREE_COLUMNS: dict[str, set[str]] = {
    "policies_policy": {"created_at"},
    "policies_revision": {"created_at", "effective_from", "effective_until", "submitted_at",
                          "published_at", "published_by_id"},
    "policies_chapter": set(),
    "policies_clause": {"lock_version", "descends_from"},
    "policies_clauserole": set(),
    # When HR ended it stands in the trail.
    "acknowledgements_exemption": {"ends_on"},
    "policies_clauseaudiencerule": set(),
    "policies_audiencerule": set(),
    "policies_filing": {"created_at"},
    "policies_invitation": {"asked_at", "asked_mailed", "told_at", "told_mailed"},
}  # fmt: skip


@pytest.fixture
def populated(cast: Cast) -> None:
    """Something in as many tables as a small story leaves."""
    revision = published_policy(cast, at=timezone.now() - dt.timedelta(days=400))
    assign_audience(revision)
    acknowledge(
        revision, cast.employee, revision.digest, official_sentence(revision), 4, 60
    )  # fmt: skip
    exempting.grant(revision.policy, cast.outsider, "外派", rounds.today(), rounds.today(), cast.hr)
    periodic_reviewing.confirm(
        revision.policy, "看過", cast.editor, revision.digest, proof=proof_of(cast.editor, revision)
    )
    drafting.set_audience(
        revision.policy, [AudienceRule(kind="everyone")], cast.editor,
        drafting.audience_seen(revision.policy),
    )  # fmt: skip
    drafting.edit_policy(revision.policy, cast.editor, review_interval_months=24)
    submitted = workflow.submit(draft_of(cast, "HR-011"), cast.editor)
    said = commenting.comment(submitted, "", "意見", cast.legal_reviewer)
    commenting.reply(said, "回覆", cast.editor)
    commenting.resolve(said, cast.legal_reviewer)
    draft = draft_of(cast, "HR-012")
    drafting.edit_clause(
        draft, draft.clauses.get(label="第三條").anchor, 1, cast.editor,
        roles=["CS-01"], body="<p>甲。</p>",
    )  # fmt: skip
    for line in (AudienceLine(excluded=False, kind="site", code="KSH"),), ():
        clause = draft.clauses.get(label="第三條")
        drafting.bind_clause(draft, clause.anchor, clause.lock_version, cast.editor, line)
    filing_of(cast)
    consultation = rounds.opened(cast, code="HR-013")
    rounds.said(consultation, cast.employee)
    extension = opening.extend(consultation, rounds.today() + 20 * rounds.DAY, "再等", cast.editor)
    ExtensionNotice.objects.create(
        extension=extension, invitation=consultation.invitations.all()[0], at=rounds.now(),
        mailed=True,
    )  # fmt: skip
    sealing.seal()
    asking.verify(None)
    assert list(faults()) == []


def tables() -> list[type[models.Model]]:
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]


def test_the_list_names_tables_that_are_there() -> None:
    known = {model._meta.db_table for model in tables()}
    assert known >= {*FREE, *FREE_COLUMNS}


@pytest.mark.usefixtures("populated")
def test_every_edit_is_refused_or_found() -> None:
    unseen = []
    for model in tables():
        table = model._meta.db_table
        if table in FREE:
            continue
        if not model._default_manager.exists():
            if not is_append_only(table):
                unseen.append(f"{table}: empty here, and without a guard")
            continue
        unseen += [
            statement
            for statement in edits(model)
            if not is_refused(statement) and not is_found(statement)
        ]
    assert unseen == []


def edits(model: type[models.Model]) -> Iterator[str]:
    """Each column changed in every row, and every row taken out."""
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        column = field.column
        if field.primary_key or column is None or column in FREE_COLUMNS.get(table, set()):
            continue
        yield f'UPDATE {table} SET "{column}" = {other_value(field, column)}'
    yield f"DELETE FROM {table}"


def other_value(field: "models.Field[object, object]", column: str) -> str:
    match field.db_type(connection) or "":
        case "boolean":
            return f'NOT coalesce("{column}", false)'
        case "date" | "timestamp with time zone":
            return "'2001-01-01'"
        case "jsonb":
            return """'["x"]'"""
        case kind if kind.endswith("[]"):
            return "'{9}'"
        case kind if "int" in kind or "serial" in kind:
            return f'coalesce("{column}", 0) + 1'
    return f"'x' || coalesce(\"{column}\"::text, '')"


def is_refused(statement: str) -> bool:
    """By a guard, a constraint, or a key that leads nowhere."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def is_found(statement: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        found = next(faults(), None)
        transaction.set_rollback(True)
    return found is not None


def is_append_only(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname IN"
            " ('evidence_append_only', 'text_guard')", [table],
        )  # fmt: skip
        return cursor.fetchone() is not None


def test_a_row_put_in_is_a_draft_or_refused(cast: Cast) -> None:
    """A published text cannot be smuggled in whole: a revision begins as a draft."""
    revision = published_policy(cast)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(
            f'"{field.column}"' for field in Revision._meta.concrete_fields if field.name != "id"
        )
        values = columns.replace('"number"', "'9.9'").replace('"sequence"', "99")
        cursor.execute(
            f"INSERT INTO policies_revision ({columns}) SELECT {values} FROM policies_revision"
            " WHERE id = %s", [revision.pk],
        )  # fmt: skip
