"""The cast is what the other tests stand on, so it is held to what it says of itself."""

import datetime as dt

from django.utils import timezone

from policies.models import Policy, Revision, SearchEntry
from policies.models.revision import RevisionQuerySet
from tests.cast import Cast, next_revision, published_policy

TODAY = timezone.localdate


def test_a_policy_with_a_past_and_a_future(cast: Cast) -> None:
    long_ago = timezone.now() - dt.timedelta(days=200)
    first = published_policy(cast, at=long_ago)
    second = next_revision(cast, first, effective_from=TODAY(), change_note="第三條修正。")
    third = next_revision(cast, first, effective_from=TODAY() + dt.timedelta(days=30))

    def numbers(revisions: RevisionQuerySet) -> list[str]:
        return list(revisions.values_list("number", flat=True))

    assert numbers(Revision.objects.superseded(TODAY())) == [first.number] == ["1.0"]
    assert numbers(Revision.objects.in_force(TODAY())) == [second.number] == ["1.1"]
    assert numbers(Revision.objects.scheduled(TODAY())) == [third.number] == ["1.2"]
    assert SearchEntry.objects.filter(revision=first).values_list("effective_until").distinct()[
        0
    ] == (TODAY(),)


def test_the_neighbour_has_the_same_office_elsewhere(cast: Cast) -> None:
    policy = published_policy(cast).policy
    assert cast.neighbour.is_editor
    assert cast.editor.is_editor
    assert Policy.objects.editable_by(cast.editor).get() == policy
    assert not Policy.objects.editable_by(cast.neighbour).exists()


def test_everybody_is_somebody_else(cast: Cast) -> None:
    assert len({person.pk for person in cast.everybody}) == 11
    assert cast.outsider.group_names == {"employee"}
