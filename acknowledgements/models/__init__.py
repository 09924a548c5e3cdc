from acknowledgements.models.acknowledgement import Acknowledgement, Means
from acknowledgements.models.assignment import Assignment, AssignmentQuerySet, AudienceAssigned
from acknowledgements.models.tally import DepartmentTally

__all__ = [
    "Acknowledgement",
    "Assignment",
    "AssignmentQuerySet",
    "AudienceAssigned",
    "DepartmentTally",
    "Means",
]
