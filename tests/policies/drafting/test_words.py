"""What is too long for a page or a PDF is refused by every verb that writes it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from policies import drafting
from policies.drafting.words import LONGEST
from policies.models import Revision
from policies.refusals import Refused
from policies.text.outline import Clause, Heading, Kind
from tests.cast import Cast, draft_of, leave_outline

LONG = f"<p>{'員' * LONGEST}</p>"
OUTLINE = leave_outline()

WRITING: dict[str, Callable[[Revision, Any], Any]] = {
    "add a clause": lambda draft, by: drafting.add_clause(draft, by, body=LONG),
    "edit a clause": lambda draft, by: drafting.edit_clause(
        draft, draft.clauses.earliest("pk").anchor, 1, by, body=LONG
    ),
    "edit a heading": lambda draft, by: drafting.edit_heading(
        draft, draft.chapters.earliest("pk").anchor, 1, by, lead=LONG
    ),
    "edit the cover": lambda draft, by: drafting.edit_cover(
        draft, draft.lock_version, by, supplementary=LONG
    ),
    "load a clause": lambda draft, by: drafting.load(
        draft, replace(OUTLINE, clauses=(Clause("第九條", LONG),)), by
    ),
    "load a heading": lambda draft, by: drafting.load(
        draft, replace(OUTLINE, headings=(Heading(Kind.CHAPTER, "第九章", "", lead=LONG),)), by
    ),
    "load an introduction": lambda draft, by: drafting.load(
        draft, replace(OUTLINE, purpose=LONG), by
    ),
}


@pytest.mark.parametrize("way", WRITING)
def test_no_way_lets_in_what_is_too_long(cast: Cast, way: str) -> None:
    draft = draft_of(cast)
    before = draft.outline()

    with pytest.raises(Refused) as refused:
        WRITING[way](draft, cast.editor)

    assert refused.value.code == "too_long"
    assert Revision.objects.get(pk=draft.pk).outline() == before


def test_the_clause_is_named(cast: Cast) -> None:
    with pytest.raises(Refused, match="第九條"):
        WRITING["load a clause"](draft_of(cast), cast.editor)


def test_what_just_fits_is_kept(cast: Cast) -> None:
    body = LONG.replace("員", "", 7)
    assert len(body) == LONGEST
    assert drafting.add_clause(draft_of(cast), cast.editor, body=body).body == body
