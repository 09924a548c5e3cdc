from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewComment(models.Model):
    """What a reviewer says about a clause, or the whole, of the frozen text. Append-only.

    ``anchor`` is that of a clause or heading, ``introduction`` or ``closing``; empty for the
    whole. ``review`` is the step its writer decides: whoever decides that step may settle it.
    """

    review = models.ForeignKey("policies.Review", models.RESTRICT, related_name="comments")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="review_comments", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    anchor = models.CharField(max_length=12, blank=True)
    words = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("revision", "round"), name="review_comments_of_a_round"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"), name="review_comment_has_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}"

    @property
    def settled(self) -> "CommentResolution | None":
        return getattr(self, "resolution", None)


class ReviewReply(models.Model):
    """What a writer or a reviewer answers to a comment. Append-only."""

    comment = models.ForeignKey(ReviewComment, models.RESTRICT, related_name="replies")
    words = models.TextField(_("reply"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"), name="review_reply_has_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}"


class CommentResolution(models.Model):
    """A comment is settled: by who made it, or who decides its step. Append-only."""

    comment = models.OneToOneField(ReviewComment, models.RESTRICT, related_name="resolution")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.comment_id}"
