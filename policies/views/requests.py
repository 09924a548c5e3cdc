"""Who is asking, as the type that the rules know."""

import re

from django.http import HttpRequest

from regs_portal.people.models import Employee


def as_employee(request: HttpRequest) -> Employee:
    """The signed-in employee; every private view has one."""
    assert isinstance(request.user, Employee)  # noqa: S101  (the middleware let nobody else in)
    return request.user


def number_of(typed: str | None) -> int | None:
    """A whole number that somebody may have typed into the address; None for anything else."""
    return int(typed) if typed and re.fullmatch("[0-9]{1,8}", typed) else None
