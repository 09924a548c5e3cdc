"""Whatever a verb records has a name for the auditor, and no name is left over."""

import ast
from collections.abc import Iterator
from pathlib import Path

from policies.drafting.restoring import _VERBS
from policies.filing.moving import TRANSITIONS
from regs_portal.audit.searching import deeds

ROOT = Path(__file__).resolve().parents[3]
# Those whose name is put together.
COMPOSED = {
    *_VERBS.values(),
    *(f"policies.filing_{verb}" for verb in TRANSITIONS),
    *(f"policies.{verb}_consultation" for verb in ("abort", "conclude")),
}
# What the database notes by itself.
NOTED = {
    "people.gain_office", "people.lose_office", "people.change_account", "policies.change_step",
}  # fmt: skip
RECORDS = ("record", "record_and_run")  # the verb is the first argument, or the second
OF_THE_DEMO = {"demo.settle"}


def recorded() -> Iterator[str]:
    """The verbs that the sources name in a call of ``record``."""
    for app in ("policies", "acknowledgements", "regs_portal"):
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and called in RECORDS:
                    verb = node.args[RECORDS.index(called)]
                    if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                        yield verb.value


def test_every_deed_has_a_name_and_every_name_a_deed() -> None:
    assert {*recorded(), *COMPOSED, *NOTED} - OF_THE_DEMO == deeds.keys()
