"""Which heading may stand below which."""

from itertools import product

import pytest

from policies import drafting
from policies.drafting.nesting import kind_below
from policies.models import Chapter, Revision
from policies.refusals import Refused
from policies.text.outline import Kind
from tests.cast import Cast, draft_of

# Written out by hand: what may stand directly below what.
MAY = {
    Kind.PART: {Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.SUBSUBSECTION},
    Kind.CHAPTER: {Kind.SECTION, Kind.SUBSECTION, Kind.SUBSUBSECTION},
    Kind.SECTION: {Kind.SUBSECTION, Kind.SUBSUBSECTION},
    Kind.SUBSECTION: {Kind.SUBSUBSECTION},
    Kind.SUBSUBSECTION: set(),
}
PAIRS = list(product(Kind, Kind))


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


def add(cast: Cast, draft: Revision, kind: Kind, above: Chapter | None = None) -> Chapter:
    return drafting.add_heading(draft, cast.editor, kind=kind, parent=above.anchor if above else "")


@pytest.mark.parametrize(("above", "below"), PAIRS)
def test_adding_and_moving_keep_the_order(
    cast: Cast, draft: Revision, above: Kind, below: Kind
) -> None:
    outer, other = add(cast, draft, above), add(cast, draft, below)

    def both() -> None:
        add(cast, draft, below, outer)
        drafting.move_heading(draft, other.anchor, cast.editor, parent=outer.anchor)

    if below in MAY[above]:
        both()
        assert outer.children.count() == 2
        return
    for act in (
        lambda: add(cast, draft, below, outer),
        lambda: drafting.move_heading(draft, other.anchor, cast.editor, parent=outer.anchor),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "misplaced"
    assert outer.children.count() == 0


def test_a_heading_changes_its_kind_within_what_stands_around_it(
    cast: Cast, draft: Revision
) -> None:
    part = add(cast, draft, Kind.PART)
    middle = add(cast, draft, Kind.SECTION, part)
    add(cast, draft, Kind.SUBSUBSECTION, middle)
    version = middle.lock_version

    for wrong in (Kind.PART, Kind.SUBSUBSECTION):
        with pytest.raises(Refused) as refused:
            drafting.edit_heading(draft, middle.anchor, version, cast.editor, kind=wrong.value)
        assert refused.value.code == "misplaced"
    for right in (Kind.CHAPTER, Kind.SUBSECTION):
        saved = drafting.edit_heading(draft, middle.anchor, version, cast.editor, kind=right.value)
        assert saved.kind == right
        version = saved.lock_version


def test_no_heading_is_offered_that_could_not_stand_there() -> None:
    for kind in Kind:
        offered = kind_below(kind)
        assert offered in MAY[kind] if MAY[kind] else offered is None
