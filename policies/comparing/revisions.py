"""Which revisions are compared."""

from dataclasses import dataclass

from policies.comparing.sentences import summary
from policies.models import Policy, Revision
from policies.text.diff import compare
from policies.text.outline import Outline


@dataclass(frozen=True, slots=True)
class Summary:
    """What a revision changes, in one sentence, and the revision it changes."""

    before: Revision
    sentence: str


def versions(policy: Policy) -> list[Revision]:
    """The published revisions to choose from, newest first, without the words of their covers."""
    words = ("superscription", "background", "purpose", "scope", "supplementary")
    return list(policy.revisions.published().words().newest_first().defer(*words))


def numbered(policy: Policy, number: str) -> Revision | None:
    """The published revision of that number."""
    revision = policy.revisions.published().words().filter(number=number).first()
    if revision is not None:
        revision.policy = policy
    return revision


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
