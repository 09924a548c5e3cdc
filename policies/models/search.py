from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


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

    class Meta:
        indexes = (
            GinIndex(
                fields=("vector",),
                name="search_vector",
                # Rows of a publication go in together; what waits is small enough to be scanned.
                fastupdate=True,
                gin_pending_list_limit=1024,
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}"
