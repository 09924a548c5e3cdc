"""Making a published revision findable, and no longer."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from policies.models import Policy, Revision, SearchEntry
from policies.nearness.marking import keep_marks, sweep_marks
from policies.text import searchtext
from policies.text.anchors import CLOSING, INTRODUCTION
from policies.text.markup import to_text
from policies.text.numbering import read_label
from policies.text.outline import Clause, Heading, Outline
from policies.text.sounds import sound_keys
from policies.text.wording import wording


def index(revision: Revision, outline: Outline) -> None:
    """Makes a published revision findable: one row for each part of it, in one statement, and
    in another the marks by which its clauses are found near to others."""
    dates: dict[str, Any] = {
        "effective_from": revision.effective_from,
        "effective_until": revision.effective_until,
    }
    entries = SearchEntry.objects.bulk_create(
        SearchEntry(
            revision=revision,
            policy_id=revision.policy_id,
            **dates,
            **row,
        )
        for row in _rows(revision, outline)
    )
    clauses = {clause.anchor for clause in outline.all_clauses() if not clause.deleted}
    keep_marks(entry for entry in entries if entry.anchor in clauses)


def begin(revision: Revision, on: dt.date) -> None:
    """The revision takes effect on another day than it was indexed for."""
    SearchEntry.objects.filter(revision=revision).update(effective_from=on)


def remove(revision: Revision) -> None:
    """The revision never takes effect: nothing of it is found."""
    SearchEntry.objects.filter(revision=revision).delete()
    sweep_marks()


def recode(policy: Policy) -> None:
    """The policy has another code: its titles are found by that, and by those it had."""
    former = [(code, "A") for code in policy.former_codes.values_list("code", flat=True)]
    for entry in SearchEntry.objects.filter(policy_id=policy.pk, anchor="").only("text"):
        vector = searchtext.tsvector([(policy.code, "A"), *former, (entry.text, "A")])
        SearchEntry.objects.filter(pk=entry.pk).update(vector=vector)


def end(revision: Revision, on: dt.date | None) -> None:
    """The revision is in force no longer from ``on``; None: it has no end again."""
    SearchEntry.objects.filter(revision=revision).update(effective_until=on)


def sweep(on: dt.date) -> int:
    """Removes the rows of revisions superseded by ``on``; how many there were."""
    removed, _each = SearchEntry.objects.filter(effective_until__lte=on).delete()
    sweep_marks()
    return removed


def _rows(revision: Revision, outline: Outline) -> Iterator[dict[str, Any]]:
    """The title with the introduction, each heading with its lead, each clause, the closing."""
    introduction = _plain(outline.background, outline.purpose, outline.scope)
    yield _row("", "", "", title_parts(revision.policy.code, outline.title), outline.title)
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
            yield _row(node.anchor, node.label, above, parts, wording(node))
    if closing := _plain(outline.supplementary):
        yield _row(CLOSING, "", "", [(closing, "C")], closing)


def _row(
    anchor: str, label: str, heading: str, parts: list[tuple[str, str]], text: str
) -> dict[str, Any]:
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


def title_parts(code: str, title: str) -> list[tuple[str, str]]:
    """A policy is found by its code, its title, and how its title sounds."""
    return [(code, "A"), (title, "A"), *((key, "D") for key in sound_keys(title))]


def _label_parts(label: str) -> list[tuple[str, str]]:
    """The label as written, and the key by which 第12條 finds 第十二條."""
    read = read_label(label)
    return [(label, "A"), (article_key(read.key), "A")] if read else [(label, "A")]


def article_key(key: str) -> str:
    """One word no text contains by chance: ``article12x1`` for 第十二條之一."""
    return "article" + re.sub(r"\W", "x", key)


def _plain(*html: str) -> str:
    return "\n".join(filter(None, (to_text(part).strip() for part in html if part)))


def _joined(caption: str, body: str) -> str:
    return f"{caption}\n{body}" if caption else body
