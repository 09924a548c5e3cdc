"""The seed file, end to end: from bytes to drafts in the database, with nothing lost."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from policies import importing
from policies.importing import Reading
from policies.importing.advising import near_pairs
from policies.models import Revision
from policies.text.chinese import clean
from policies.text.wording import joined
from regs_portal.people.models import Department, Role
from tests.cast import Cast

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "seeds"
SEEDS = sorted(FOLDER.glob("*.txt"))

pytestmark = pytest.mark.skipif(not SEEDS, reason="needs the seed file in ../shared/seeds")


@pytest.fixture
def seed() -> Path:
    return SEEDS[0]


@pytest.fixture
def drafts(cast: Cast, seed: Path) -> list[Revision]:
    call_command(
        "import_policy", str(seed), "--save", "--by", cast.neighbour.employee_number,
        stdout=StringIO(),
    )  # fmt: skip
    return list(Revision.objects.order_by("pk"))


def reading_of(seed: Path) -> Reading:
    return importing.read(importing.given(seed.read_bytes()).text)


def words(text: str) -> str:
    return "".join(text.split())


def test_guide_and_four_sample_regulations_become_drafts(drafts: list[Revision]) -> None:
    assert [draft.title for draft in drafts] == [
        "制度包括哪些內容",
        "營運部客戶服務專員 工作職責制度",
        "營運部客戶服務專員工作職責制度",
        "商務中心客戶服務工作制度",
        "商務中心客戶服務工作制度",
    ]
    assert len({draft.policy_id for draft in drafts}) == 5
    assert all(draft.is_draft for draft in drafts)


def test_duties_and_rules_keep_their_own_labels(drafts: list[Revision]) -> None:
    labels = [[clause.label for clause in draft.outline().all_clauses()] for draft in drafts[1:]]
    seven = list("一二三四五六七")
    sixteen = [*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五", "十六"]
    assert labels[0] == labels[1] == [f"{number}、" for number in seven]
    assert labels[2] == labels[3] == [f"{number}." for number in sixteen]


def test_not_one_character_is_lost_on_the_way_to_the_database(
    drafts: list[Revision], seed: Path
) -> None:
    cleaned = clean(seed.read_text("utf-8")).text
    outlines = [draft.outline() for draft in drafts]
    # The guide has no title of its own; the one proposed for it repeats its first heading.
    saved = words("".join(map(joined, outlines))).replace(words(outlines[0].title), "", 1)
    assert saved == words(cleaned)


def test_near_duplicates_are_reported_to_each_other(cast: Cast, seed: Path) -> None:
    advised = importing.advise(reading_of(seed), cast.neighbour)
    assert [(first, second) for first, second, _share in near_pairs(reading_of(seed))] == [
        (2, 3),
        (4, 5),
    ]
    assert [len(advice.sentences) for advice in advised] == [0, 1, 1, 1, 1]


def test_post_is_proposed_as_department_and_role(cast: Cast, seed: Path) -> None:
    found = importing.advise(reading_of(seed), cast.neighbour)[1].proposal
    assert (found.department_name, found.role_name) == ("營運部", "客戶服務專員")
    assert found.department == Department.objects.get(code="OPS")
    assert found.role == Role.objects.get(code="CS-01")
    assert found.issuing_department == cast.operations
    assert found.category is not None
    assert found.category.slug == "duties"


def test_readings_are_removed_only_where_they_are_readings(
    cast: Cast, seed: Path, drafts: list[Revision]
) -> None:
    text = "".join(joined(draft.outline()) for draft in drafts)
    assert "規(guī)" not in text
    assert "(或她)" in text
    removed = reading_of(seed).found[0].removed
    assert ("(guī)", "4, 7, 8, 13, 23, 25") in removed
