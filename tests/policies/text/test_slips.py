"""What a correction may mend, and what it may not."""

import pytest

from policies.text.slips import Beyond, beyond_a_slip

SLIPS = [
    ("員工應於三日前提出申情。", "員工應於三日前提出申請。"),
    ("员工应于三日前提出申情。", "员工应于三日前提出申请。"),
    ("依第十二條規定辦理。", "依第十三條規定辦理。"),
    ("依第三条之一办理。", "依第三条之二办理。"),
    ("Leave is requsted in writing.", "Leave is requested in writing."),
    (
        "See Article 12.1 of this policy for details.",
        "See Article 12.3 of this policy for details.",
    ),
    ("假別", "假別："),
    ("取的主管同意後，始得休假。", "取得主管同意後，始得休假。"),
    ("", ""),
]
MORE = [
    ("員工應於三日前提出申請。", "員工應於七日前提出申請。", Beyond.FIGURE),
    ("罰款500元。", "罰款5,000元。", Beyond.FIGURE),
    ("每日工作８小時。", "每日工作12小時。", Beyond.FIGURE),
    ("自2026/1/1起施行。", "自2026/7/1起施行。", Beyond.FIGURE),
    ("主管得准假。", "主管不得准假。", Beyond.FORCE),
    ("主管应准假。", "主管可准假。", Beyond.FORCE),
    ("Leave may be refused in writing.", "Leave may not be refused in writing.", Beyond.FORCE),
    ("The company shall pay overtime.", "The company may pay overtime.", Beyond.FORCE),
    ("加班費依法給付。", "加班費併入獎金。", Beyond.MUCH),
    ("", "加班費由公司決定。", Beyond.MUCH),
    ("甲" * 5_000, "乙" * 5_000, Beyond.MUCH),
]


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_a_slip(before: str, after: str) -> None:
    assert beyond_a_slip(before, after) is None
    assert beyond_a_slip(after, before) is None


@pytest.mark.parametrize(("before", "after", "why"), MORE)
def test_more_than_a_slip(before: str, after: str, why: Beyond) -> None:
    assert beyond_a_slip(before, after) is why
    assert beyond_a_slip(after, before) is why
