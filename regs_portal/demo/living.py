"""What goes on in the demonstration company between revisions: questions, answers, followers and
words that mean the same."""

import datetime as dt

from policies import following, questions
from policies.models import Policy, Revision, SynonymGroup
from policies.searching import synonyms
from policies.text.outline import Outline
from regs_portal.demo import described
from regs_portal.demo.described import QuestionFacts
from regs_portal.demo.writers import Writers, moment

HR = "T0007"


def live(writers: Writers, today: dt.date) -> None:
    """Once, after all policies are there."""
    life = described.living()
    for words in life.synonyms:
        synonyms.keep(words, writers[HR])
    for number, codes in life.follows:
        for policy in Policy.objects.filter(code__in=codes).order_by("code"):
            following.follow(policy, writers[number])
    for position, asked in enumerate(life.questions):
        _ask(asked, writers, today, position)


def is_lived() -> bool:
    return SynonymGroup.objects.exists()


def _ask(asked: QuestionFacts, writers: Writers, today: dt.date, position: int) -> None:
    revision = Revision.objects.in_force(today).filter(policy__code=asked.policy).first()
    if revision is None:
        return
    question = questions.ask(
        revision, _anchor(revision.outline(), asked.place), asked.words, writers[asked.by],
        at=moment(today, asked.days, 10, position),
    )  # fmt: skip
    if asked.answer:
        questions.answer(
            question, asked.answer, writers[asked.answered_by], is_shared=True,
            at=moment(today, asked.answered_days, 14, position),
        )  # fmt: skip


def _anchor(outline: Outline, label: str) -> str:
    return next((clause.anchor for clause in outline.all_clauses() if clause.label == label), "")
