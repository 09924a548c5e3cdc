"""What the rows of the table share: how texts are compared and how many were right is said."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from policies.text.describing import describe
from policies.text.parsing import parse
from tests.benchmarks.measuring import Figure

SHOWN = 5  # of what went wrong, for each row


def bare(text: str) -> str:
    """Without white space, and with the one colon the sources themselves exchange."""
    return re.sub(r"\s", "", text).replace("︰", "：")


def words(text: str) -> Counter[str]:
    """The characters that are letters, figures or ideographs, counted: no signs of Markdown."""
    return Counter(character for character in text if character.isalnum())


def described(text: str) -> dict[str, Any]:
    """What ``manage.py outline --json`` prints, with the label a doubt is about as its message."""
    return describe(parse(text), lambda warning: str(warning.message_data.get("after", "")))


def all_text(described: dict[str, Any]) -> str:
    """Every word of every document, in no particular order."""
    return "".join(_strings(described["documents"]))


def _strings(documents: list[dict[str, Any]]) -> Iterator[str]:
    for document in documents:
        yield from (document["title"], document["introduction"], document["supplementary"])
        for heading in document["headings"]:
            yield from (heading["label"], heading["title"], heading["lead"])
        for clause in document["clauses"]:
            yield from (clause["label"], clause["caption"], clause["text"])


@dataclass(slots=True)
class Score:
    """How many of one kind of thing were right, and the first that were not."""

    what: str
    needed: float = 1.0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, is_right: bool) -> None:
        if is_right:
            self.right += 1
        else:
            self.wrong.append(name)

    def figure(self) -> Figure:
        total = self.right + len(self.wrong)
        for name in self.wrong[:SHOWN]:
            sys.stderr.write(f"    not right: {self.what}: {name}\n")
        share = f" ({self.right / total:.2%})" if total else ""
        target = "all" if self.needed == 1 else f"≥ {self.needed:.1%}"
        holds = total > 0 and self.right >= self.needed * total
        return Figure(self.what, f"{self.right:,} of {total:,}{share}", target, holds)


def figures(scores: Iterable[Score]) -> list[Figure]:
    return [score.figure() for score in scores]
