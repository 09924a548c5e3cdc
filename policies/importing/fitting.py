"""Making an outline fit the columns it is kept in, without losing a word.

What is too long for a label, a caption or a title was hardly meant as one; it moves into the
text beside it, where it is read in the same place.
"""

from dataclasses import replace

from policies.models import Chapter, Clause, Revision
from policies.text import outline as text
from policies.text.markup import from_text


def _longest(model: type[Chapter] | type[Clause] | type[Revision], name: str) -> int:
    return int(getattr(model._meta.get_field(name), "max_length", 0) or 0)


TITLE = _longest(Revision, "title")
LABEL = _longest(Clause, "label")
CAPTION = _longest(Clause, "caption")
HEADING_LABEL = _longest(Chapter, "label")
HEADING_TITLE = _longest(Chapter, "title")


def fit(outline: text.Outline) -> text.Outline:
    """The outline with every word where it stood, and nothing longer than its column."""
    title, above = outline.title, outline.superscription
    if len(title) > TITLE:
        title, above = "", f"{above}\n{title}".strip("\n")
    return replace(
        outline,
        title=title,
        superscription=above,
        clauses=tuple(map(_fit_clause, outline.clauses)),
        headings=tuple(map(_fit_heading, outline.headings)),
    )


def _fit_heading(heading: text.Heading) -> text.Heading:
    label, title, lead = heading.label, heading.title, heading.lead
    if len(title) > HEADING_TITLE:
        title, lead = "", from_text(title) + lead
    if len(label) > HEADING_LABEL:
        label, title, lead = "", "", from_text(label) + (from_text(title) + lead)
    return replace(
        heading,
        label=label,
        title=title,
        lead=lead,
        clauses=tuple(map(_fit_clause, heading.clauses)),
        headings=tuple(map(_fit_heading, heading.headings)),
    )


def _fit_clause(clause: text.Clause) -> text.Clause:
    label, caption, body = clause.label, clause.caption, clause.body
    if len(caption) > CAPTION:
        caption, body = "", from_text(caption) + body
    if len(label) > LABEL:
        label, caption, body = "", "", from_text(label) + (from_text(caption) + body)
    return replace(clause, label=label, caption=caption, body=body)
