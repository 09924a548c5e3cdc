from django.db import models


class AmendmentTable(models.Model):
    """The table of amended clauses (修正條文對照表) from one text to another as a PDF.

    Made by a worker when somebody asks for it, and kept: ``words`` is the digest of the newer
    text, so that of a draft which was returned and frozen again another table is made.
    ``digest`` is SHA-256 of the file.
    """

    before = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="+", db_index=False
    )
    after = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="+", db_index=False
    )
    words = models.CharField(max_length=64)
    file = models.FileField(upload_to="tables/%Y/%m/", max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("after", "before", "words"), name="amendment_table_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
