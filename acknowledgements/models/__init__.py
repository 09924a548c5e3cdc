from acknowledgements.models.acknowledgement import Acknowledgement, Means
from acknowledgements.models.assignment import Assignment, AssignmentQuerySet, AudienceAssigned
from acknowledgements.models.exemption import Exemption
from acknowledgements.models.ground import (
    AssignmentChange,
    AssignmentGround,
    ChangeReason,
    Occasion,
)
from acknowledgements.models.reconciliation import Reconciliation
from acknowledgements.models.tally import DepartmentTally

__all__ = [
    "Acknowledgement",
    "Assignment",
    "AssignmentChange",
    "AssignmentGround",
    "AssignmentQuerySet",
    "AudienceAssigned",
    "ChangeReason",
    "DepartmentTally",
    "Exemption",
    "Means",
    "Occasion",
    "Reconciliation",
]
