from regs_portal.people.models.department import Department
from regs_portal.people.models.employee import Employee
from regs_portal.people.models.leave import Leave
from regs_portal.people.models.role import Appointment, Role
from regs_portal.people.models.site import Jurisdiction, Site
from regs_portal.people.models.touched import Touched

__all__ = [
    "Appointment",
    "Department",
    "Employee",
    "Jurisdiction",
    "Leave",
    "Role",
    "Site",
    "Touched",
]
