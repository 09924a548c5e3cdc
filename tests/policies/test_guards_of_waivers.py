"""Waived references in PostgreSQL, attacked with SQL as a shell or a script would."""

import pytest

from policies.models import Revision
from tests.cast import Cast
from tests.policies.attacking import refused, sql
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db

WAIVER = """
INSERT INTO policies_referencewaiver (revision_id, digest, anchor, words, reason, by_id, at)
SELECT id, {digest}, '0123456789ab', '第九十九條', %s, created_by_id, now()
FROM policies_revision WHERE id = %s
"""


def waiver(revision: Revision, digest: str = "digest", reason: str = "他處另有規定。") -> int:
    return sql(WAIVER.format(digest=digest), reason, revision.pk)


@pytest.mark.parametrize("place", [Place.SUBMITTED, Place.LEGAL_DECIDED, Place.APPROVED])
def test_a_frozen_text_takes_waivers(cast: Cast, place: Place) -> None:
    assert waiver(standing_at(cast, place)) == 1


@pytest.mark.parametrize("place", [Place.DRAFT, Place.PUBLISHED, Place.WITHDRAWN])
def test_no_other_text_does(cast: Cast, place: Place) -> None:
    with refused("waiver_names_the_text"):
        waiver(standing_at(cast, place))


def test_a_waiver_names_the_text(cast: Cast) -> None:
    with refused("waiver_names_the_text"):
        waiver(standing_at(cast, Place.APPROVED), digest="repeat('0', 64)")


@pytest.mark.parametrize("reason", ["", " ", "\t\n"])
def test_a_waiver_has_a_reason(cast: Cast, reason: str) -> None:
    with refused("waiver_has_a_reason"):
        waiver(standing_at(cast, Place.APPROVED), reason=reason)


def test_a_reference_is_waived_once(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    waiver(revision)
    with refused("waiver_once"):
        waiver(revision, reason="別的理由。")


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM policies_referencewaiver",
        "UPDATE policies_referencewaiver SET reason = 'x'",
        "UPDATE policies_referencewaiver SET id = id",
    ],
)
def test_waivers_are_append_only(cast: Cast, attack: str) -> None:
    waiver(standing_at(cast, Place.APPROVED))
    with refused("evidence_append_only"):
        sql(attack)
