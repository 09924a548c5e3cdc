"""Where an inserted reference leads: a heading or clause, named by its anchor.

An anchor stays from revision to revision, so what points by it survives renumbering.
"""

import re
from dataclasses import dataclass

CODE = r"[A-Z0-9]+(?:-[A-Z0-9]+)*"  # of a policy: HR-003
_ADDRESS = re.compile(rf"(?:/policies/({CODE})/)?#([0-9a-f]{{12}})")


@dataclass(frozen=True, slots=True)
class Pointer:
    """``code`` is that of the other policy; empty for a place in the text it stands in."""

    anchor: str
    code: str = ""

    @property
    def address(self) -> str:
        """What a link to it says: ``#0123456789ab``, ``/policies/HR-003/#0123456789ab``."""
        return f"/policies/{self.code}/#{self.anchor}" if self.code else f"#{self.anchor}"


def read_pointer(address: str) -> Pointer | None:
    """The pointer a link's address is, exactly as ``Pointer.address`` writes it, else None."""
    match = _ADDRESS.fullmatch(address)
    return Pointer(match[2], match[1] or "") if match else None
