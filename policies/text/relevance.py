"""How likely a text answers a question, when not all of its words need be there.

BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over three readings of
the same Chinese: pairs of characters, words of the dictionary, and single characters. Pairs find
what no dictionary knows, words keep 不給特休 from being 給特 too, and characters bring 離婚 near to
離異. What only asks (嗎, 可不可以, 怎麼辦) is no part of what is asked about.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import rjieba

from .folding import fold
from .searchtext import is_chinese, runs
from .stemming import beginning, stem
from .synonyms import Synonyms, same_words

_PAIR, _WORD, _CHARACTER = 0.5, 0.5, 0.5  # what each reading weighs
_SATURATION = 0.8  # k1: how soon saying it again adds nothing
_LENGTH = 0.75  # b: how far a long text is discounted
_LONGEST_WORD = 64

# Words that ask, in folded form, longer ones first: a rule does not hold them because it answers.
_ASKING = """
可不可以 是不是 能不能 会不会 有没有 要不要 该不该 什么时候 为什么 怎么办 怎么样 怎么 怎样 如何
什么 哪些 哪个 哪里 哪种 是否 能否 可否 应否 有无 可以 应该 请问 想问 吗 呢 啊 吧
"""
_ENGLISH_ASKING = frozenset(
    "a an and are at be by can do does for from how i if in is it may me my of on or our shall "
    "should so that the their there they this to was we what when where which who why will with "
    "would you your".split()
)
_ASKS = re.compile("|".join(_ASKING.split()))
_QUESTION = re.compile(r"[?？吗呢]|" + "|".join(_ASKING.split()[:-4]))


@dataclass(frozen=True, slots=True)
class Commonness:
    """In how many of so many texts each term stands; of a term not counted, in one."""

    texts: int = 1
    mean_length: float = 120.0
    counts: Mapping[str, int] = field(default_factory=dict)

    def weight(self, term: str) -> float:
        """The less, the more texts say it (the idf of BM25, never negative)."""
        count = min(self.counts.get(term, 1), self.texts)
        return math.log(1 + (self.texts - count + 0.5) / (count + 0.5))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about, as terms with how often each is said."""

    pairs: Mapping[str, int]
    words: Mapping[str, int]
    characters: Mapping[str, int]
    latin: Mapping[str, str]  # by its stem, what a word begins with

    @classmethod
    def of(cls, query: str, synonyms: Synonyms = ()) -> "Question":
        """Also in the words that mean the same as some of its own."""
        folded = _ASKS.sub(" ", fold(query)).strip() or fold(query)
        folded = " ".join((folded, *same_words(folded, synonyms)))
        chinese, latin = _apart(folded)
        cut = (word for run in chinese for word in rjieba.cut(run) if len(word) > 1)
        return cls(
            Counter(run[i : i + 2] for run in chinese for i in range(len(run) - 1)),
            Counter(cut),
            Counter("".join(chinese)),
            {stem(word): beginning(word) for word in latin if word not in _ENGLISH_ASKING},
        )

    @property
    def terms(self) -> frozenset[str]:
        """All whose commonness counts."""
        inner = (word[i : i + 2] for word in self.words for i in range(len(word) - 1))
        return frozenset((*self.pairs, *self.characters, *map(stemmed, self.latin), *inner))

    def __bool__(self) -> bool:
        return bool(self.characters or self.latin)


def is_question(query: str) -> bool:
    """Whether the query asks in a sentence rather than naming words to be found."""
    return bool(_QUESTION.search(fold(query)))


def terms_of(text: str) -> set[str]:
    """The terms of a text that are counted: pairs, characters and stems."""
    chinese, latin = _apart(fold(text))
    found = {run[i : i + 2] for run in chinese for i in range(len(run) - 1)}
    found.update(*chinese)
    found.update(stemmed(stem(word)) for word in latin)
    return found


def stemmed(stem: str) -> str:
    """How a stem is counted: apart from pairs of characters."""
    return f"~{stem}"


def relevance(question: Question, folded: str, commonness: Commonness) -> float:
    """How likely the text, given in folded form, answers; 0 when it says nothing of it."""
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * len(folded) / commonness.mean_length)
    score = 0.0
    for share, terms in ((_PAIR, question.pairs), (_CHARACTER, question.characters)):
        for term, said in terms.items():
            if count := folded.count(term):
                score += share * said * commonness.weight(term) * _saturated(count, norm)
    for word, said in question.words.items():
        if count := folded.count(word):
            score += _WORD * said * _weight_of_word(word, commonness) * _saturated(count, norm)
    if question.latin:
        stems = Counter(stem(run) for run in runs(folded) if not is_chinese(run))
        for each in question.latin:
            if count := stems.get(each, 0):
                weight = commonness.weight(stemmed(each)) * (_PAIR + _WORD + _CHARACTER)
                score += weight * _saturated(count, norm)
    return score


def _saturated(count: int, norm: float) -> float:
    return count * (_SATURATION + 1) / (count + norm)


def _weight_of_word(word: str, commonness: Commonness) -> float:
    """That of its rarest pair: a word is no more common than its parts."""
    return max(commonness.weight(word[i : i + 2]) for i in range(len(word) - 1))


def _apart(folded: str) -> tuple[list[str], list[str]]:
    chinese: list[str] = []
    latin: list[str] = []
    for run in runs(folded):
        if is_chinese(run):
            chinese.append(run)
        else:
            latin.append(run[:_LONGEST_WORD])
    return chinese, latin
