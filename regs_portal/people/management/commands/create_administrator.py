"""The first person of a new portal, who lets everybody else in.

Asks for what is missing; the password also comes from REGS_PORTAL_ADMIN_PASSWORD, never from an
argument, because arguments are seen by everybody on the machine.
"""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regs_portal.audit.recording import record
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Department, Employee, Jurisdiction, Site

PASSWORD_VARIABLE = "REGS_PORTAL_ADMIN_PASSWORD"  # noqa: S105  (a name, not a password)


class Command(BaseCommand):
    help = "Creates an administrator, and the department and site to begin with if there are none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--number", help="employee number, with which they sign in")
        parser.add_argument("--name", help="the person's name")
        parser.add_argument("--email", default="")
        parser.add_argument("--department", default="HQ", help="code; created when unknown")
        parser.add_argument("--site", default="HQ", help="code; created when unknown")
        parser.add_argument(
            "--jurisdiction",
            default=Jurisdiction.TAIWAN,
            choices=Jurisdiction.values,
            help="whose labour law applies at a site that is created",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"] or self._asked(_("Employee number: "), "--number")
        name = options["name"] or self._asked(_("Name: "), "--name")
        if Employee.objects.filter(employee_number__iexact=number).exists():
            raise CommandError(
                _(
                    "There is already an employee %(number)s. Nothing was changed; "
                    "another administrator can give them the group in the administration."
                )
                % {"number": number}
            )
        with transaction.atomic():
            administrator = Employee(
                employee_number=number,
                name=name,
                email=options["email"],
                department=self._department(options["department"]),
                site=self._site(options["site"], options["jurisdiction"]),
                hired_on=timezone.localdate(),
            )
            administrator.set_password(self._password(administrator))
            self._check(administrator)
            administrator.save()
            administrator.groups.set(
                Group.objects.filter(name__in=[PortalGroup.EMPLOYEE, PortalGroup.ADMINISTRATOR])
            )
            record("people.create_administrator", administrator, None, number=number)
        self.stdout.write(
            _("%(name)s (%(number)s) is an administrator and can sign in.")
            % {"name": name, "number": number}
        )

    def _asked(self, question: str, option: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(
                _("%(option)s is missing, and there is nobody to ask.") % {"option": option}
            )
        answer = input(question).strip()
        if not answer:
            raise CommandError(_("%(option)s is needed. Nothing was changed.") % {"option": option})
        return answer

    def _password(self, administrator: Employee) -> str:
        password = os.environ.get(PASSWORD_VARIABLE, "")
        if not password:
            if not sys.stdin.isatty():
                raise CommandError(
                    _("Set %(variable)s: there is nobody to ask.") % {"variable": PASSWORD_VARIABLE}
                )
            password = getpass.getpass(_("Password: "))
            if getpass.getpass(_("Password again: ")) != password:
                raise CommandError(_("The two passwords differ. Nothing was changed."))
        try:
            validate_password(password, administrator)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

    def _check(self, administrator: Employee) -> None:
        try:
            administrator.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _department(self, code: str) -> Department:
        department, _created = Department.objects.get_or_create(code=code, defaults={"name": code})
        return department

    def _site(self, code: str, jurisdiction: str) -> Site:
        site, _created = Site.objects.get_or_create(
            code=code, defaults={"name": code, "jurisdiction": jurisdiction}
        )
        return site
