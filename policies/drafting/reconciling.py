"""After a conflict: both people's changes as one text, to be looked at and saved by a person."""

from typing import Any

from policies.drafting.editing import PARAGRAPHS, Conflict
from policies.models.drafted import HTML_FIELDS
from policies.text.reconciling import reconcile, reconcile_html


def both_changes(conflict: Conflict, version: int) -> dict[str, Any] | None:
    """The fields that were typed, with what the other person changed in them since ``version``.

    None where both changed the same words, where the words of that version are not known, and
    where nothing would come of it: what is saved now holds all that was typed.
    """
    current, typed = conflict.current, conflict.typed
    base = type(current).history.filter(id=current.pk, lock_version=version)
    base = base.order_by("history_id").last()
    if base is None:
        return None
    merged: dict[str, Any] = {}
    for name, mine in typed.items():
        merged[name] = _merged(name, getattr(base, name), mine, getattr(current, name))
        if merged[name] is None:
            return None
    changes = any(value != getattr(current, name) for name, value in merged.items())
    return merged if changes else None


def last_saved(conflict: Conflict) -> Any:
    """The history row of what is saved now: who, and when."""
    rows = type(conflict.current).history.filter(id=conflict.current.pk)
    return rows.select_related("history_user").order_by("history_id").last()


def _merged(name: str, base: Any, mine: Any, theirs: Any) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if name in HTML_FIELDS:
        return reconcile_html(base, mine, theirs)
    return reconcile(base, mine, theirs) if name in PARAGRAPHS else None
