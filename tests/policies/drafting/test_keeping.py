"""What is kept of a save along with its event is what django-simple-history keeps by itself."""

from typing import Any

import pytest

from policies.drafting.keeping import saved
from regs_portal.audit.recording import run
from tests.cast import Cast, draft_of

pytestmark = pytest.mark.django_db


def _newest(row: Any) -> dict[str, Any]:
    kept = type(row).history.filter(id=row.pk).latest("history_id")
    said = {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields}
    return {
        name: value for name, value in said.items() if name not in {"history_id", "history_date"}
    }


@pytest.mark.parametrize("what", ["clause", "heading", "cover"])
def test_the_row_kept_is_the_one_the_library_would_keep(cast: Cast, what: str) -> None:
    draft = draft_of(cast)
    row: Any = {
        "clause": draft.clauses.earliest("position"),
        "heading": draft.chapters.earliest("position"),
        "cover": draft,
    }[what]
    row._history_user, row._change_reason = cast.editor, "restored"
    row.lock_version += 1
    row.save()
    expected, rows = _newest(row), type(row).history.count()

    kept = saved(row)
    assert type(row).history.count() == rows
    run(kept)

    assert type(row).history.count() == rows + 1
    assert _newest(row) == expected
    row.save()
    assert type(row).history.count() == rows + 2, "the library keeps the next save by itself"
