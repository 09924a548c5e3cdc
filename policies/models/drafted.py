from django.db import models

from regs_portal.people.models import Employee


class Drafted(models.Model):
    """What is drafted keeps its history; set ``_history_user`` before saving to say who writes."""

    _history_user: Employee

    class Meta:
        abstract = True
