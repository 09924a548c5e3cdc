"""Search over the words in force: what is indexed at publication, and how it is asked.

The index holds folded tokens (``policies.text.searchtext``); dates stand in its rows, so that a
scheduled revision is found from its first day on without any job. At most ``CANDIDATES`` rows
are ranked, so that a word found everywhere costs no more than one found often (DESIGN §6).
"""

from policies.searching.answering import Answer, answer
from policies.searching.asking import Asked, understand
from policies.searching.counting import count_terms
from policies.searching.faceting import Facets, facets
from policies.searching.finding import CANDIDATES, COUNTED, PER_PAGE, Hit, Results, search
from policies.searching.indexing import begin, end, index, recode, remove, sweep
from policies.searching.jumping import Place, place_named
from policies.searching.likely import likely
from policies.searching.narrowing import Narrowing, State
from policies.searching.suggesting import Suggestion, suggestions

__all__ = [
    "CANDIDATES",
    "COUNTED",
    "PER_PAGE",
    "Answer",
    "Asked",
    "Facets",
    "Hit",
    "Narrowing",
    "Place",
    "Results",
    "State",
    "Suggestion",
    "answer",
    "begin",
    "count_terms",
    "end",
    "facets",
    "index",
    "likely",
    "place_named",
    "recode",
    "remove",
    "search",
    "suggestions",
    "sweep",
    "understand",
]
