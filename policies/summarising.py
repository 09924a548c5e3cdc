"""What each published revision changes, in one line for a list, a feed or a letter.

The figures are made once in a worker and kept. Until they are there the line has no figures; the
change note, which somebody wrote, stands beside it either way.
"""

from django.db import models
from django.utils.translation import gettext as _

from policies.comparing import Tally, predecessor, said, tally
from policies.models import ChangeSummary, Revision
from policies.text.diff import compare


def summarise(revision: Revision) -> ChangeSummary | None:
    """Keeps the figures of a published text; None of a repeal, which has none, and of what was
    called off meanwhile."""
    if not without_summary().filter(pk=revision.pk).exists():
        return ChangeSummary.objects.filter(revision=revision).first()
    before = predecessor(revision)
    figures = tally(compare(before.outline(), revision.outline())) if before else None
    made, _is_ours = ChangeSummary.objects.get_or_create(
        revision=revision,
        defaults={"before": before, "figures": figures.as_json() if figures else {}},
    )
    return made


def without_summary() -> "models.QuerySet[Revision]":
    """Published texts whose figures have still to be made, newest first."""
    lacking = Revision.objects.published().words().filter(change_summary=None)
    return lacking.select_related("policy").order_by("-published_at", "-pk")


def line(revision: Revision) -> str:
    """In the language of the moment; empty while the figures are missing. No query where the
    revision was fetched with its ``change_summary``, and a repeal with ``replaced_by``."""
    if revision.is_repeal:
        if revision.replaced_by:
            return _("Repealed; %(code)s takes its place.") % {"code": revision.replaced_by.code}
        return _("Repealed.")
    kept = getattr(revision, "change_summary", None)
    if kept is None:
        return _("Issued for the first time.") if revision.sequence == 1 else ""
    if kept.before_id is None:
        return _("Issued for the first time.")
    return said(Tally.from_json(kept.figures))
