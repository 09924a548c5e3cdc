"""The HTML of a draft as it is kept: sanitised, and no longer than a page and a PDF can bear."""

from django.db import models
from django.utils.translation import gettext as _

from policies.refusals import Refused
from policies.text.markup import sanitise

# Characters with their markup: a hundred pages of paper. Laying out one clause takes time that
# grows with its square, 3 s for this much and a minute and a half for six times as much.
LONGEST = 100_000
TOO_LONG = "too_long"


def as_kept(html: str, name: str) -> str:
    """Sanitised; refuses what is too long, saying so of ``name``."""
    kept = sanitise(html)
    if len(kept) > LONGEST:
        raise Refused(
            TOO_LONG,
            _(
                "“%(name)s” is %(length)s characters long; a clause, or any other part, can have "
                "%(longest)s. Divide it into several. Nothing was saved or lost."
            )
            % {"name": name, "length": f"{len(kept):,}", "longest": f"{LONGEST:,}"},
        )
    return kept


def name_of(row: models.Model, field: str) -> str:
    """What the field is called on the page."""
    return str(getattr(row._meta.get_field(field), "verbose_name", field))
