"""Every page that shows an open or withdrawn text leads on for whoever may see it."""

import re

import pytest
from django.urls import reverse

from policies import drafting, workflow
from policies.models import Revision
from tests.cast import Cast, draft_of, published_policy
from tests.fixtures import SignIn


@pytest.mark.parametrize("who", ["editor", "approver", "legal_reviewer", "hr", "auditor"])
def test_a_policy_leads_to_the_text_on_its_way(cast: Cast, as_: SignIn, who: str) -> None:
    published = published_policy(cast)
    following = drafting.start_revision(published.policy, cast.editor)
    client = as_(getattr(cast, who))

    page = client.get(reverse("reading:policy", args=["HR-003"])).content.decode()

    road = reverse("deciding:road", args=[following.pk])
    assert f'href="{road}"' in page
    assert client.get(road).status_code == 200


def test_the_facts_of_a_policy_in_force_are_at_hand_for_its_editors(
    cast: Cast, as_: SignIn
) -> None:
    published_policy(cast)
    facts = reverse("drafting:facts", args=["HR-003"])
    page = reverse("reading:policy", args=["HR-003"])

    assert facts in as_(cast.editor).get(page).content.decode()
    assert facts not in as_(cast.employee).get(page).content.decode()


def test_a_withdrawn_first_text_can_be_taken_up_again(cast: Cast, as_: SignIn) -> None:
    given_up = workflow.withdraw(draft_of(cast), by=cast.editor, comment="暫緩")
    client = as_(cast.editor)
    road = reverse("deciding:road", args=[given_up.pk])

    assert road in client.get(reverse("drafting:workspace")).content.decode()
    start = reverse("drafting:start_revision", args=["HR-003"])
    assert re.search(f'action="{start}"', client.get(road).content.decode())
    client.post(start)

    again = Revision.objects.open().get(policy=given_up.policy)
    assert again.number == "1.1"
    assert again.clauses.count() == 4
    assert start not in client.get(road).content.decode()
