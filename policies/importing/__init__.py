"""From a file or a paste to drafts: read, look at what was found, then save what was chosen.

``read`` saves nothing; it may be called as often as a preview is drawn. ``save`` goes through the
drafting verbs, so that imported words obey the rules of typed ones.
"""

from policies.importing.choosing import Choice, ImportRefused
from policies.importing.reading import Found, Reading, read
from policies.importing.saving import save
from policies.importing.sentences import UnreadableError

__all__ = ["Choice", "Found", "ImportRefused", "Reading", "UnreadableError", "read", "save"]
