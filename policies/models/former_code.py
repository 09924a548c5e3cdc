from django.db import models


class FormerCode(models.Model):
    """A code the policy once bore, so that addresses and citations with it still lead there. The
    database writes it whenever a code changes; no other policy may ever bear it. Append-only."""

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="former_codes", db_index=True
    )
    code = models.CharField(max_length=30, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
