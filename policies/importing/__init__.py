"""From a file or a paste to drafts: keep the text, look at what was found, save what was chosen.

``given`` takes the text in, ``read`` says what it holds and saves nothing. ``keeping`` holds it
between the steps with what a person corrected and chose. ``save`` and ``revise`` go through the
drafting verbs, so that imported words obey the rules of typed ones.
"""

from policies.importing.advising import Advice, advise
from policies.importing.choosing import Choice, ImportRefused, Revising
from policies.importing.given import Given, given
from policies.importing.mending import mend
from policies.importing.reading import Found, Reading, read, read_kept
from policies.importing.saving import revise, revise_kept, save, save_kept
from policies.importing.sentences import UnreadableError

__all__ = [
    "Advice",
    "Choice",
    "Found",
    "Given",
    "ImportRefused",
    "Reading",
    "Revising",
    "UnreadableError",
    "advise",
    "given",
    "mend",
    "read",
    "read_kept",
    "revise",
    "revise_kept",
    "save",
    "save_kept",
]
