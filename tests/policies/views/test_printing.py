"""Choosing a handbook, waiting for it, taking it away; the PDF of a text on its way."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from policies import jobs
from policies.exports import ordering
from policies.models import AudienceRule, PrintOrder
from policies.models.audience import Effect, RuleKind
from policies.models.policy import Classification
from policies.models.print_order import KEPT_FOR
from regs_portal.jobs.worker import run_pending
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn

URL = reverse("reading:handbook")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(ordering, "make_handbook", lambda cover, revisions: b"%PDF-1.7 book")
    monkeypatch.setattr(ordering, "make_pdf", lambda revision, on, made_at: b"%PDF-1.7 draft")
    return tmp_path


@pytest.fixture
def order(cast: Cast) -> PrintOrder:
    casting.published_policy(cast, binds_everyone=False)
    return ordering.order_handbook(cast.employee, ["HR-003"], "手冊", jobs.make_print)


def page(order: PrintOrder) -> str:
    return reverse("reading:print_order", args=[order.pk])


def file(order: PrintOrder) -> str:
    return reverse("reading:print_pdf", args=[order.pk])


def codes(response, part: str) -> list[str]:
    return [revision.policy.code for revision in response.context[part]]


def test_choose_make_wait_and_take_away(cast: Cast, as_: SignIn) -> None:
    for code in ("HR-003", "HR-004"):
        casting.published_policy(cast, code)
    client = as_(cast.employee)
    assert codes(client.get(URL), "others") == ["HR-003", "HR-004"]
    sent = client.post(URL, {"policy": ["HR-004"], "title": "我的手冊", "make": "1"})
    made = PrintOrder.objects.get()
    assert sent["Location"] == page(made)
    waiting = client.get(page(made))
    assert waiting["Refresh"]
    assert waiting.context["state"] == "waiting"
    assert client.get(file(made))["Location"] == page(made)
    run_pending()
    ready = client.get(page(made))
    assert "Refresh" not in ready
    assert file(made) in ready.content.decode()
    assert "我的手冊" in ready.content.decode()
    taken = client.get(file(made))
    assert taken.getvalue() == b"%PDF-1.7 book"
    assert taken["Content-Type"] == "application/pdf"
    assert "private" in taken["Cache-Control"]


def test_what_is_ticked_stays_while_the_list_is_narrowed(cast: Cast, as_: SignIn) -> None:
    casting.published_policy(cast, "HR-003")
    casting.published_policy(cast, "OP-001", by=cast.neighbour)
    response = as_(cast.employee).post(
        URL, {"policy": ["HR-003"], "department": "OPS", "title": "甲", "show": "1"}
    )
    assert codes(response, "ticked") == ["HR-003"]
    assert codes(response, "others") == ["OP-001"]
    assert response.context["title"] == "甲"
    assert not PrintOrder.objects.exists()


def test_all_that_is_found_is_ticked_at_once(cast: Cast, as_: SignIn) -> None:
    casting.published_policy(cast, "HR-003")
    casting.published_policy(cast, "OP-001", by=cast.neighbour)
    response = as_(cast.employee).post(URL, {"department": "OPS", "all": "1"})
    assert codes(response, "ticked") == ["OP-001"]
    assert codes(response, "others") == []


def test_all_that_binds_me(cast: Cast, as_: SignIn) -> None:
    for code in ("HR-003", "HR-004"):
        policy = casting.published_policy(cast, code, binds_everyone=False).policy
    AudienceRule.objects.create(policy=policy, kind=RuleKind.DEPARTMENT, department=cast.operations)
    response = as_(cast.employee).get(URL, {"binds_me": "on", "all": "1"})
    assert codes(response, "ticked") == ["HR-004"]
    assert codes(as_(cast.outsider).get(URL, {"binds_me": "on"}), "others") == []


def test_all_that_binds_a_post(cast: Cast, as_: SignIn) -> None:
    """By a rule for everybody, for its department or itself, or by a clause; not where excluded."""
    rules: dict[str, dict[str, Any]] = {
        "HR-001": {"kind": RuleKind.EVERYONE},
        "HR-002": {"kind": RuleKind.DEPARTMENT, "department": cast.operations},
        "HR-003": {"kind": RuleKind.ROLE, "role": cast.agent},
        "HR-004": {"kind": RuleKind.DEPARTMENT, "department": cast.human_resources},
    }
    for code, rule in rules.items():
        policy = casting.published_policy(cast, code, binds_everyone=False).policy
        AudienceRule.objects.create(policy=policy, **rule)
    shut_out = casting.published_policy(cast, "HR-005").policy
    AudienceRule.objects.create(
        policy=shut_out, kind=RuleKind.ROLE, role=cast.agent, effect=Effect.EXCLUDE
    )
    casting.published_policy(
        cast, "HR-006", casting.leave_outline(roles=("CS-01",)), binds_everyone=False
    )
    response = as_(cast.outsider).get(URL, {"role": "CS-01"})
    assert codes(response, "others") == ["HR-001", "HR-002", "HR-003", "HR-006"]


def test_a_refusal_comes_back_with_what_was_ticked(cast: Cast, as_: SignIn) -> None:
    casting.published_policy(cast)
    client = as_(cast.employee)
    empty = client.post(URL, {"make": "1", "title": "甲"})
    assert empty.context["refused"].code == "nothing_chosen"
    assert 'value="甲"' in empty.content.decode()
    wrong = client.post(URL, {"make": "1", "policy": ["HR-003", "HR-404"]})
    assert wrong.context["refused"].code == "not_to_be_had"
    assert codes(wrong, "ticked") == ["HR-003"]


@pytest.mark.parametrize("typed", ["<script>", "x\x00y", "9" * 3000])
def test_hostile_choices_harm_nothing(cast: Cast, as_: SignIn, typed: str) -> None:
    casting.published_policy(cast)
    for sent in ({"policy": typed}, {"role": typed}, {"category": typed}, {"title": typed}):
        for also in ({"make": "1"}, {"show": "1"}, {"all": "1"}):
            response = as_(cast.employee).post(URL, sent | also)
            assert response.status_code in {200, 302, 400}
            assert b"<script>" not in response.content
    assert as_(cast.employee).get(URL, {"policy": typed}).status_code in {200, 400}


def test_restricted_policies_are_not_offered(cast: Cast, as_: SignIn) -> None:
    casting.published_policy(cast, classification=Classification.RESTRICTED, binds_everyone=False)
    assert codes(as_(cast.outsider).get(URL), "others") == []
    assert codes(as_(cast.hr).get(URL), "others") == ["HR-003"]


def test_nobody_else_gets_it(cast: Cast, as_: SignIn, order: PrintOrder) -> None:
    run_pending()
    for other in cast.everybody:
        if other != cast.employee:
            assert as_(other).get(page(order)).status_code == 404
            assert as_(other).get(file(order)).status_code == 404


def test_it_closes_when_something_in_it_does(cast: Cast, as_: SignIn, order: PrintOrder) -> None:
    run_pending()
    policy = order.printed.get().revision.policy
    policy.classification = Classification.RESTRICTED
    policy.save(update_fields=["classification"])
    client = as_(cast.employee)
    response = client.get(page(order))
    assert response.context["state"] == "shut"
    assert file(order) not in response.content.decode()
    assert "出勤與休假管理辦法" not in response.content.decode()
    assert client.get(file(order))["Location"] == page(order)


def test_one_that_could_not_be_made_says_so(cast: Cast, as_: SignIn, order: PrintOrder) -> None:
    making = DBTaskResult.objects.filter(task_path="policies.jobs.make_print")
    assert making.update(status="FAILED", finished_at=timezone.now()) == 1
    response = as_(cast.employee).get(page(order))
    assert response.context["state"] == "failed"
    assert "Refresh" not in response


def test_an_old_one_is_gone(cast: Cast, as_: SignIn, order: PrintOrder) -> None:
    run_pending()
    PrintOrder.objects.update(asked_at=timezone.now() - KEPT_FOR * 2)
    assert as_(cast.employee).get(page(order)).status_code == 404
    assert as_(cast.employee).get(file(order)).status_code == 404


def test_lost_file_leads_back_to_asking(
    cast: Cast, as_: SignIn, order: PrintOrder, media: Path
) -> None:
    run_pending()
    for path in media.rglob("*.pdf"):
        path.unlink()
    assert as_(cast.employee).get(file(order))["Location"] == URL


def test_a_draft_is_printed_for_who_may_see_it(cast: Cast, as_: SignIn) -> None:
    draft = casting.draft_of(cast)
    address = reverse("drafting:print", args=[draft.pk])
    for reader in (cast.editor, cast.legal_reviewer, cast.hr, cast.auditor):
        client = as_(reader)
        road = client.get(reverse("deciding:road", args=[draft.pk]))
        assert address in road.content.decode()
        sent = client.post(address)
        made = PrintOrder.objects.get(by=reader)
        assert sent["Location"] == page(made)
        run_pending()
        assert client.get(file(made)).getvalue() == b"%PDF-1.7 draft"
    for other in (cast.employee, cast.neighbour, cast.outsider):
        assert as_(other).post(address).status_code == 404
    assert as_(cast.editor).get(address).status_code == 405


def test_of_a_published_text_its_own_pdf_is_given(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    sent = as_(cast.editor).post(reverse("drafting:print", args=[revision.pk]))
    assert sent["Location"] == reverse("reading:pdf", args=["HR-003", "1.0"])
