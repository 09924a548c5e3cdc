"""``manage.py import_policy FILE``: what a text holds, and drafts made from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from policies import importing
from policies.access import today
from policies.importing import Choice, Found
from policies.importing.fitting import TITLE
from policies.importing.proposing import next_code
from policies.importing.tree import lines, tree_of
from policies.management.files import content_of
from policies.models import Category
from policies.nearness import Nearness, near_clauses
from regs_portal.people.models import Department, Employee


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for, whatever the text suggests."""

    file: Path
    title: str
    category: Category | None
    department: Department | None
    is_only_one: bool


class Command(BaseCommand):
    help = (
        "Prints the regulations found in a text file, with what is doubtful about them. "
        "With --save each becomes a policy with a draft."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="EMPLOYEE_NUMBER", help="who imports; an editor")
        parser.add_argument("--category", metavar="SLUG", help="for all; else it is guessed")
        parser.add_argument("--department", metavar="CODE", help="which issues them")
        parser.add_argument("--title", help="for the only regulation found, or those without")
        parser.add_argument("--save", action="store_true", help="make the drafts")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _employee(options["by"])
        if options["save"] and by is None:
            raise CommandError(_("Say who imports: --by and an employee number."))
        category = _category(options["category"])
        department = _department(options["department"])
        try:
            reading = importing.read(content_of(options["file"]), by)
        except importing.UnreadableError as unreadable:
            raise CommandError(f"{options['file']}: {unreadable}") from unreadable
        only_one = len(reading.found) == 1
        wishes = Wishes(options["file"], options["title"] or "", category, department, only_one)
        choices: list[Choice] = []
        for found in reading.found:
            choices.append(_choice(found, wishes, [choice.code for choice in choices]))
            self._print(found, choices[-1])
            self._print_near(near_clauses(found.outline.all_clauses(), by, today()))
        if options["save"] and by is not None:
            self._save(choices, by)
        else:
            self.stdout.write(_("Nothing was saved. With --save and --by each becomes a draft."))

    def _print(self, found: Found, choice: Choice) -> None:
        document = found.document
        where = _("lines %(first)s to %(last)s") % {
            "first": document.first_line,
            "last": document.last_line,
        }
        self.stdout.write(f"{found.number}. {choice.title} ({where})")
        self.stdout.write(
            "   "
            + _("becomes %(code)s, %(category)s, issued by %(department)s")
            % {
                "code": choice.code,
                "category": choice.category,
                "department": choice.issuing_department,
            }
        )
        if document.proposed_role:
            role = found.proposal.role
            known = role.code if role else _("not known to the portal")
            self.stdout.write(f"   {_('role')}: {document.proposed_role} ({known})")
        if document.proposed_department:
            known = str(found.proposal.department or _("not known to the portal"))
            self.stdout.write(f"   {_('department')}: {document.proposed_department} ({known})")
        for line in lines(tree_of(found.outline, most=1_000_000)):
            self.stdout.write(f"     {line}")
        for remark in found.remarks:
            place = _("line %(line)s") % {"line": remark.line}
            self.stdout.write(f"   ! {place}: {remark.sentence}")
        for sentence in found.near:
            self.stdout.write(f"   = {sentence}")
        for removed, where in found.removed:
            self.stdout.write(f"   - {removed} ({_('lines')} {where})")

    def _print_near(self, nearness: Nearness) -> None:
        """The nearest clause in force of each clause."""
        for each in nearness.near:
            nearest = each.near[0]
            mine = each.clause.label or each.clause.caption
            self.stdout.write(
                f"   ~ {mine}: {nearest.code} {nearest.number} {nearest.label} {nearest.percent} %"
            )
        if nearness.usual:
            usual = _("usual wording that many policies share: %(count)s clauses")
            self.stdout.write(f"   ~ {usual % {'count': len(nearness.usual)}}")
        self.stdout.write("")

    def _save(self, choices: list[Choice], by: Employee) -> None:
        try:
            saved = importing.save(choices, by)
        except importing.ImportRefused as refused:
            raise CommandError(
                _("Nothing was saved. Regulation %(number)s: %(sentence)s")
                % {"number": refused.number, "sentence": refused.sentence}
            ) from refused
        for revision in saved:
            address = reverse("drafting:draft", args=[revision.pk])
            self.stdout.write(f"{revision.policy.code} {revision.title} {address}")


def _choice(found: Found, wishes: Wishes, taken: list[str]) -> Choice:
    """What is proposed for one regulation, unless the command line says otherwise."""
    proposal = found.proposal
    category = wishes.category or proposal.category
    issuing = wishes.department or proposal.issuing_department or Department.objects.first()
    if category is None or issuing is None:
        raise CommandError(
            _("There is no department or no category yet. Add them first, or load the demo.")
        )
    title = found.outline.title
    if wishes.title and (wishes.is_only_one or not title):
        title = wishes.title
    return Choice(
        outline=found.outline,
        title=title[:TITLE] or proposal.title or wishes.file.stem,
        code=next_code(category, issuing, taken),
        category=category,
        level=proposal.level,
        scheme=proposal.scheme,
        issuing_department=issuing,
        number=found.number,
    )


def _employee(number: str | None) -> Employee | None:
    if number is None:
        return None
    employee: Employee | None = (
        Employee.objects.with_group_names()
        .select_related("department", "site")
        .filter(employee_number__iexact=number, is_active=True)
        .first()
    )
    if employee is None:
        raise CommandError(
            _("There is no active employee with the number %(number)s.") % {"number": number}
        )
    return employee


def _category(slug: str | None) -> Category | None:
    if slug is None:
        return None
    try:
        return Category.objects.get(slug=slug)
    except Category.DoesNotExist:
        known = ", ".join(Category.objects.values_list("slug", flat=True))
        raise CommandError(
            _("There is no category %(slug)s. Choose one of: %(known)s.")
            % {"slug": slug, "known": known}
        ) from None


def _department(code: str | None) -> Department | None:
    if code is None:
        return None
    try:
        return Department.objects.get(code=code)
    except Department.DoesNotExist:
        raise CommandError(
            _("There is no department with the code %(code)s.") % {"code": code}
        ) from None
