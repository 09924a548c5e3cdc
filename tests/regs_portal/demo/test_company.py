"""Loading the demonstration company: whole, once, by the verbs, and only where it belongs."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acknowledgements.models import Acknowledgement, Assignment, DepartmentTally
from policies import citing, rendering
from policies.models import (
    Clause,
    Consultation,
    Contribution,
    CrossReference,
    FiledRevision,
    Follow,
    Opinion,
    Policy,
    Posting,
    Question,
    Revision,
    RevisionKind,
    Schedule,
    Status,
    Support,
    SynonymGroup,
)
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from regs_portal.demo import company, described, signing
from regs_portal.environment import Mode
from regs_portal.people.models import Appointment, Department, Employee

SMALL = {"TR-001", "TR-002", "CS-001"}


@pytest.fixture
def small(monkeypatch, few_signatures):
    """Three of the policies, for tests that load anew."""
    policies = tuple(policy for policy in few_signatures if policy.code in SMALL)
    monkeypatch.setattr(described, "policies", lambda: policies)


def of(code: str, number: str) -> Revision:
    return Revision.objects.get(policy__code=code, number=number)


# --- Loaded once


def test_everybody_is_there_with_a_post(demo):
    assert Employee.objects.count() == 240
    assert Appointment.objects.current(timezone.localdate()).count() == 240
    assert Department.objects.count() == 26
    assert list(Employee.objects.filter(manager=None).values_list("name", flat=True)) == ["周允恆"]


def test_everybody_can_sign_in_with_the_password_that_is_printed(demo):
    for number, name, _post in company.accounts():
        employee = Employee.objects.get(employee_number=number)
        assert employee.name == name
        assert employee.check_password(company.PASSWORD)


@pytest.mark.parametrize(
    ("code", "number", "status"),
    [
        ("HR-001", "2.0", Status.PUBLISHED),
        ("HR-001", "2.1", Status.IN_REVIEW),
        ("HR-005", "2.0", Status.IN_CONSULTATION),
        ("HR-006", "1.2", Status.WITHDRAWN),
        ("HR-007", "2.0", Status.PUBLISHED),
        ("MF-001", "1.2", Status.DRAFT),
        ("TR-001", "1.2", Status.APPROVED),
    ],
)
def test_revisions_stand_in_every_state(demo, code, number, status):
    assert of(code, number).status == status


def test_one_revision_is_yet_to_come_and_one_is_past(demo):
    today = timezone.localdate()
    assert of("HR-007", "2.0").is_scheduled(today)
    assert of("HR-007", "1.1").is_in_force(today)
    assert of("HR-001", "1.1").is_superseded(today)


def test_a_policy_was_replaced_by_another(demo):
    today = timezone.localdate()
    repeal = Revision.objects.get(policy__code="IT-002", kind=RevisionKind.REPEAL)
    assert repeal.replaced_by == Policy.objects.get(code="IT-001")
    assert not Policy.objects.in_force(today).filter(code="IT-002").exists()


def test_a_scheduled_text_was_postponed(demo):
    days = Schedule.objects.filter(revision=of("HR-007", "2.0")).order_by("pk")
    assert [day.verb for day in days] == ["publish", "postpone"]
    assert of("HR-007", "2.0").effective_from == days[1].effective_from


def test_the_staff_is_being_heard_and_was_heard(demo):
    asked = Consultation.objects.get(revision=of("HR-005", "2.0"))
    assert Opinion.objects.filter(consultation=asked).count() == 3
    assert Support.objects.filter(opinion__consultation=asked).count() == 3
    heard = Consultation.objects.get(revision=of("KS-001", "2.1"))
    assert heard.conclusion.outcome == "concluded"
    assert of("KS-001", "2.1").status == Status.IN_REVIEW


def test_work_rules_are_filed_and_posted(demo):
    states = {
        (row.revision.policy.code, row.revision.number): row.filing.status
        for row in FiledRevision.objects.select_related("filing", "revision__policy")
    }
    assert states == {
        ("HR-001", "1.0"): "approved", ("HR-001", "1.1"): "approved",
        ("HR-001", "2.0"): "approved", ("HR-002", "1.0"): "approved",
        ("HR-002", "1.1"): "to_correct", ("HR-003", "1.0"): "approved",
        ("HR-003", "1.1"): "approved", ("HR-003", "2.0"): "to_send",
    }  # fmt: skip
    assert Posting.objects.count() == 6


def test_laws_forms_and_whom_a_clause_binds_stand_with_the_text(demo):
    outline = of("HR-001", "2.0").outline()
    labels = {clause.anchor: clause.label for clause in outline.all_clauses()}
    assert [(basis.law, labels.get(basis.anchor)) for basis in outline.bases] == [
        ("勞動基準法", None), ("勞動基準法", "第三十三條"), ("職業安全衛生法", None),
    ]  # fmt: skip
    (form,) = of("HR-003", "2.0").outline().attachments
    assert form.media_type == "application/pdf"
    clauses = {clause.label: clause for clause in of("IT-001", "2.0").outline().all_clauses()}
    assert {line.code for line in clauses["七、"].audience} == {"MFG", "RDD"}


def test_a_returned_draft_says_why(demo):
    revision = of("MF-001", "1.2")
    assert [move.verb for move in revision.transitions.all()] == ["submit", "return"]
    assert "勞動基準法" in revision.transitions.get(verb="return").comment


def test_the_steps_happened_in_the_past_and_in_order(demo):
    for revision in Revision.objects.annotate(moves=Count("transitions")).filter(moves__gt=0):
        moments = [revision.created_at, *revision.transitions.values_list("at", flat=True)]
        assert moments == sorted(moments)
        assert moments[-1] < timezone.now()


def test_nobody_but_the_author_wrote_and_they_wrote_back_then(demo):
    for contribution in Contribution.objects.select_related("revision"):
        assert contribution.employee_id == contribution.revision.created_by_id
        assert contribution.since == contribution.revision.created_at
    history = Clause.history.filter(revision=of("HR-001", "1.0").pk)
    assert {row.history_date for row in history} == {of("HR-001", "1.0").created_at}


def test_a_renumbered_clause_keeps_its_anchor(demo):
    before, after = of("HR-003", "1.0"), of("HR-003", "2.0")
    assert before.clauses.get(label="第六條").anchor == after.clauses.get(label="第七條").anchor
    assert before.clauses.get(label="第一條").anchor == after.clauses.get(label="第一條").anchor
    new = after.clauses.get(label="第六條").anchor
    assert not before.clauses.filter(anchor=new).exists()


def test_chapters_keep_their_anchors(demo):
    before, after = of("HR-001", "1.1").chapters, of("HR-001", "2.0").chapters
    assert set(before.values_list("anchor", flat=True)) == set(
        after.values_list("anchor", flat=True)
    )


def test_clauses_are_addressed_to_roles(demo):
    clause = of("HR-002", "1.1").clauses.get(label="第六條")
    assert list(clause.clause_roles.values_list("role__code", flat=True)) == ["CS-01"]


def test_its_texts_refer_to_each_other_and_none_to_nowhere(demo):
    page = rendering.page_of(of("HR-002", "1.1")).html
    for link in ("HR-001/#article-39", "HR-003/#article-5", "HR-006/#article-8"):
        assert f'href="/policies/{link}"' in page
    cited = CrossReference.objects.filter(cited_policy__code="HR-001")
    assert {row.revision.policy.code for row in cited.select_related("revision__policy")} >= {
        "HR-002", "HR-003", "HR-006",
    }  # fmt: skip
    for revision in Revision.objects.select_related("policy"):
        outline, day = revision.outline(), revision.effective_from or timezone.localdate()
        cites = citing.cites_of(outline, revision.policy, day)
        assert citing.findings_of(outline, cites) == []


def test_revisions_are_written_in_the_order_of_their_days(demo):
    published = Revision.objects.published().order_by("pk")
    days = list(published.values_list("published_at__date", flat=True))
    assert days == sorted(days)


def test_acknowledgements_are_as_many_as_described(demo, few_signatures):
    for policy in few_signatures:
        for facts in policy.revisions:
            assigned = Assignment.objects.filter(revision__policy__code=policy.code)
            assigned = assigned.filter(revision__number=facts.number)
            signed = assigned.filter(settled_on__isnull=False).count()
            assert signed == round(assigned.count() * facts.acknowledged_fraction)


def test_nobody_acknowledged_before_publication_or_after_its_end(demo):
    signed = Acknowledgement.objects.filter(at__gt=F("revision__published_at"))
    assert signed.count() == Acknowledgement.objects.count() > 200
    assert not signed.filter(at__date__gte=F("revision__effective_until")).exists()
    assert not signed.filter(at__gte=timezone.now()).exists()


def test_some_were_late_and_some_are_overdue(demo):
    assert Assignment.objects.filter(settled_on__gt=F("due_on")).exists()
    assert Assignment.objects.overdue(timezone.localdate()).exists()


def test_those_who_try_signing_have_something_left_to_sign(demo):
    today = timezone.localdate()
    for number in ("T0020", "K0005"):
        owed = Assignment.objects.owed_by(Employee.objects.get(employee_number=number), today)
        assert owed.filter(due_on__gte=today).exists()


def test_what_nobody_must_acknowledge_is_assigned_to_nobody(demo):
    assert not Assignment.objects.filter(revision__policy__code="TR-001").exists()


def test_the_tallies_agree_with_the_rows(demo):
    totals = DepartmentTally.objects.aggregate(assigned=Sum("assigned"), settled=Sum("settled"))
    assert totals == {
        "assigned": Assignment.objects.count(),
        "settled": Acknowledgement.objects.count(),
    }


def test_the_audit_trail_is_whole(demo):
    assert AuditEvent.objects.filter(verb="acknowledgements.acknowledge").count() == (
        Acknowledgement.objects.count()
    )
    assert list(faults()) == []


def test_the_examples_of_the_front_page_find_something(demo):
    """In every language the page speaks, whichever way its words are written."""
    asked = set()
    for language, _name in settings.LANGUAGES:
        client = Client()
        client.force_login(Employee.objects.get(employee_number="T0020"))
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get("/").content.decode()
        asked |= set(re.findall(r'href="(/search/\?q=[^"]+)"', page))
    assert len(asked) >= 3
    for address in sorted(asked):
        answer = client.get(address)
        if answer.status_code == 302:  # a citation leads straight there
            assert client.get(answer["Location"], follow=True).status_code == 200, address
        else:
            assert answer.context["results"].count, address


def test_a_second_load_changes_nothing(demo):
    before = AuditEvent.objects.count(), Revision.objects.count()
    with CaptureQueriesContext(connection) as queries:
        company.load()
    assert (AuditEvent.objects.count(), Revision.objects.count()) == before
    assert len(queries) <= 5


# --- Loaded anew


def test_a_load_that_was_killed_goes_on_where_it_stopped(db, small, monkeypatch):
    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(signing, "sign", killed)
        company.load()
    assert Employee.objects.count() == 240
    assert not Policy.objects.exists()
    assert not company.is_loaded()
    company.load()
    assert company.is_loaded()
    assert set(Policy.objects.values_list("code", flat=True)) == SMALL
    assert Employee.objects.count() == 240


def test_what_somebody_changed_meanwhile_stays(db, small):
    company.load()
    Employee.objects.filter(employee_number="T0020").update(name="改過的名字")
    company.load()
    assert Employee.objects.get(employee_number="T0020").name == "改過的名字"


@pytest.mark.parametrize("mode", [Mode.PRODUCTION, Mode.DEVELOPMENT])
def test_it_is_never_loaded_where_people_work(db, settings, mode):
    settings.MODE = mode
    with pytest.raises(company.NotADemoError):
        company.load()
    assert not Employee.objects.exists()


def test_it_is_never_mixed_with_other_people(cast):
    with pytest.raises(company.NotADemoError, match="holds other people"):
        company.load()
    assert not Employee.objects.filter(employee_number="T0001").exists()


def test_people_ask_and_are_answered_follow_and_search_in_their_own_words(demo):
    asked = Question.objects.order_by("pk")
    assert {question.revision.number for question in asked if question.policy.code == "HR-003"} == {
        "2.0"
    }
    assert asked.filter(answer__isnull=True).count() == 1
    assert asked.exclude(anchor="").count() == 3
    assert Follow.objects.filter(employee__employee_number="T0020").count() == 2
    assert SynonymGroup.objects.filter(folded__contains=["特休"]).exists()
