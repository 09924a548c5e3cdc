"""Writing a draft: the verbs that start, load, edit, arrange and remove.

They are the only writers of a draft's text, for the screen, the import and the command line alike.
Every one takes ``by``, checks that this employee may write in this draft, leaves history and an
audit event, and raises ``Refused`` with a sentence when a rule says no.
"""

from policies.drafting.arranging import (
    add_clause,
    add_heading,
    remove_clause,
    remove_heading,
)
from policies.drafting.dividing import merge_clauses, split_clause
from policies.drafting.editing import Conflict, bind_clause, edit_clause, edit_cover, edit_heading
from policies.drafting.enclosing import (
    add_basis,
    attach,
    edit_basis,
    enclose,
    retitle_attachment,
    take_out,
)
from policies.drafting.facts import audience_seen, edit_policy, facts_seen, set_audience
from policies.drafting.moving import move_clause, move_heading
from policies.drafting.recoding import change_code
from policies.drafting.reconciling import both_changes, last_saved
from policies.drafting.referring import insert_reference, reword_references
from policies.drafting.removing import former_heading
from policies.drafting.renumbering import citing_elsewhere, preview_of, renumber
from policies.drafting.repealing import reword_repeal, start_repeal
from policies.drafting.restoring import earlier_words, restore
from policies.drafting.starting import load, start_policy, start_revision
from policies.models.drafted import COVER_PARTS

__all__ = [
    "COVER_PARTS",
    "Conflict",
    "add_basis",
    "add_clause",
    "add_heading",
    "attach",
    "audience_seen",
    "bind_clause",
    "both_changes",
    "change_code",
    "citing_elsewhere",
    "earlier_words",
    "edit_basis",
    "edit_clause",
    "edit_cover",
    "edit_heading",
    "edit_policy",
    "enclose",
    "facts_seen",
    "former_heading",
    "insert_reference",
    "last_saved",
    "load",
    "merge_clauses",
    "move_clause",
    "move_heading",
    "preview_of",
    "remove_clause",
    "remove_heading",
    "renumber",
    "restore",
    "retitle_attachment",
    "reword_references",
    "reword_repeal",
    "set_audience",
    "split_clause",
    "start_policy",
    "start_repeal",
    "start_revision",
    "take_out",
]
