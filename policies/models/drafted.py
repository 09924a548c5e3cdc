from django.db import models

from regs_portal.people.models import Employee

COVER_PARTS = ("background", "purpose", "scope", "supplementary")  # that are running text
HTML_FIELDS = frozenset({"body", "lead", *COVER_PARTS})


class Drafted(models.Model):
    """What is drafted keeps its history; set ``_history_user`` before saving to say who writes,
    ``_change_reason`` (see ``policies.histories.savings``) where it is more than writing."""

    _history_user: Employee
    _change_reason: str

    class Meta:
        abstract = True
