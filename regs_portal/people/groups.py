"""The portal's permission groups: what an employee may do here, apart from the post they hold."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class PortalGroup(StrEnum):
    """Names of the rows in ``auth_group``; a migration creates them.

    Everybody signed in may read and acknowledge what binds them; the other groups add to that.
    """

    EMPLOYEE = "employee"
    EDITOR = "editor"  # drafts, submits and publishes the policies of their department subtree
    LEGAL_REVIEWER = "legal_reviewer"  # decides the legal-basis step
    FAIRNESS_REVIEWER = "fairness_reviewer"  # decides the fairness step
    APPROVER = "approver"  # decides the final-approval step; may publish
    HR = "hr"  # sees who has acknowledged, exports it
    AUDITOR = "auditor"  # reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # keeps people, departments and categories


# The offices that may decide a step of review, and what whoever holds one is called.
REVIEWING = {
    PortalGroup.LEGAL_REVIEWER.value: _("Legal reviewer"),
    PortalGroup.FAIRNESS_REVIEWER.value: _("Fairness reviewer"),
    PortalGroup.APPROVER.value: _("Approver"),
}
