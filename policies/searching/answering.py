"""What the search page answers: what says the words, and where that is little, what comes near."""

import datetime as dt
from dataclasses import dataclass

from policies.searching.finding import Hit, Results, search
from policies.searching.likely import SHOWN, likely
from policies.searching.narrowing import Narrowing
from policies.searching.sounding import titles_that_sound
from policies.searching.synonyms import as_written, in_use
from policies.text.folding import fold
from policies.text.relevance import is_question
from policies.text.searchtext import is_quoted
from policies.text.synonyms import Synonyms, same_words
from regs_portal.people.models import Employee

FEW = 3  # places found, or fewer: what says only some of the words is shown beside them


@dataclass(frozen=True, slots=True)
class Answer:
    """``results`` say all of the words, or ``also``, which mean the same; ``likely`` say only some
    of them, ``sounding`` are titles that sound as it was typed. These are shown apart."""

    results: Results
    likely: tuple[Hit, ...] = ()
    sounding: tuple[Hit, ...] = ()
    also: tuple[str, ...] = ()
    synonyms: Synonyms = ()

    @property
    def hits(self) -> list[Hit]:
        """All, in the order of the page."""
        return [*self.results.hits, *self.sounding, *self.likely]


def answer(
    query: str,
    employee: Employee,
    on: dt.date,
    narrowing: Narrowing | None = None,
    page: int = 1,
    number: int = SHOWN,
) -> Answer:
    """As ``search``, with the words that mean the same; a question, or words that stand together
    hardly anywhere, are also answered by what says some of them. Words in quotation marks are
    meant as they stand."""
    synonyms: Synonyms = () if is_quoted(query) else in_use()
    results = search(query, employee, on, page=page, narrowing=narrowing, synonyms=synonyms)
    asked = results.asked
    also = as_written(same_words(fold(asked.words), synonyms))
    is_enough = results.count > FEW and not is_question(asked.words)
    if is_enough or results.page > 1 or is_quoted(query) or asked.is_code_alone:
        return Answer(results, also=also, synonyms=synonyms)
    sounding = titles_that_sound(asked, employee, on, narrowing) if not results.count else []
    known = {(hit.code, hit.anchor) for hit in (*results.hits, *sounding)}
    found = likely(asked, employee, on, narrowing, number + len(known), synonyms)
    others = [hit for hit in found if (hit.code, hit.anchor) not in known]
    return Answer(results, tuple(others[:number]), tuple(sounding), also, synonyms)
