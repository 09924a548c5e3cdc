"""What the verifier proves of acknowledgements: that each names the words that were fixed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from regs_portal.audit.attesting import Attested, unattested
from regs_portal.audit.verifying import rows

DEED = Attested(
    "acknowledgements_acknowledgement", "'policies.revision:' || it.revision_id",
    "'acknowledgements.acknowledge'", "it.employee_id", (("digest", "it.digest"),),
    key="it.revision_id || ' / ' || it.employee_id",
)  # fmt: skip

EXEMPTION = Attested(
    "acknowledgements_exemption", "'policies.policy:' || it.policy_id",
    "'acknowledgements.exempt'", "it.granted_by_id",
    (("exemption", "it.id::text"), ("reason", "it.reason"), ("starts_on", "it.starts_on::text")),
)  # fmt: skip

TERMS = Attested(
    "acknowledgements_terms", "'policies.policy:' || it.policy_id",
    "'acknowledgements.set_terms'", payload=(("terms", "it.id::text"),),
)  # fmt: skip
SHEET = Attested(
    "acknowledgements_papersheet", "'policies.revision:' || it.revision_id",
    "'acknowledgements.record_sheet'", payload=(("digest", "it.digest"), ("witness", "it.witness")),
)  # fmt: skip

OTHER_WORDS = """
SELECT evidence.revision_id, evidence.employee_id FROM acknowledgements_acknowledgement AS evidence
JOIN policies_revision AS revision ON revision.id = evidence.revision_id
WHERE evidence.digest <> revision.digest ORDER BY 1, 2
"""

UNPROVEN = """
SELECT owed.revision_id, owed.employee_id FROM acknowledgements_assignment AS owed
LEFT JOIN acknowledgements_acknowledgement AS evidence USING (revision_id, employee_id)
WHERE (owed.settled_on IS NOT NULL) <> (evidence.revision_id IS NOT NULL) ORDER BY 1, 2
"""


def wrong() -> Iterator[str]:
    """A sentence for every acknowledgement that is not as it was given."""
    for revision, employee in rows(OTHER_WORDS):
        yield _("Employee %(employee)s acknowledged other words of revision %(revision)s.") % {
            "employee": employee,
            "revision": revision,
        }
    yield from unattested([DEED, EXEMPTION, TERMS, SHEET])
    for revision, employee in rows(UNPROVEN):
        yield _(
            "What employee %(employee)s owed of revision %(revision)s does not fit the evidence."
        ) % {"employee": employee, "revision": revision}
