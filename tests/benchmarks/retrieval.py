"""How well questions find what answers them: ``python -m tests.benchmarks.retrieval DIR``.

DIR is laid out as the BEIR collections are: ``corpus.jsonl``, ``queries.jsonl``, and the judgements
in ``qrels.tsv`` or ``qrels/test.tsv`` (or dev, train). Each document becomes a clause of a policy
in force, indexed as publication indexes it; each query is asked as the search page asks it.
"""

import csv
import html
import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import ground
from tests.benchmarks.measuring import Figure, at_most, percentile, say, table, timed

if TYPE_CHECKING:
    from regs_portal.people.models import Employee

DEEP = 10  # the rank down to which it is measured
DEEPER = 100
CLAUSES_A_POLICY = 500
Judged = Mapping[str, Mapping[str, int]]  # by query and document, how relevant


@dataclass(frozen=True, slots=True)
class Document:
    key: str
    title: str
    label: str
    text: str


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else None
    if folder is None or not (folder / "corpus.jsonl").exists():
        print("usage: python -m tests.benchmarks.retrieval DIR, with DIR/corpus.jsonl in it")
        return 2
    queries, judged = _queries(folder), _judged(folder)
    with ground.database():
        reader, places = _load(list(_documents(folder)))
        asked = [key for key in queries if judged.get(key)]
        found, times = _ask([queries[key] for key in asked], reader, places)
    print(table(_figures(dict(zip(asked, found, strict=True)), judged, times)))
    return 0


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _documents(folder: Path) -> Iterator[Document]:
    for each in _lines(folder / "corpus.jsonl"):
        key = str(each["_id"] if "_id" in each else each["id"])
        title = str(each.get("law") or each.get("title") or "")
        yield Document(key, title, str(each.get("article") or ""), str(each.get("text") or ""))


def _queries(folder: Path) -> dict[str, str]:
    rows = _lines(folder / "queries.jsonl")
    return {
        str(each.get("_id", each.get("query_id", each.get("id")))): str(
            each.get("text") or each.get("query")
        )
        for each in rows
    }


def _judged(folder: Path) -> Judged:
    places = [
        folder / "qrels.tsv",
        *(folder / "qrels" / f"{n}.tsv" for n in "test dev train".split()),
    ]
    path = next((each for each in places if each.exists()), None)
    if path is None:
        raise SystemExit(
            f"There are no judgements in {folder}: {places[0].name}, or qrels/test.tsv."
        )
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 3 and row[2].strip().lstrip("-").isdigit() and int(row[2]) > 0:
                judged[row[0]][row[1]] = int(row[2])
    return judged


def _load(documents: Sequence[Document]) -> tuple["Employee", dict[tuple[str, str], str]]:
    """The corpus in force; who reads it, and by code and anchor which document a clause is."""
    from django.db import connection
    from django.test import override_settings

    from policies import searching

    # Every decision is signed with a password, whose safe keeping is not what is measured.
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with timed() as watch, quick:
        company = ground.people(few=True)
        places: dict[tuple[str, str], str] = {}
        for number, (title, some) in enumerate(_regulations(documents)):
            code = f"R-{number:05}"
            for place, document in enumerate(some):
                places[code, f"d{place:06}"] = document.key
            _index(company, code, title or code, some)
            if number % 50 == 49:
                say(f"{len(places):,} of {len(documents):,}")
        counted = searching.count_terms()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE policies_searchentry")
            cursor.execute("ANALYZE")
    say(f"{len(documents):,} documents indexed, {counted:,} counted: {watch.seconds:.0f} s")
    return company.reader, places


def _regulations(documents: Sequence[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Documents of one title are the clauses of one regulation; of none, in lots."""
    titled: dict[str, list[Document]] = defaultdict(list)
    for each in documents:
        titled[each.title if each.label else ""].append(each)
    for title, some in titled.items():
        for first in range(0, len(some), CLAUSES_A_POLICY):
            yield title, some[first : first + CLAUSES_A_POLICY]


def _index(company: ground.Ground, code: str, title: str, documents: Sequence[Document]) -> None:
    """Indexed as publication does it; the way there is not what is measured."""
    from policies import searching
    from policies.models import SearchEntry
    from policies.text.outline import Clause, Outline

    line = Outline(title[:200], clauses=(Clause("第一條", "<p>從略。</p>"),))
    clauses = tuple(
        Clause(
            (each.label or f"第{place + 1}條")[:40],
            "".join(f"<p>{html.escape(line, False)}</p>" for line in each.text.splitlines()),
            caption="" if each.label else each.title[:200],
            anchor=f"d{place:06}",
        )
        for place, each in enumerate(documents)
    )
    outline = Outline(title[:200], clauses=clauses)
    # What the corpus cites need not be there, and could not be published: its own words are put
    # in the place of a line that is published.
    revision = company.in_force(code, line)
    SearchEntry.objects.filter(revision=revision).delete()
    searching.index(revision, outline)


def _ask(
    queries: Sequence[str], reader: "Employee", places: Mapping[tuple[str, str], str]
) -> tuple[list[list[str]], list[float]]:
    from django.utils import timezone

    from policies import searching

    today = timezone.localdate()
    found, times = [], []
    for query in queries[:5]:  # dictionaries and connections are there before it counts
        searching.answer(query, reader, today)
    for query in queries:
        with timed() as watch:
            answer = searching.answer(query, reader, today, number=DEEPER)
        times.append(watch.seconds * 1000)
        found.append([places[at] for h in answer.hits if (at := (h.code, h.anchor)) in places])
    return found, times


def _figures(
    found: Mapping[str, Sequence[str]], judged: Judged, times: Sequence[float]
) -> list[Figure]:
    def mean(measure: Any) -> float:
        return statistics.fmean(measure(found[key], judged[key]) for key in found)

    return [
        Figure("queries", f"{len(found):,}"),
        _share(f"R@{DEEP}", mean(lambda f, j: _recall(f[:DEEP], j)), 0.5),
        _share(f"nDCG@{DEEP}", mean(lambda f, j: _ndcg(f[:DEEP], j)), 0.4),
        _share(f"recall, R@{DEEPER}", mean(lambda f, j: _recall(f[:DEEPER], j))),
        at_most("a query, median", statistics.median(times), 100, "ms"),
        at_most("a query, p95", percentile(times, 95), 100, "ms"),
    ]


def _share(what: str, value: float, least: float | None = None) -> Figure:
    if least is None:
        return Figure(what, f"{value:.3f}")
    return Figure(what, f"{value:.3f}", f"≥ {least:g}", value >= least)


def _recall(found: Sequence[str], judged: Mapping[str, int]) -> float:
    return len(set(found) & judged.keys()) / len(judged)


def _ndcg(found: Sequence[str], judged: Mapping[str, int]) -> float:
    def gain(grades: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))

    best = sorted(judged.values(), reverse=True)[:DEEP]
    return gain([judged.get(key, 0) for key in found]) / gain(best)


if __name__ == "__main__":
    sys.exit(main())
