"""Policies in force with a clause that others resemble."""

from policies.models import Revision
from policies.text.outline import Clause, Outline
from tests.cast import Cast, published_policy

LEAVE = "員工請假應於三日前填寫請假單，敘明假別與起訖時間，經部門主管核准後送人力資源處備查。"
REWORDED = "同仁請假應於三日前填寫請假單，載明假別與起訖時間，經部門主管同意後送人力資源處備查。"
CARDS = "機房門禁卡遺失時，保管人應立即通報資訊部停用，並於二日內辦理補發。"
IN_FORCE = "本辦法自發布日施行。"


def outline(*bodies: str, title: str = "請假辦法") -> Outline:
    """A regulation of a clause for each body."""
    clauses = (
        Clause(f"第{number}條", f"<p>{body}</p>") for number, body in enumerate(bodies, start=1)
    )
    return Outline(title=title, clauses=tuple(clauses))


def in_force(cast: Cast, code: str, *bodies: str, **facts: object) -> Revision:
    return published_policy(cast, code, outline(*bodies, title=f"規章{code}"), **facts)  # type: ignore[arg-type]
