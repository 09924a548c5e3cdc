from django.urls import reverse

from policies import workflow
from policies.models import Revision
from policies.text.outline import digest
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn
from tests.policies.citing.texts import ANCHORS, text_of
from tests.policies.drafting.test_renumbering import crooked


def page(draft: Revision) -> str:
    return reverse("drafting:renumber", args=[draft.pk])


def test_the_preview_shows_old_and_new_and_changes_nothing(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    shown = as_(cast.editor).get(page(draft)).content.decode()
    assert "<del>第一條之一</del>" in shown
    assert "<ins>第二條</ins>" in shown
    assert digest(draft.outline()) in shown
    assert draft.clauses.get(anchor=ANCHORS[1]).label == "第一條之一"


def test_the_button_does_what_was_shown(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    answer = as_(cast.editor).post(page(draft), {"digest": digest(draft.outline())})
    assert answer.url == reverse("drafting:draft", args=[draft.pk])  # type: ignore[attr-defined]
    assert draft.clauses.get(anchor=ANCHORS[1]).label == "第二條"


def test_a_stale_preview_is_shown_anew(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    answer = as_(cast.editor).post(page(draft), {"digest": "0" * 64})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert draft.clauses.get(anchor=ANCHORS[1]).label == "第一條之一"


def test_numbers_in_order_offer_no_button(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=text_of("甲。", "乙。"))
    assert 'name="digest"' not in as_(cast.editor).get(page(draft)).content.decode()


def test_the_drafting_page_leads_there(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    shown = as_(cast.editor).get(reverse("drafting:draft", args=[draft.pk])).content.decode()
    assert page(draft) in shown


def test_others_find_nothing(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    for stranger in (cast.employee, cast.neighbour):
        assert as_(stranger).get(page(draft)).status_code in (403, 404)
        assert as_(stranger).post(page(draft), {"digest": "x"}).status_code in (403, 404)


def test_a_frozen_text_leads_to_its_road(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=crooked())
    workflow.submit(draft, cast.editor)
    answer = as_(cast.editor).get(page(draft))
    assert answer.url == reverse("deciding:road", args=[draft.pk])  # type: ignore[attr-defined]
