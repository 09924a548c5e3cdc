"""What the search page answers: what says the words, and where that is little, what comes near."""

import datetime as dt
from dataclasses import dataclass

from policies.searching.finding import Hit, Results, search
from policies.searching.likely import SHOWN, likely
from policies.searching.narrowing import Narrowing
from policies.text.relevance import is_question
from policies.text.searchtext import is_quoted
from regs_portal.people.models import Employee

FEW = 3  # places found, or fewer: what says only some of the words is shown beside them


@dataclass(frozen=True, slots=True)
class Answer:
    """``results`` say all of the words; ``likely`` only some of them, and are shown apart."""

    results: Results
    likely: tuple[Hit, ...] = ()

    @property
    def hits(self) -> list[Hit]:
        """All, in the order of the page."""
        return [*self.results.hits, *self.likely]


def answer(
    query: str,
    employee: Employee,
    on: dt.date,
    narrowing: Narrowing | None = None,
    page: int = 1,
    number: int = SHOWN,
) -> Answer:
    """As ``search``; a question, or words that stand together hardly anywhere, are also answered
    by what says some of them. Words in quotation marks are meant as they stand."""
    results = search(query, employee, on, page=page, narrowing=narrowing)
    asked = results.asked
    is_enough = results.count > FEW and not is_question(asked.words)
    if is_enough or results.page > 1 or is_quoted(asked.words) or asked.is_code_alone:
        return Answer(results)
    known = {(hit.code, hit.anchor) for hit in results.hits}
    found = likely(asked, employee, on, narrowing, number + len(known))
    others = [hit for hit in found if (hit.code, hit.anchor) not in known]
    return Answer(results, tuple(others[:number]))
