"""Every verb, from every state, by every kind of person, through every door.

Tables written by hand, in ``doors``: who may do what from where. The verb, the screen and the
administration have to agree with them; whoever else tries leaves no trace.
"""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from regs_portal.audit.searching import deeds
from regs_portal.people.groups import PortalGroup
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.doors import consulting, filing, standing, standing_in
from tests.policies.doors.deciding import PUBLISHED, REVIEWING, SUBMITTED
from tests.policies.doors.drafting import ENCLOSED, WORDS
from tests.policies.doors.keeping import ASKED, BEGUN, FACTS, HEADS
from tests.policies.doors.people import EMPLOYED, KINDS, People, everybody
from tests.policies.doors.table import by_the_screen, by_the_verb

pytestmark = pytest.mark.django_db

REVISIONS = WORDS | ENCLOSED | SUBMITTED | REVIEWING | PUBLISHED | BEGUN | FACTS | HEADS | ASKED
# What is acted on, its table and how it comes to stand where.
ABOUT = {
    "revision": (REVISIONS, standing),
    "consultation": (consulting.CONSULTING, consulting),
    "filing": (filing.FILING, filing),
    "delegation": (standing_in.STANDING_IN, standing_in),
}
PLACES = [(about, state) for about, (_table, ways) in ABOUT.items() for state in ways.STATES]

ELSEWHERE = {
    "acknowledgements.acknowledge": "everybody's own: acknowledgements/test_acknowledging",
    "acknowledgements.assign": "a job, after a publication",
    **dict.fromkeys(
        ("acknowledgements.exempt", "acknowledgements.end_exemption"),
        "HR's: acknowledgements/test_exempting",
    ),
    "acknowledgements.record_sheet": "HR's: acknowledgements/test_paper",
    "acknowledgements.set_terms": "HR's and the editors': acknowledgements/test_terms",
    "acknowledgements.export": "a reading that is recorded: acknowledgements/views",
    "acknowledgements.recount": "a job",
    "audit.export": "a reading that is recorded: regs_portal/audit",
    "policies.order_print": "everybody's own: policies/exports/test_ordering, views/test_printing",
    "people.create_administrator": "a command of whoever has the machine",
    **dict.fromkeys(
        (
            "people.gain_office",
            "people.lose_office",
            "people.change_account",
            "policies.change_step",
        ),
        "noted by the database, by whatever door",
    ),
    "people.start_role": "a part of importing, by administrators: importing/test_saving",
    **dict.fromkeys(("policies.follow", "policies.unfollow"), "everybody's own: test_following"),
    **dict.fromkeys(
        ("policies.renew_feed_address", "policies.revoke_feed_address"),
        "everybody's own: test_feed_addresses",
    ),
    **dict.fromkeys(
        ("policies.keep_synonyms", "policies.drop_synonyms"),
        "HR's, of no one policy: searching/test_synonyms",
    ),
    "policies.fail_signature": "what a wrong password leaves: test_proving",
}


@pytest.fixture(autouse=True)
def own_storage(settings: Settings, tmp_path: Path) -> None:
    """Files of its own; and sessions outside the database, which is often rolled back."""
    settings.MEDIA_ROOT = tmp_path
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"


class Undrawn:
    """In place of Django's loader of templates."""

    def get_template(self, name: str) -> "Undrawn":
        return self

    def render(self, context: Any = None, request: Any = None) -> str:
        return ""

    def render_to_string(self, name: str, *arguments: Any, **options: Any) -> str:
        return ""


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts here is what a form does; the pages that answer are drawn in ``views``."""
    monkeypatch.setattr("django.shortcuts.loader", Undrawn())
    monkeypatch.setattr("django.views.defaults.loader", Undrawn())


@pytest.fixture
def people(cast: Cast) -> People:
    return everybody(cast)


@pytest.mark.parametrize(("about", "state"), PLACES)
def test_by_the_verb(cast: Cast, people: People, about: str, state: str) -> None:
    table, ways = ABOUT[about]
    by_the_verb(table, ways.standing(cast, people, state), people, state)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(("about", "state"), PLACES)
def test_by_the_screen(cast: Cast, people: People, as_: SignIn, about: str, state: str) -> None:
    table, ways = ABOUT[about]
    by_the_screen(table, ways.standing(cast, people, state), people, as_, state)


def test_no_deed_is_left_out() -> None:
    rows = {f"policies.{deed.verb}" for table, _ways in ABOUT.values() for deed in table.values()}
    assert rows == deeds.keys() - ELSEWHERE.keys()
    assert ELSEWHERE.keys() <= deeds.keys()


def test_no_row_speaks_of_a_state_or_a_person_that_there_is_not(people: People) -> None:
    assert people.keys() == set(KINDS)
    for table, ways in ABOUT.values():
        for name, deed in table.items():
            assert deed.anybody() <= set(KINDS), name
            assert deed.anybody(), name
            assert deed.allowed.keys() | deed.unseen <= set(ways.STATES), name
    no_screen = {
        name for table, _ways in ABOUT.values() for name in table if not table[name].address
    }
    assert no_screen == {
        "load a whole text",
        "take over what is enclosed",
        "have somebody stand in for the approver",
    }


def test_whoever_looks_after_others_only_looks() -> None:
    """Auditors, administrators, superusers, other departments and leavers change no text; HR
    records filings, and whoever reads may ask."""
    for who in ("auditor", "superuser", "leaver", "neighbour", "administrator", "hr"):
        may = {deed.verb for deed in REVISIONS.values() if who in deed.anybody()}
        kept = {deed.verb for deed in HEADS.values()} if who == "hr" else set()
        asks = {"ask"} if who in EMPLOYED else set()
        assert may == kept | asks, who


def test_the_administration_has_no_such_door(cast: Cast, people: People, as_: SignIn) -> None:
    """Nothing that is drafted, decided or published can be touched there, by a superuser either."""
    labels = {"policies", "acknowledgements", "audit"}
    registered = {
        model._meta.model_name for model in admin.site._registry if model._meta.app_label in labels
    }
    assert registered == {"category", "reviewstep"}
    for model in apps.get_models():
        if model._meta.app_label in labels and model._meta.model_name not in registered:
            with pytest.raises(NoReverseMatch):
                reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    revision = standing.standing(cast, people, "in review").revision
    root = people["superuser"]
    root.groups.add(Group.objects.get(name=PortalGroup.ADMINISTRATOR))
    for person in people.values():
        answer = as_(person).post(
            f"/admin/policies/revision/{revision.pk}/change/", {"status": "x"}
        )
        assert answer.status_code in {302, 403, 404}
    revision.refresh_from_db()
    assert revision.status == "in_review"
