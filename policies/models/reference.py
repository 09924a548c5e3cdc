from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CrossReference(models.Model):
    """A place of a published text that cites another policy, so that the cited knows by whom.

    Written at publication, and again whenever it is asked for: it is read off the texts.
    ``anchor`` and ``label`` are those of the clause or heading that cites (``introduction`` and
    ``closing`` as on its page); ``cited_anchor`` that of the clause or heading cited, empty when
    the policy is cited as a whole. ``is_basis`` where the text says there that it rests on the
    other; None of rows written before that was asked, until a worker has read them again.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="cross_references", db_index=False
    )
    anchor = models.CharField(max_length=12)
    label = models.CharField(max_length=40, blank=True)
    cited_policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="cited_by", db_index=False
    )
    cited_anchor = models.CharField(max_length=12, blank=True)
    is_basis = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "anchor", "cited_policy", "cited_anchor"),
                name="cross_reference_once",
            ),
        )
        indexes = (models.Index(fields=("cited_policy",), name="cross_reference_cited"),)

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor} → {self.cited_policy_id}#{self.cited_anchor}"


class ReferenceWaiver(models.Model):
    """A reference that points nowhere may stand as it is, for a reason. Append-only.

    Bound to the frozen text by its digest: of a text returned and changed since, it says nothing.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="reference_waivers", db_index=False
    )
    digest = models.CharField(max_length=64)
    anchor = models.CharField(max_length=12)
    words = models.CharField(_("reference"), max_length=200)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "digest", "anchor", "words"), name="waiver_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"), name="waiver_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}: {self.words}"
