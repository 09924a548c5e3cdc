"""What the deeds recorded in the audit trail are called when an auditor reads of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "acknowledgements.acknowledge": _("Acknowledged a text"),
    "acknowledgements.assign": _("Assigned a text to those it binds"),
    "acknowledgements.end_exemption": _("Ended an exemption from acknowledging"),
    "acknowledgements.exempt": _("Excused somebody from acknowledging"),
    "acknowledgements.export": _("Took figures of acknowledgement away"),
    "acknowledgements.record_sheet": _("Recorded a sheet signed by hand"),
    "acknowledgements.set_terms": _("Set how a policy is acknowledged"),
    "acknowledgements.recount": _("Recounted tallies"),
}
