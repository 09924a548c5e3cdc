"""What is offered while somebody types."""

import pytest

from policies import searching
from policies.text.sounds import sound_key, sound_keys
from regs_portal.people.models import Employee
from tests.cast import Cast, leave_outline, published_policy
from tests.policies.standing import TODAY


def offered(cast: Cast, typed: str, who: Employee | None = None) -> list[str]:
    found = searching.suggestions(typed, who or cast.employee, TODAY())
    return [each.beside for each in found]


@pytest.fixture
def published(cast: Cast) -> None:
    published_policy(cast, outline=leave_outline(title="加班管理辦法"))
    published_policy(cast, "HR-004", outline=leave_outline(title="銀行往來細則"))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("加班", ["HR-003"]), ("加班管理办法", ["HR-003"]), ("加", ["HR-003"]),
        ("管理", ["HR-003"]),
        ("jbglbf", ["HR-003"]), ("JBGL", ["HR-003"]), ("glbf", ["HR-003"]), ("jiaban", ["HR-003"]),
        ("jia ban", ["HR-003"]), ("yhwl", ["HR-004"]), ("yxwl", ["HR-004"]),
        ("hr-003", ["HR-003"]), ("HR003", ["HR-003"]), ("ＨＲ－００４", ["HR-004"]),
        ("hr", ["HR-003", "HR-004"]), ("客服", []), ("", []), (" ", []), ("\x00", []),
        ("\ud800", []), ("'", []), ("%", []), ("z" * 500, []),
    ],
)  # fmt: skip
def test_policies_by_code_title_and_sound(
    cast: Cast, published: None, typed: str, codes: list[str]
) -> None:
    assert offered(cast, typed) == codes


@pytest.mark.parametrize("typed", ["客戶服務", "客户服务"])
def test_roles_by_name_in_either_script(cast: Cast, typed: str) -> None:
    (role,) = searching.suggestions(typed, cast.employee, TODAY())
    assert (role.kind, role.words) == ("role", "客戶服務專員")
    assert role.address == "/policies/?role=CS-01"


def test_titles_of_others_are_not_offered(cast: Cast) -> None:
    published_policy(cast, classification="restricted", binds_everyone=False)
    for typed in ("出勤", "HR-003", "cqyxj"):
        assert offered(cast, typed, cast.hr) == ["HR-003"], typed
        assert offered(cast, typed, cast.outsider) == [], typed


def test_a_title_is_found_by_its_sound_on_the_page_too(cast: Cast, published: None) -> None:
    (hit,) = searching.answer("jbglbf", cast.employee, TODAY()).sounding
    assert (hit.code, hit.title) == ("HR-003", "加班管理辦法")


def test_sounds_of_a_title() -> None:
    assert {"pinyinjbglbf", "pinyinglbf", "pinyinjiabanguanlibanfa"} <= set(
        sound_keys("加班管理辦法")
    )
    assert sound_keys("ABC 123") == sound_keys("") == []
    assert sound_key("HR-003") is sound_key("a") is sound_key("加班") is None
