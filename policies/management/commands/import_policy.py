"""``manage.py import_policy FILE``: what a text holds, and drafts made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from policies import importing
from policies.access import today
from policies.importing import Advice, Choice, Found, Revising
from policies.importing.carrying import Line, carry, lines, propose
from policies.importing.fitting import TITLE
from policies.importing.proposing import next_code
from policies.importing.tree import tree_in_words, tree_of
from policies.management.files import content_of
from policies.management.named import category_of, department_of, employee_of, policy_of
from policies.models import Category, Policy, Revision
from policies.nearness import Nearness, near_clauses
from policies.text.outline import Clause
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
        "With --save each becomes a policy with a draft, or the only one a revision of --revises."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="EMPLOYEE_NUMBER", help="who imports; an editor")
        parser.add_argument("--category", metavar="SLUG", help="for all; else it is guessed")
        parser.add_argument("--department", metavar="CODE", help="which issues them")
        parser.add_argument("--title", help="for the only regulation found, or those without")
        parser.add_argument("--revises", metavar="CODE", help="the policy it is a revision of")
        parser.add_argument("--save", action="store_true", help="make the drafts")

    def handle(self, *args: Any, **options: Any) -> None:
        by = employee_of(options["by"])
        if options["save"] and by is None:
            raise CommandError(_("Say who imports: --by and an employee number."))
        category = category_of(options["category"])
        department = department_of(options["department"])
        policy = policy_of(options["revises"])
        try:
            what = importing.given(content_of(options["file"]))
            reading = importing.read(what.text, what.warnings)
        except importing.UnreadableError as unreadable:
            raise CommandError(f"{options['file']}: {unreadable}") from unreadable
        only_one = len(reading.found) == 1
        wishes = Wishes(options["file"], options["title"] or "", category, department, only_one)
        saving = by if options["save"] else None
        if policy is not None:
            self._revise(reading.found, policy, wishes, saving)
        else:
            self._start(importing.advise(reading, by), wishes, saving)
        if saving is None:
            self.stdout.write(_("Nothing was saved. With --save and --by each becomes a draft."))

    def _start(self, advised: list[Advice], wishes: Wishes, by: Employee | None) -> None:
        choices: list[Choice] = []
        for advice in advised:
            choices.append(_choice(advice, wishes, [choice.code for choice in choices]))
            self._print_choice(advice, choices[-1])
            self._print_near(near_clauses(advice.found.outline.all_clauses(), by, today()))
        if by is not None:
            self._told(lambda: importing.save(choices, by))

    def _revise(
        self, found: list[Found], policy: Policy, wishes: Wishes, by: Employee | None
    ) -> None:
        base = policy.newest_words()
        if base is None:
            raise CommandError(_("This policy has no text yet to revise."))
        if len(found) > 1:
            raise CommandError(
                _("The file holds %(count)s regulations; a revision is made of one.")
                % {"count": len(found)}
            )
        revising = self._aligned(found[0], policy, base, wishes.title)
        if by is not None:
            self._told(lambda: [importing.revise(revising, by)])

    def _aligned(self, found: Found, policy: Policy, base: Revision, title: str) -> Revising:
        """Prints which clause is which; the revision as it would be saved."""
        before, imported = base.outline(), found.outline
        pairing = propose(before, imported)
        title = (title or imported.title)[:TITLE] or base.title
        self._print_head(found, title)
        words = _("becomes a revision of %(code)s, based on %(number)s")
        self.stdout.write("   " + words % {"code": policy.code, "number": base.number})
        for line in lines(before, imported, pairing):
            self.stdout.write(f"     {_in_words(line)}")
        self._print_remarks(found)
        self.stdout.write("")
        return Revising(
            carry(before, imported, pairing), title, policy, base, found.number,
            is_exact=found.is_exact,
        )  # fmt: skip

    def _print_head(self, found: Found, title: str) -> None:
        document = found.document
        where = _("lines %(first)s to %(last)s") % {
            "first": document.first_line,
            "last": document.last_line,
        }
        self.stdout.write(f"{found.number}. {title} ({where})")

    def _print_choice(self, advice: Advice, choice: Choice) -> None:
        found, proposal = advice.found, advice.proposal
        self._print_head(found, choice.title)
        self.stdout.write(
            "   "
            + _("becomes %(code)s, %(category)s, issued by %(department)s")
            % {
                "code": choice.code,
                "category": choice.category,
                "department": choice.issuing_department,
            }
        )
        if proposal.role_name:
            known = proposal.role.code if proposal.role else _("not known to the portal")
            self.stdout.write(f"   {_('role')}: {proposal.role_name} ({known})")
        if proposal.department_name:
            known = str(proposal.department or _("not known to the portal"))
            self.stdout.write(f"   {_('department')}: {proposal.department_name} ({known})")
        for line in tree_in_words(tree_of(found.document)):
            self.stdout.write(f"     {line}")
        for sentence in advice.sentences:
            self.stdout.write(f"   = {sentence}")
        self._print_remarks(found)

    def _print_remarks(self, found: Found) -> None:
        for remark in found.remarks:
            place = _("line %(line)s") % {"line": remark.line}
            self.stdout.write(f"   ! {place}: {remark.sentence}")
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

    def _told(self, save: Callable[[], list[Revision]]) -> None:
        """Saves, and prints where the drafts are."""
        try:
            saved = save()
        except importing.ImportRefused as refused:
            raise CommandError(
                _("Nothing was saved. Regulation %(number)s: %(sentence)s")
                % {"number": refused.number, "sentence": refused.sentence}
            ) from refused
        for revision in saved:
            address = reverse("drafting:draft", args=[revision.pk])
            self.stdout.write(f"{revision.policy.code} {revision.title} {address}")


def _in_words(line: Line) -> str:
    """第四條 → 第五條 (renumbered)"""
    if line.is_new:
        told = [_("new")]
    elif line.is_gone:
        told = [_("no longer there")]
    else:
        told = [_("reworded")] * line.is_reworded + [_("renumbered")] * line.is_renumbered
    names = f"{_name(line.before)} → {_name(line.after)}"
    return f"{names} ({', '.join(told) or _('unchanged')})"


def _name(clause: Clause | None) -> str:
    return "–" if clause is None else clause.label or clause.caption or "…"


def _choice(advice: Advice, wishes: Wishes, taken: list[str]) -> Choice:
    """What is proposed for one regulation, unless the command line says otherwise."""
    found, proposal = advice.found, advice.proposal
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
