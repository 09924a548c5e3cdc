"""The work rules of the demonstration company, filed with the authority and posted."""

import datetime as dt

from policies.filing import heads, making, moving, posting
from policies.models import Revision
from policies.models.work_rules import Head
from regs_portal.demo.described import RevisionFacts
from regs_portal.demo.writers import Writers, moment


def file(revision: Revision, facts: RevisionFacts, writers: Writers, today: dt.date) -> None:
    """The filings of a published work rule, as far along their way as described; those that are
    not described are to be sent."""
    author = writers[facts.author]
    anchors = dict(revision.clauses.values_list("label", "anchor"))
    if facts.heads:
        pairs = [
            (anchors[label], Head(head)) for head, all_ in facts.heads.items() for label in all_
        ]
        heads.cover(revision.policy, pairs, author, moment(today, facts.started_days, 17))
    for filing in making.make_for(revision, revision.published_at):
        for move in facts.filing["moves"] if facts.filing else ():
            until = move.get("until_days")
            moving.move(
                filing,
                move["verb"],
                author,
                today - dt.timedelta(days=move["days"]),
                number=move.get("number", ""),
                words=move.get("words", ""),
                until=None if until is None else today - dt.timedelta(days=until),
                authority=move.get("authority", ""),
                at=moment(today, move["days"], 16),
            )
        if facts.filing and (posted := facts.filing.get("posted")) and filing.site:
            posting.post(
                filing,
                filing.site,
                posted["place"],
                today - dt.timedelta(days=posted["days"]),
                author,
                at=moment(today, posted["days"], 16, seed=1),
            )
