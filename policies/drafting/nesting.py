"""Which heading may stand below which: a part 編 holds chapters 章, a chapter sections 節, and so
on down; levels may be left out, never turned round."""

from django.utils.translation import gettext as _

from policies.models import Chapter
from policies.models.outline import HeadingKind
from policies.refusals import Refused
from policies.text.outline import Kind

MISPLACED = "misplaced"


def check_below(kind: Kind, above: Chapter | None) -> None:
    """Refuses a heading of that kind below ``above``; below none, every kind may stand."""
    if above is not None and kind.depth <= Kind(above.kind).depth:
        raise Refused(
            MISPLACED,
            _("“%(kind)s” cannot stand below “%(above)s”. Choose another place, or another kind.")
            % {"kind": HeadingKind(kind).label, "above": HeadingKind(above.kind).label},
        )


def check_above(chapter: Chapter, kind: Kind) -> None:
    """Refuses to make the heading one of that kind above what stands below it."""
    for below in chapter.children.order_by("position"):
        check_below(Kind(below.kind), Chapter(kind=kind.value))


def kind_below(kind: Kind) -> Kind | None:
    """What the next heading below one of that kind usually is; None below the innermost."""
    kinds = list(Kind)
    return kinds[kind.depth + 1] if kind.depth + 1 < len(kinds) else None
