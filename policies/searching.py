"""Search over the words in force: what is indexed at publication, and how it is asked.

The index holds folded tokens (``policies.text.searchtext``); dates stand in its rows, so that a
scheduled revision is found from its first day on without any job. At most ``CANDIDATES`` rows
are ranked, so that a word found everywhere costs no more than one found often (DESIGN §6).
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policies.models import Revision, SearchEntry
from policies.rendering import CLOSING, INTRODUCTION
from policies.text import searchtext
from policies.text.markup import to_text
from policies.text.numbering import read_label
from policies.text.outline import Clause, Heading, Outline

CANDIDATES = 2_000
COUNTED = 1_000  # more than these are shown as "1,000+"
PER_PAGE = 20
LONGEST_QUERY = 200

_CODE = re.compile(r"(?<![A-Z0-9-])[A-Z]{1,8}[A-Z0-9]*(?:-[A-Z0-9]+)*-?\d+(?![A-Z0-9])")
_ARTICLE = re.compile(r"第\s*\S{1,12}?\s*[條条點点](?:\s*之\s*[0-9一二三四五六七八九十]+)*")
_ARTICLE_ENGLISH = re.compile(
    r"(?:\barticle|\bart\.?|§)\s*(\d{1,4}(?:[-.]\d{1,3})*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query was understood to ask: a policy, an article of it, and words."""

    words: str
    policy: int | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One clause, heading, introduction or title found, with its words marked."""

    code: str
    title: str
    number: str
    anchor: str
    label: str
    heading: str
    title_segments: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]

    @property
    def is_title(self) -> bool:
        return not self.anchor


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. ``count`` is exact up to ``COUNTED``; ``is_more`` says there are more."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    is_more: bool = False
    page: int = 1


def index(revision: Revision, outline: Outline) -> None:
    """Makes a published revision findable: one row for each part of it, in one statement."""
    SearchEntry.objects.bulk_create(
        SearchEntry(
            revision=revision,
            policy_id=revision.policy_id,
            effective_from=revision.effective_from,
            effective_until=revision.effective_until,
            **row,
        )
        for row in _rows(revision, outline)
    )


def end(revision: Revision, on: dt.date) -> None:
    """The revision is in force no longer from ``on``."""
    SearchEntry.objects.filter(revision=revision).update(effective_until=on)


def sweep(on: dt.date) -> int:
    """Removes the rows of revisions superseded by ``on``; how many there were."""
    removed, _each = SearchEntry.objects.filter(effective_until__lte=on).delete()
    return removed


def _rows(revision: Revision, outline: Outline) -> Iterator[dict[str, str]]:
    """The title with the introduction, each heading with its lead, each clause, the closing."""
    introduction = _plain(outline.background, outline.purpose, outline.scope)
    yield _row("", "", "", [(revision.policy.code, "A"), (outline.title, "A")], outline.title)
    if introduction:
        yield _row(INTRODUCTION, "", "", [(introduction, "C")], introduction)
    for path, node in _walk(outline.clauses, outline.headings, ()):
        above = " › ".join(path)
        if isinstance(node, Heading):
            lead = _plain(node.lead)
            parts = [(node.label, "A"), (node.title, "A"), (lead, "C")]
            yield _row(node.anchor, node.label, above, parts, _joined(node.title, lead))
        else:
            body = _plain(node.body)
            parts = [*_label_parts(node.label), (node.caption, "A"), (body, "C")]
            yield _row(node.anchor, node.label, above, parts, _joined(node.caption, body))
    if closing := _plain(outline.supplementary):
        yield _row(CLOSING, "", "", [(closing, "C")], closing)


def _row(
    anchor: str, label: str, heading: str, parts: list[tuple[str, str]], text: str
) -> dict[str, str]:
    return {
        "anchor": anchor,
        "label": label,
        "heading": heading[:500],
        "text": text,
        "vector": searchtext.tsvector(parts),
    }


def _walk(
    clauses: Iterable[Clause], headings: Iterable[Heading], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Heading | Clause]]:
    """Every clause and heading in reading order, with the names of the headings above it."""
    for clause in clauses:
        yield path, clause
    for heading in headings:
        yield path, heading
        below = (*path, f"{heading.label} {heading.title}".strip())
        yield from _walk(heading.clauses, heading.headings, below)


def _label_parts(label: str) -> list[tuple[str, str]]:
    """The label as written, and the key by which 第12條 finds 第十二條."""
    read = read_label(label)
    return [(label, "A"), (_article_key(read.key), "A")] if read else [(label, "A")]


def _article_key(key: str) -> str:
    """One word no text contains by chance: ``article12x1`` for 第十二條之一."""
    return "article" + re.sub(r"\W", "x", key)


def _plain(*html: str) -> str:
    return "\n".join(filter(None, (to_text(part).strip() for part in html if part)))


def _joined(caption: str, body: str) -> str:
    return f"{caption}\n{body}" if caption else body
