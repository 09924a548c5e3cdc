"""The shared seed file: from its text to stored drafts."""

from pathlib import Path

from policies.text.parsing import parse
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, timed

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def measure(ground: Ground) -> list[Figure]:
    files = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not files:
        return [Figure("seed import", "no ../shared/seeds on this machine")]
    text = files[0].read_text(encoding="utf-8")
    with timed() as reading:
        documents = parse(text).documents
    with timed() as storing:
        for number, document in enumerate(documents, 1):
            ground.draft(f"SEED-{number:02}", document.outline)
    clauses = sum(len(list(document.outline.all_clauses())) for document in documents)
    return [
        Figure(
            f"seed import, {len(documents)} drafts, {clauses} clauses",
            f"{reading.seconds + storing.seconds:,.2f} s",
        ),
        Figure("  of it reading the text", f"{reading.seconds:,.2f} s"),
    ]
