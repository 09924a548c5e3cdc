import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.drafted import Drafted
from policies.models.revision import Revision
from policies.text import outline as text

ANCHOR = "[-a-zA-Z0-9_]{1,12}"  # what an address takes


def new_anchor() -> str:
    """An identity for a chapter or clause: 12 characters, ASCII, fit for an address."""
    return secrets.token_hex(6)


class HeadingKind(models.TextChoices):
    PART = text.Kind.PART.value, _("Part (編)")
    CHAPTER = text.Kind.CHAPTER.value, _("Chapter (章)")
    SECTION = text.Kind.SECTION.value, _("Section (節)")
    SUBSECTION = text.Kind.SUBSECTION.value, _("Subsection (款)")
    SUBSUBSECTION = text.Kind.SUBSUBSECTION.value, _("Sub-subsection (目)")


class Chapter(Drafted):
    """A heading of a revision, of any kind, with its clauses first and its own headings after.

    ``position`` counts from 1 among the headings of one parent; ``lead`` is HTML.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="chapters", db_index=False
    )
    parent = models.ForeignKey("self", models.RESTRICT, null=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=16, choices=HeadingKind)
    label = models.CharField(_("label"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=12, default=new_anchor)
    lock_version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "parent", "position"),
                name="chapter_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=("revision", "anchor"), name="chapter_anchor_unique"),
            models.CheckConstraint(
                condition=models.Q(anchor__regex=f"^{ANCHOR}$"), name="chapter_anchor_written"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=HeadingKind.values), name="chapter_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class Clause(Drafted):
    """The unit people cite. ``anchor`` stays the same from revision to revision.

    ``body`` is sanitised HTML, see ``policies.text.markup``; ``position`` counts from 1 among the
    clauses of one chapter, or among those before the first chapter. ``descends_from`` are the
    anchors of other clauses of the revision before whose words this one took over: when one was
    divided, or two were merged.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="clauses", db_index=False
    )
    chapter = models.ForeignKey(Chapter, models.RESTRICT, null=True, related_name="clauses")
    label = models.CharField(_("label"), max_length=40, blank=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    is_deleted = models.BooleanField(_("deleted, number kept"), default=False)
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=12, default=new_anchor)
    descends_from = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "chapter", "position"),
                name="clause_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=("revision", "anchor"), name="clause_anchor_unique"),
            models.CheckConstraint(
                condition=models.Q(anchor__regex=f"^{ANCHOR}$"), name="clause_anchor_written"
            ),
        )

    def __str__(self) -> str:
        return self.label or self.caption or self.anchor


class ClauseRole(models.Model):
    """A clause is addressed to a role; a clause without any is for everyone the policy binds."""

    clause = models.ForeignKey(Clause, models.RESTRICT, related_name="clause_roles", db_index=False)
    role = models.ForeignKey("people.Role", models.RESTRICT, related_name="clause_roles")

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role of a clause")
        verbose_name_plural = _("roles of clauses")
        constraints = (models.UniqueConstraint(fields=("clause", "role"), name="clause_role_once"),)

    def __str__(self) -> str:
        return f"{self.clause_id} → {self.role_id}"


_OF_A_CLAUSE = (
    "revision_id", "chapter_id", "label", "caption", "body", "is_deleted", "anchor",
    "descends_from", "role_codes", "audience",
)  # fmt: skip


def outlines(revisions: Sequence[Revision]) -> dict[int, text.Outline]:
    """The whole texts of the revisions by their keys, in four queries however many there are."""
    enclosed = _enclosed(revisions)
    return {key: replace(each, **enclosed[key]) for key, each in wordings(revisions).items()}


def wordings(revisions: Sequence[Revision]) -> dict[int, text.Outline]:
    """The texts without what is enclosed with them, in two queries; not what is digested."""
    chapters: dict[int, list[Chapter]] = defaultdict(list)
    for chapter in Chapter.objects.filter(revision__in=revisions).order_by("position"):
        chapters[chapter.revision_id].append(chapter)
    clauses: dict[int, list[Any]] = defaultdict(list)
    of_clauses = _with_addressees(Clause.objects.filter(revision__in=revisions))
    # As tuples: making a model of each row would take as long as fetching it.
    for clause in of_clauses.values_list(*_OF_A_CLAUSE, named=True):
        clauses[clause.revision_id].append(clause)
    return {
        revision.pk: build(revision, chapters[revision.pk], clauses[revision.pk])
        for revision in revisions
    }


def clause_in(revisions: Sequence[Revision], anchor: str) -> dict[int, text.Clause]:
    """One clause in each of the revisions that has it, by their keys; one query."""
    rows = _with_addressees(Clause.objects.filter(revision__in=revisions, anchor=anchor))
    found = rows.values_list(*_OF_A_CLAUSE, named=True)
    return {row.revision_id: _as_clause(row) for row in found}


def _as_clause(row: Any) -> text.Clause:
    return text.Clause(
        label=row.label,
        body=row.body,
        caption=row.caption,
        deleted=row.is_deleted,
        anchor=row.anchor,
        roles=tuple(row.role_codes),
        audience=tuple(sorted(text.AudienceLine(**line) for line in row.audience)),
        descends_from=tuple(row.descends_from),
    )


def _enclosed(revisions: Sequence[Revision]) -> dict[int, dict[str, Any]]:
    """The legal bases and attachments of each, as an outline has them."""
    from policies.models.enclosure import Attachment, LegalBasis

    found: dict[int, dict[str, Any]] = defaultdict(lambda: {"bases": (), "attachments": ()})
    for basis in LegalBasis.objects.filter(revision__in=revisions).order_by("position"):
        line = text.LegalBasis(basis.law, basis.article, basis.link, basis.anchor)
        found[basis.revision_id]["bases"] += (line,)
    for file in Attachment.objects.filter(revision__in=revisions).order_by("position"):
        entry = text.Attachment(
            file.title, file.name, file.media_type, file.size, file.digest, file.anchor
        )
        found[file.revision_id]["attachments"] += (entry,)
    return found


def _with_addressees(clauses: "models.QuerySet[Clause]") -> "models.QuerySet[Clause]":
    from policies.models.audience import ClauseAudienceRule

    rules = ClauseAudienceRule.objects.filter(clause=models.OuterRef("pk")).order_by()
    return clauses.order_by("position").annotate(
        audience=ArraySubquery(rules.lines()),
        role_codes=ArrayAgg(
            "clause_roles__role__code",
            filter=models.Q(clause_roles__isnull=False),
            order_by="clause_roles__role__code",
            default=models.Value([]),
        ),
    )


def build(revision: Revision, chapters: Sequence[Chapter], clauses: Sequence[Any]) -> text.Outline:
    """The rows of one revision, each list in order of position, as an outline.

    Clauses carry ``role_codes``, a list of codes, and ``audience``, a list of rules, as
    ``wordings`` annotates them.
    """
    clauses_of: dict[int | None, list[text.Clause]] = defaultdict(list)
    for row in clauses:
        clauses_of[row.chapter_id].append(_as_clause(row))
    children_of: dict[int | None, list[Chapter]] = defaultdict(list)
    for chapter in chapters:
        children_of[chapter.parent_id].append(chapter)

    def headings(parent: int | None) -> tuple[text.Heading, ...]:
        return tuple(
            text.Heading(
                kind=text.Kind(chapter.kind),
                label=chapter.label,
                title=chapter.title,
                lead=chapter.lead,
                anchor=chapter.anchor,
                clauses=tuple(clauses_of[chapter.pk]),
                headings=headings(chapter.pk),
            )
            for chapter in children_of[parent]
        )

    return text.Outline(
        title=revision.title,
        superscription=revision.superscription,
        background=revision.background,
        purpose=revision.purpose,
        scope=revision.scope,
        clauses=tuple(clauses_of[None]),
        headings=headings(None),
        supplementary=revision.supplementary,
    )
