"""Which clauses of other policies a published text cites, kept for those cited."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from policies import citing
from policies.jobs import sweep_references
from policies.models import CrossReference, Revision
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

Rows = set[tuple[str, str, str, str]]


@pytest.fixture
def cited(cast: Cast) -> Revision:
    return published_policy(cast, "HR-002", text_of("甲", "乙", title="獎懲辦法"))


def rows() -> Rows:
    return set(
        CrossReference.objects.values_list("anchor", "label", "cited_policy__code", "cited_anchor")
    )


def test_publication_keeps_what_is_cited_elsewhere(cast: Cast, cited: Revision) -> None:
    inserted = link(ANCHORS[0], "《獎懲辦法》第一條", "HR-002")
    published_policy(
        cast,
        "HR-003",
        text_of(
            "依《獎懲辦法》第二條及《獎懲辦法》第二條。", f"<p>依第一條及{inserted}。</p>",
            supplementary="<p>《獎懲辦法》另定之。</p>",
        ),
    )  # fmt: skip
    assert rows() == {
        (ANCHORS[0], "第一條", "HR-002", ANCHORS[1]),
        (ANCHORS[1], "第二條", "HR-002", ANCHORS[0]),
        ("closing", "", "HR-002", ""),
    }


def test_a_draft_keeps_nothing(cast: Cast, cited: Revision) -> None:
    draft_of(cast, outline=text_of("依《獎懲辦法》第二條。"))
    assert rows() == set()


def test_they_can_be_read_off_the_texts_again(cast: Cast, cited: Revision) -> None:
    revision = published_policy(cast, "HR-003", text_of("依《獎懲辦法》第二條。"))
    before = rows()
    CrossReference.objects.all().delete()
    assert citing.rebuild(revision) == 1
    assert rows() == before


def test_a_command_reads_all_of_them_again(cast: Cast, cited: Revision) -> None:
    published_policy(cast, "HR-003", text_of("依《獎懲辦法》第二條。"))
    before = rows()
    CrossReference.objects.all().delete()
    call_command("rebuild_references", verbosity=0)
    call_command("rebuild_references", verbosity=0)
    assert rows() == before


def test_what_superseded_texts_said_is_swept_out(cast: Cast, cited: Revision) -> None:
    begun = timezone.now() - dt.timedelta(days=9)
    old = published_policy(cast, "HR-003", text_of("依《獎懲辦法》。"), at=begun)
    assert rows() == set()  # the other was not in force yet
    citing.store(old, old.outline(), citing.cites_of(old.outline(), old.policy, TODAY()))
    next_revision(cast, old, text_of("甲"))
    assert len(rows()) == 1
    sweep_references.func()
    assert rows() == set()
