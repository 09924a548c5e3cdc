"""Which revisions are compared."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.comparing.sentences import summary
from policies.models import Revision
from policies.models.outline import outlines
from policies.text.diff import compare
from policies.text.outline import Outline


@dataclass(frozen=True, slots=True)
class Summary:
    """What a revision changes against the one before it, in one sentence, and which that is."""

    before: Revision
    sentence: str


def numbered(revisions: Iterable[Revision], written: str) -> Revision | None:
    """The one of that number, as somebody may have written it into an address: 2.1, v2.1, ２.１."""
    number = unicodedata.normalize("NFKC", written).strip().lower().removeprefix("v")
    return next((revision for revision in revisions if revision.number == number), None)


def older_first(one: Revision, other: Revision) -> tuple[Revision, Revision]:
    """What changed is always told forwards, in whatever order they were named."""
    return (one, other) if one.sequence <= other.sequence else (other, one)


def between(revisions: Sequence[Revision], before: Revision, after: Revision) -> list[Revision]:
    """Those that led from one to the other, the oldest first, the last of them ``after``."""
    led = [each for each in revisions if before.sequence < each.sequence <= after.sequence]
    return sorted(led, key=lambda each: each.sequence)


def texts_of(*revisions: Revision) -> dict[int, Outline]:
    """Their whole texts by their keys; of those listed without the words of their covers, these
    are fetched first, together."""
    keys = [revision.pk for revision in revisions if revision.get_deferred_fields()]
    whole = Revision.objects.in_bulk(keys) if keys else {}
    distinct = {revision.pk: whole.get(revision.pk, revision) for revision in revisions}
    return outlines(list(distinct.values()))


def predecessor(revision: Revision) -> Revision | None:
    """The published revision right before this one: the words it supersedes, or would."""
    return (
        revision.policy.revisions.published()
        .words()
        .filter(sequence__lt=revision.sequence)
        .newest_first()
        .first()
    )


def against_predecessor(revision: Revision, outline: Outline) -> Summary | None:
    """``outline`` is that of the revision, which whoever asks has at hand."""
    before = predecessor(revision)
    if before is None:
        return None
    return Summary(before, summary(compare(before.outline(), outline)))
