from acknowledgements.models.acknowledgement import Acknowledgement, Means, Outcome
from acknowledgements.models.assignment import Assignment, AssignmentQuerySet, AudienceAssigned
from acknowledgements.models.exemption import Exemption
from acknowledgements.models.ground import (
    AssignmentChange,
    AssignmentGround,
    ChangeReason,
    Occasion,
)
from acknowledgements.models.paper import PaperSheet
from acknowledgements.models.reconciliation import Reconciliation
from acknowledgements.models.shown import ShownText
from acknowledgements.models.tally import DepartmentTally
from acknowledgements.models.terms import Terms

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
    "Outcome",
    "PaperSheet",
    "Reconciliation",
    "ShownText",
    "Terms",
]
