from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditEvent(models.Model):
    """One row for every verb, append-only and hash-chained; triggers number, time and chain it.

    ``hash`` is SHA-256 over sequence, previous hash, time, actor, verb, subject and payload, so
    a row changed or taken out later breaks the chain; see ``verifying.broken_links``.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+", db_index=False
    )
    actor_number = models.TextField(blank=True)
    verb = models.TextField()
    subject = models.TextField()
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        ordering = ("sequence",)
        indexes = (models.Index(fields=("subject", "sequence"), name="audit_by_subject"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject}"
