"""What becomes of the regulations of a kept text."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from policies.models import AudienceRule, ImportSource, Revision
from policies.models.audience import RuleKind
from policies.text.wording import joined
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.nearness.resembling import CARDS, LEAVE, REWORDED, in_force
from tests.policies.views.sending import TWO, choices, fields, give, page_of, save

# Several regulations are saved one after the other, by the verb that starts one.
pytestmark = pytest.mark.allow_n_plus_one
OTHER_EDITION = "出勤與休假管理辦法\n第一條 本辦法依勞動基準法訂定之。\n"


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


@pytest.fixture
def address(editor: Client) -> str:
    return give(editor, TWO)


def test_ticked_regulations_become_drafts(editor: Client, cast: Cast, address: str) -> None:
    sent = choices(editor, address)
    sent["found-1-title"] = "門市出勤辦法"
    del sent["found-5-include"]
    response = save(editor, address, sent)
    revision = Revision.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"{address}choose/"
    assert revision.title == "門市出勤辦法"
    assert revision.policy.issuing_department == cast.human_resources
    assert revision.policy.code == "HR-001"
    done = page_of(editor, response["Location"])
    assert reverse("drafting:draft", args=[revision.pk]) in done


def test_the_others_can_still_be_saved(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    del sent["found-5-include"]
    save(editor, address, sent)
    left = choices(editor, address)
    assert "found-1-title" not in left
    assert "found-5-include" not in left
    assert save(editor, address, left | {"found-5-include": "on"}).status_code == 302
    assert Revision.objects.count() == 2
    assert "found-5-title" not in choices(editor, address)


def test_both_get_codes_of_their_own(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    assert sent["found-1-code"] != sent["found-5-code"]
    sent["found-1-code"] = sent["found-5-code"] = ""
    assert save(editor, address, sent).status_code == 302
    codes = {revision.policy.code for revision in Revision.objects.all()}
    assert len(codes) == 2


def test_saved_text_is_the_text_that_was_given(editor: Client) -> None:
    text = '\n\n第一條 若 A < B & "C" 則\t依 D。\n\n第二條 　全形。\nZ\u200bZ'
    address = give(editor, text)
    [title] = [
        name for name in choices(editor, address) if name.startswith("found-") and "title" in name
    ]
    assert save(editor, address, choices(editor, address) | {title: "守則"}).status_code == 302
    saved = "".join(joined(Revision.objects.get().outline()).split())
    assert saved == "守則" + "".join(text.replace("\u200b", "").split())


def test_errors_keep_everything_typed(editor: Client, cast: Cast, address: str) -> None:
    casting.draft_of(cast, code="HR-003")
    typed = {"found-1-code": "HR-003", "found-5-title": "", "found-1-title": "甲辦法"}
    response = save(editor, address, choices(editor, address) | typed)
    assert response.status_code == 422
    again = fields(response.content.decode())
    assert again.items() >= typed.items()
    assert choices(editor, address).items() >= typed.items()
    assert Revision.objects.count() == 1
    again |= {"found-1-code": "HR-009", "found-5-title": "乙守則"}
    assert save(editor, address, again).status_code == 302
    assert Revision.objects.count() == 3


def test_what_is_typed_is_kept_as_one_goes(editor: Client, address: str) -> None:
    typed = {"found-1-title": "甲\x00辦法", "found-1-code": "小寫", "found-5-level": "guide"}
    sent = choices(editor, address) | typed
    del sent["found-5-include"]
    response = editor.post(f"{address}keep/", sent, headers={"HX-Request": "true"})
    assert response.status_code == 204
    again = choices(editor, address)
    assert again["found-1-title"].startswith("甲")
    assert (again["found-1-code"], again["found-5-level"]) == ("小寫", "guide")
    assert "found-5-include" not in again
    assert editor.post(f"{address}keep/", again)["Location"] == address
    assert not Revision.objects.exists()


def test_two_windows_add_to_each_other(editor: Client, address: str) -> None:
    one, other = choices(editor, address), choices(editor, address)
    editor.post(f"{address}keep/", one | {"found-1-title": "甲辦法"})
    editor.post(f"{address}keep/", other | {"found-5-title": "乙守則"})
    again = choices(editor, address)
    assert (again["found-1-title"], again["found-5-title"]) == ("甲辦法", "乙守則")


def test_a_correction_meanwhile_is_looked_at_before_saving(editor: Client, address: str) -> None:
    sent = choices(editor, address) | {"found-1-title": "甲辦法"}
    editor.post(f"{address}correct/", {"mend": "4:text"})
    response = save(editor, address, sent)
    assert response["Location"] == f"{address}choose/"
    assert not Revision.objects.exists()
    again = choices(editor, address)
    assert again["found-1-title"] == "甲辦法"
    assert save(editor, address, again).status_code == 302
    assert Revision.objects.count() == 2


def test_two_regulations_of_one_code_are_told_apart(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    sent |= {"found-1-code": "HR-007", "found-5-code": "HR-007"}
    assert save(editor, address, sent).status_code == 422
    assert not Revision.objects.exists()


def test_nothing_ticked_saves_nothing(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    del sent["found-1-include"], sent["found-5-include"]
    assert save(editor, address, sent).status_code == 422
    assert not Revision.objects.exists()


def test_what_is_not_ticked_need_not_be_finished(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    del sent["found-5-include"]
    sent["found-5-title"] = ""
    assert save(editor, address, sent).status_code == 302
    assert Revision.objects.count() == 1


def test_pressing_save_twice_makes_no_second_policy(editor: Client, address: str) -> None:
    sent = choices(editor, address)
    assert save(editor, address, sent).status_code == 302
    assert save(editor, address, sent).status_code == 302
    assert Revision.objects.count() == 2


def test_giving_a_saved_text_again_makes_no_second_policy(editor: Client, address: str) -> None:
    save(editor, address, choices(editor, address))
    again = give(editor, TWO)
    assert save(editor, again, choices(editor, again)).status_code == 302
    assert Revision.objects.count() == 2


def test_post_named_in_the_text_may_be_its_audience(editor: Client, cast: Cast) -> None:
    address = give(editor, "職責制度\n崗位:營運部客戶服務專員\n一、接聽電話。\n二、回覆客人。")
    sent = choices(editor, address)
    assert "found-1-binds_role" not in sent
    sent["found-1-binds_role"] = "on"
    assert save(editor, address, sent).status_code == 302
    rule = AudienceRule.objects.get()
    assert (rule.kind, rule.role) == (RuleKind.ROLE, cast.agent)


def test_department_of_another_branch_cannot_be_chosen(
    editor: Client, cast: Cast, address: str
) -> None:
    sent = choices(editor, address)
    sent["found-1-issuing_department"] = str(cast.operations.pk)
    assert save(editor, address, sent).status_code == 422
    assert not Revision.objects.exists()


def test_text_without_structure_becomes_a_clause_a_paragraph(editor: Client) -> None:
    words = "員工應準時到班，並保持環境整潔。\n離開前請關燈，並確認門窗已經上鎖。\n"
    address = give(editor, words)
    sent = choices(editor, address) | {"found-1-title": "約定"}
    assert save(editor, address, sent).status_code == 302
    assert len(list(Revision.objects.get().outline().all_clauses())) >= 1


def test_near_duplicate_of_a_policy_in_force_is_reported(editor: Client, cast: Cast) -> None:
    words = "".join(
        f"第{number}條 員工辦理第{number}類業務時，應先取得{number}級主管書面同意並留存紀錄備查。\n"
        for number in "一二三四五六七八九"
    )
    address = give(editor, "業務授權辦法\n" + words)
    assert save(editor, address, choices(editor, address)).status_code == 302
    casting.publish(cast, Revision.objects.get())
    address = give(editor, "授權須知\n" + words)
    assert "HR-001 1.0" in page_of(editor, f"{address}choose/")
    assert 'value="HR-001"' in page_of(editor, f"{address}choose/")


def test_a_policy_of_the_same_title_is_proposed_to_be_revised(editor: Client, cast: Cast) -> None:
    casting.published_policy(cast)
    sent = choices(editor, give(editor, OTHER_EDITION))
    assert sent["found-1-becomes"] == "HR-003"


@pytest.mark.parametrize("whose", ["open", "foreign", "unknown"])
def test_only_what_one_may_revise_is_revised(editor: Client, cast: Cast, whose: str) -> None:
    casting.published_policy(cast, "HR-001")
    casting.draft_of(cast, "HR-002")
    casting.published_policy(cast, "OPS-001", by=cast.neighbour)
    code = {"open": "HR-002", "foreign": "OPS-001", "unknown": "HR-999"}[whose]
    address = give(editor, TWO)
    sent = choices(editor, address) | {"found-1-becomes": "other", "found-1-other": code}
    response = save(editor, address, sent)
    assert response.status_code == 422
    assert 'id="id_found-1-other_error"' in response.content.decode()
    assert code in fields(response.content.decode())["found-1-other"]


def test_a_revision_is_looked_through_first_and_needs_no_facts(editor: Client, cast: Cast) -> None:
    casting.published_policy(cast)
    address = give(editor, TWO)
    sent = choices(editor, address)
    sent |= {"found-1-becomes": "other", "found-1-other": "hr-003", "found-1-category": ""}
    response = save(editor, address, sent)
    assert response["Location"] == f"{address}1/clauses/"
    titles = set(Revision.objects.values_list("title", flat=True))
    assert titles == {"出勤與休假管理辦法", "客服人員工作守則"}


def test_one_policy_is_revised_once(editor: Client, cast: Cast) -> None:
    casting.published_policy(cast)
    address = give(editor, TWO)
    sent = choices(editor, address)
    for found in ("found-1", "found-5"):
        sent |= {f"{found}-becomes": "other", f"{found}-other": "HR-003"}
    assert save(editor, address, sent).status_code == 422
    assert Revision.objects.count() == 1


def test_what_was_chosen_is_shown_again_when_it_is_no_longer_likely(
    editor: Client, cast: Cast
) -> None:
    casting.published_policy(cast)
    address = give(editor, OTHER_EDITION)
    editor.post(f"{address}keep/", choices(editor, address) | {"found-1-becomes": "new"})
    assert choices(editor, address)["found-1-becomes"] == "new"
    source = ImportSource.objects.get()
    source.choices = {"1": {"becomes": "HR-404"}}
    source.save()
    assert choices(editor, address)["found-1-becomes"] == "HR-003"


def test_clauses_near_to_those_in_force_are_shown_but_not_those_it_revises(
    editor: Client, cast: Cast
) -> None:
    in_force(cast, "HR-001", CARDS)
    in_force(cast, "HR-002", LEAVE)
    address = give(editor, f"借用辦法\n第一條 {CARDS}\n第二條 {REWORDED}\n")
    page = page_of(editor, f"{address}choose/")
    assert re.search(r'href="/policies/HR-001/#\w+"', page)
    assert re.search(r'href="/policies/HR-002/#\w+"', page)
    sent = choices(editor, address) | {"found-1-becomes": "other", "found-1-other": "HR-001"}
    editor.post(f"{address}keep/", sent)
    page = page_of(editor, f"{address}choose/")
    assert not re.search(r'href="/policies/HR-001/#\w+"', page)
    assert re.search(r'href="/policies/HR-002/#\w+"', page)
