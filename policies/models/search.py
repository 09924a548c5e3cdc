import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def in_force(self, on: dt.date) -> Self:
        return self.filter(
            models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=on),
            effective_from__lte=on,
        )


class SearchEntry(models.Model):
    """What search reads: one row a clause, one for the title, of each revision published.

    The dates are those of the revision, so that *in force* needs no job at midnight; rows of
    superseded revisions are swept out later. ``anchor`` is empty for the title's row.
    """

    revision = models.ForeignKey("policies.Revision", models.RESTRICT, related_name="+")
    policy = models.ForeignKey("policies.Policy", models.RESTRICT, related_name="+", db_index=False)
    anchor = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=40, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    vector = SearchVectorField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = (
            GinIndex(
                fields=("vector",),
                name="search_vector",
                # Rows of a publication go in together; what waits is small enough to be scanned.
                fastupdate=True,
                gin_pending_list_limit=1024,
            ),
            # Titles are few: all of them are looked at, however many clauses say the same.
            GinIndex(fields=("vector",), name="search_title_vector", condition=models.Q(anchor="")),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}"


class ClauseMark(models.Model):
    """By which clauses are found that say nearly the same: ``likeness.marks`` of each.

    Read in the order of its key alone. Marks go in and out with their entry, whose row is free of
    any check for them; one that is left behind finds nothing and is swept out.
    """

    pk = models.CompositePrimaryKey("mark", "entry_id")
    mark = models.IntegerField()
    entry = models.ForeignKey(
        SearchEntry, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.mark} of {self.entry_id}"


class SearchTerm(models.Model):
    """How many of the entries counted last say a term (``policies.text.relevance.terms_of``).

    A term of one entry only is not kept. The row without a term counts the entries themselves.
    """

    term = models.CharField(max_length=80, primary_key=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.term}: {self.entries}"


class SynonymGroup(models.Model):
    """Words that mean the same to whoever searches; kept by HR. No word stands in two groups."""

    words: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=40))
    folded: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=80))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(words__len__gte=2), name="synonyms_two_or_more"
            ),
        )

    def __str__(self) -> str:
        return " = ".join(self.words)


class SearchTally(models.Model):
    """How often something was searched for on a day, and how often in vain. Of nobody in
    particular: who asked is not kept."""

    day = models.DateField()
    query = models.CharField(max_length=200)  # folded
    asked = models.PositiveIntegerField(default=0)
    in_vain = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "query"), name="search_tally_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.query}: {self.asked}"
