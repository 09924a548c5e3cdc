"""Clauses near to those of an import: found among 100,000 in force, held against all of them.

The texts are written with a wide vocabulary (``varied``). What should be found is what comparing
with every clause finds; what was planted is a clause in force with a share of its words replaced,
every other one in simplified characters.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_least, at_most, say, timing
from tests.benchmarks.varied import VariedWriter

if TYPE_CHECKING:
    from policies.text.likeness import Phrasing
    from policies.text.outline import Clause, Outline

POLICIES, FEWER = 2_000, 200
CLAUSES = 50  # of a policy, the last two as in every other
USUAL = ("本辦法如有未盡事宜，悉依相關法令及公司規定辦理，修正時亦同。", "本辦法自發布日施行。")
IMPORTED = 60  # clauses, of which
PLANTED = 40
REWORDED = (0.1, 0.2, 0.3)
IMPORTS = 5  # for each share
TIMES = 15


def measure(ground: Ground) -> list[Figure]:
    company = Company(ground)
    company.publish(FEWER)
    imported = company.imports(0.2)
    few = _milliseconds(company, imported[0])
    company.publish(POLICIES - FEWER)
    say("compared with all clauses in force")
    figures = [figure for share in REWORDED for figure in _recall(company, share)]
    many, one = _milliseconds(company, imported[0]), _milliseconds(company, imported[0][:1])
    what = f"near clauses, import of {IMPORTED} among {POLICIES * CLAUSES:,}"
    return [
        *figures,
        at_most(what, statistics.median(many) / 1000, 1, "s"),
        Figure("  slowest", f"{max(many) / 1000:,.2f} s"),
        Figure(
            f"  among {POLICIES * CLAUSES:,} ÷ among {FEWER * CLAUSES:,}",
            f"{statistics.median(many) / statistics.median(few):,.2f}",
        ),
        at_most("near clauses of one clause", statistics.median(one), 100, "ms"),
        Figure("marks of the clauses in force", _size()),
    ]


class Company:
    """Policies in force as search knows them, and what they say."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.writer = ground, VariedWriter()
        self.said: list[list[str]] = []
        self.codes: dict[str, None] = {}

    def publish(self, policies: int) -> None:
        """Indexed as publishing does it; the road to publication is measured elsewhere."""
        from django.db import connection, transaction
        from django.utils import timezone

        from policies import searching
        from policies.models import Category, Policy, Revision

        now, author = timezone.now(), self.ground.author
        facts: dict[str, Any] = {
            "category": Category.objects.earliest("position"), "owner": author, "created_at": now,
            "issuing_department": self.ground.department,
        }  # fmt: skip
        codes = [f"VARIED-{len(self.codes) + number:04}" for number in range(policies)]
        made = Policy.objects.bulk_create(Policy(code=code, **facts) for code in codes)
        revisions = Revision.objects.bulk_create(
            Revision(
                policy=policy, sequence=1, number="1.0", title=f"規章 {policy.code}",
                issuing_unit="總公司", created_by=author, created_at=now,
            )
            for policy in made
        )  # fmt: skip
        self.codes |= dict.fromkeys(codes)
        with transaction.atomic():
            for revision in revisions:
                revision.effective_from = timezone.localdate(now)
                searching.index(revision, self._outline(revision.title))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _outline(self, title: str) -> "Outline":
        from policies.text.outline import Outline

        said = [self.writer.clause() for _ in range(CLAUSES - len(USUAL))]
        bodies = [*map("".join, said), *USUAL]
        clauses = [_clause(body, f"{len(self.said) + n:012}") for n, body in enumerate(bodies)]
        self.said += [*said, *([text] for text in USUAL)]
        return Outline(title, clauses=tuple(clauses))

    def imports(self, share: float) -> list[list["Clause"]]:
        """Regulations of ``IMPORTED`` clauses, ``PLANTED`` of them reworded from those in force."""
        return [list(self._imported(share)) for _ in range(IMPORTS)]

    def _imported(self, share: float) -> Iterator["Clause"]:
        writer = self.writer
        for number in range(PLANTED):
            words = writer.dice.choice([each for each in writer.dice.choices(self.said, k=9)
                                        if len(each) > 1])  # fmt: skip
            text = "".join(writer.reworded(words, share))
            yield _clause(writer.simplified(text) if number % 2 else text)
        for _ in range(IMPORTED - PLANTED - len(USUAL)):
            yield _clause("".join(writer.clause()))
        yield from map(_clause, USUAL)


def _clause(text: str, anchor: str = "") -> "Clause":
    from policies.text.outline import Clause

    return Clause("", f"<p>{text}</p>", anchor=anchor)


def _recall(company: Company, share: float) -> list[Figure]:
    """Every clause in force that is near, and which of them were shown or would have been."""
    from policies.access import today
    from policies.nearness import finding
    from policies.text.likeness import Phrasing
    from policies.text.wording import wording

    everything = _Everything(company)
    wanted = found = shown = clauses = answered = 0
    for imported in company.imports(share):
        nearness = finding.near_clauses(imported, company.ground.reader, today())
        near = {id(each.clause): each for each in (*nearness.near, *nearness.usual)}
        for clause in imported[: IMPORTED - len(USUAL)]:
            expected = everything.near_to(Phrasing.of(wording(clause)))
            answer = near.get(id(clause))
            shown_near = answer.near if answer else ()
            anchors = {each.anchor for each in shown_near if each.code in company.codes}
            most = min(len(expected), finding.SHOWN)
            wanted, found = wanted + most, found + min(len(anchors & expected), most)
            shown += len(anchors - expected)
            clauses, answered = clauses + bool(expected), answered + bool(anchors & expected)
    return [
        at_least(f"near clauses found, words replaced {share:.0%}", found / wanted, 0.95),
        Figure("  of so many, and shown though not near", f"{wanted}, {shown}"),
        Figure("  clauses with any: found ÷ all", f"{answered} ÷ {clauses}"),
    ]


class _Everything:
    """Every clause in force, compared one by one (those without a pair in common left out)."""

    known: dict[str, "Phrasing"] = {}
    holding: dict[tuple[str, ...], list[str]] = defaultdict(list)

    def __init__(self, company: Company) -> None:
        from policies.text.likeness import Phrasing

        for number in range(len(self.known), len(company.said)):
            anchor = f"{number:012}"
            phrasing = self.known[anchor] = Phrasing.of("".join(company.said[number]))
            for pair in phrasing.pairs:
                self.holding[pair].append(anchor)

    def near_to(self, phrasing: "Phrasing") -> set[str]:
        from policies.text.likeness import NEAR, likeness

        common = Counter(each for pair in phrasing.pairs for each in self.holding.get(pair, ()))
        least = NEAR * len(phrasing.pairs) / 2  # with fewer pairs in common nothing is near
        return {
            anchor
            for anchor, pairs in common.items()
            if pairs >= min(least, 20) and likeness(phrasing, self.known[anchor]).is_near
        }


def _milliseconds(company: Company, imported: Sequence["Clause"]) -> list[float]:
    """The whole answer with every difference, again and again."""
    from policies.access import today
    from policies.nearness import near_clauses

    def answer() -> None:
        nearness = near_clauses(imported, company.ground.reader, today())
        for resemblance in nearness.near:
            for each in resemblance.near:
                assert each.spans

    return [timing(answer).seconds * 1000 for _ in range(TIMES)]


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT count(*), pg_size_pretty(pg_total_relation_size('policies_clausemark'))
            FROM policies_clausemark
        """)
        count, size = cursor.fetchone()
    return f"{count:,} in {size}"
