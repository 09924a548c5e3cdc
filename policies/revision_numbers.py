"""The numbers of revisions: 2.0 is followed by 2.1, and no number ever goes back."""

import re
import unicodedata

from policies.models import Policy
from policies.models.revision import NUMBER
from policies.refusals import Refused
from policies.text.cleaning import one_line

# Room for the years some companies number by; beyond it a finger slipped, and after 9999.9999
# there would be no number left.
HIGHEST_FIRST = 2999
HIGHEST_SECOND = 9999
REFUSALS = frozenset({"revision_number_written", "revision_number_rises"})


def as_kept(number: str) -> str:
    """The number in the figures that addresses are made of: １.２ is 1.2."""
    return unicodedata.normalize("NFKC", one_line(number))


def check(policy: Policy, number: str) -> None:
    """Refuses what is no number, or one that does not lie above all that were published."""
    if not re.fullmatch(NUMBER, number) or _figures(number)[0] > HIGHEST_FIRST:
        raise Refused("revision_number_written")
    published = policy.revisions.filter(published_at__isnull=False).values_list("number", flat=True)
    if _figures(number) <= max(map(_figures, published), default=(-1, 0)):
        raise Refused("revision_number_rises")


def following(policy: Policy, number: str) -> str:
    """The next free number: 2.0 is followed by 2.1."""
    taken = {number, *policy.revisions.values_list("number", flat=True)}
    first, second = _figures(number)
    while (candidate := f"{first}.{second}") in taken:
        first, second = (first, second + 1) if second < HIGHEST_SECOND else (first + 1, 0)
    return candidate


def _figures(number: str) -> tuple[int, int]:
    first, second = number.split(".")
    return int(first), int(second)
