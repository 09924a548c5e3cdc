"""Who is signed in, in one query with department, site and groups."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from regs_portal.people.models import Employee


class PortalBackend(AuthenticationBackend):
    """allauth's sign-in by employee number or e-mail; loads the employee the way pages need it."""

    def get_user(self, user_id: Any) -> Employee | None:
        employee = (
            Employee.objects.with_group_names()
            .select_related("department", "site")
            .filter(pk=user_id)
            .first()
        )
        return employee if employee and self.user_can_authenticate(employee) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """From the first day to the last: on the day after it the session ends too."""
        return isinstance(user, Employee) and user.is_employed(timezone.localdate())
