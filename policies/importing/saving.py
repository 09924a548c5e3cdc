"""Saving what was chosen: a policy with its first draft, or a new revision of one there is."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from policies import drafting
from policies.importing.choosing import Choice, ImportRefused, Revising
from policies.importing.fitting import fit
from policies.importing.keeping import locked
from policies.models import AudienceRule, ImportedRevision, ImportSource, Revision
from policies.models.audience import RuleKind
from policies.refusals import Refused, named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Role


def save(choices: Sequence[Choice], by: Employee) -> list[Revision]:
    """Starts a policy with its draft for each choice, in one transaction.

    Raises ImportRefused, naming the regulation, when a rule refuses one; then none is saved.
    """
    with transaction.atomic():
        return [_save(choice, by) for choice in choices]


def save_kept(source: ImportSource, choices: Sequence[Choice], by: Employee) -> list[Revision]:
    """The same for regulations of a kept text; those that are drafts already stay what they are."""
    with locked(source) as kept:
        saved = set(kept.saved.values_list("line", flat=True))
        fresh = [choice for choice in choices if choice.line not in saved]
        revisions = save(fresh, by)
        ImportedRevision.objects.bulk_create(
            ImportedRevision(source=kept, line=choice.line, revision=revision)
            for choice, revision in zip(fresh, revisions, strict=True)
        )
    return revisions


def revise(revising: Revising, by: Employee) -> Revision:
    """Starts the revision with the imported words.

    Raises ImportRefused when a rule refuses it, or when the policy has newer words meanwhile.
    """
    outline = replace(fit(revising.outline), title=revising.title)
    base = {node.anchor for node in revising.base.outline().walk()}
    carried = sum(node.anchor in base for node in outline.all_clauses())
    try:
        with transaction.atomic():
            revision = drafting.start_revision(
                revising.policy, by, outline=outline, base=revising.base, imported=True,
                carried=carried,
            )  # fmt: skip
            if revising.is_exact:
                drafting.enclose(revision, outline, by)
            return revision
    except Refused as refused:
        raise ImportRefused(revising.number, str(refused)) from refused


def revise_kept(source: ImportSource, revising: Revising, by: Employee) -> Revision:
    """The same for a regulation of a kept text; the draft there is when it was saved already."""
    with locked(source) as kept:
        known = kept.saved.select_related("revision").filter(line=revising.line).first()
        if known is not None:
            return known.revision
        revision = revise(revising, by)
        ImportedRevision.objects.create(source=kept, line=revising.line, revision=revision)
    return revision


def _save(choice: Choice, by: Employee) -> Revision:
    try:
        with named_constraints(), transaction.atomic():
            role = _role(choice, by) if choice.role_name else None
            revision = drafting.start_policy(
                title=choice.title,
                by=by,
                outline=replace(fit(choice.outline), title=choice.title),
                binds_everyone=role is None,
                code=choice.code,
                category=choice.category,
                level=choice.level,
                scheme=choice.scheme,
                jurisdiction=by.site.jurisdiction,
                issuing_department=choice.issuing_department,
            )
            if choice.outline.bases or choice.outline.attachments:
                drafting.enclose(revision, choice.outline, by)
            if role is not None:
                rule = AudienceRule(kind=RuleKind.ROLE, role=role)
                drafting.set_audience(revision.policy, [rule], by)
    except Refused as refused:
        raise ImportRefused(choice.number, str(refused)) from refused
    return revision


def _role(choice: Choice, by: Employee) -> Role:
    """The role of that name. Making one is for administrators, who keep people and departments."""
    department = choice.issuing_department
    known = Role.objects.filter(name=choice.role_name).order_by("code")
    role = known.filter(department=department).first() or known.first()
    if role is not None:
        return role
    if not (choice.makes_role and by.is_administrator):
        raise Refused(
            "unknown_role",
            _("There is no role called “%(name)s”. Ask an administrator to add it.")
            % {"name": choice.role_name},
        )
    role = Role.objects.create(
        code=_next_role_code(department.code), name=choice.role_name, department=department
    )
    record("people.start_role", role, by, code=role.code, name=role.name)
    return role


def _next_role_code(prefix: str) -> str:
    prefix = prefix[:15]
    taken = set(Role.objects.filter(code__startswith=prefix).values_list("code", flat=True))
    number = 1
    while (code := f"{prefix}-{number:02}") in taken:
        number += 1
    return code
