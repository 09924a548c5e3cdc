"""PDFs of 100 and 500 pages, each made in a process of its own that has made one before."""

import io
import json
import subprocess
import sys

from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_most, peak_megabytes, timed

# Clauses, the pages they fill, seconds of the processor, megabytes of memory and of the file.
SIZES = ((765, 100, 7, 350, 1.5), (3_840, 500, 35, 750, 7.5))


def measure(ground: Ground) -> list[Figure]:
    warm_up = ground.published("BENCH-SHORT", 10)
    figures = []
    for clauses, pages, seconds, memory, size in SIZES:
        long = ground.published(f"BENCH-LONG-{clauses}", clauses)
        said = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.pdf", str(warm_up.pk), str(long.pk)],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        result = json.loads(said.splitlines()[-1])
        figures += [
            Figure(
                f"PDF of {clauses:,} clauses", f"{result['pages']} pages", f"about {pages} pages"
            ),
            at_most("  warm, in this process", result["own"], seconds, "s"),
            Figure("  by the clock", f"{result['seconds']:,.2f} s"),
            at_most("  peak memory of the process", result["megabytes"], memory, "MB"),
            at_most("  size", result["size"] / 1_000_000, size, "MB"),
        ]
    return figures


def _make(warm_up: int, wanted: int) -> dict[str, float]:
    import django

    django.setup()
    from pypdf import PdfReader

    from policies.exports.pdf import make_pdf
    from policies.models import Revision

    revisions = Revision.objects.select_related("policy__category", "policy__issuing_department")
    make_pdf(revisions.get(pk=warm_up))
    revision = revisions.get(pk=wanted)
    with timed() as watch:
        content = make_pdf(revision)
    return {
        "seconds": watch.seconds,
        "own": watch.own,
        "megabytes": peak_megabytes(),
        "size": len(content),
        "pages": len(PdfReader(io.BytesIO(content)).pages),
    }


if __name__ == "__main__":
    print(json.dumps(_make(int(sys.argv[1]), int(sys.argv[2]))))
