"""Who is asking, as the type that the rules know."""

from django.http import HttpRequest

from regs_portal.people.models import Employee


def as_employee(request: HttpRequest) -> Employee:
    """The signed-in employee; every private view has one."""
    assert isinstance(request.user, Employee)  # noqa: S101  (the middleware let nobody else in)
    return request.user
