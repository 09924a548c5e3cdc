"""Asking the verifier, and keeping what it said."""

import datetime as dt

from django.utils import timezone

from regs_portal.audit import sealing, verifying
from regs_portal.audit.models import AuditEvent, Seal, Verification
from regs_portal.people.models import Employee

MOST_KEPT = 100


def verify(asked_by: Employee | None, seal_is: tuple[int, str] | None = None) -> Verification:
    """Verifies everything and keeps the answer, with the first of the faults."""
    began: dt.datetime = timezone.now()
    kept: list[str] = []
    count = 0
    for sentence in verifying.faults(seal_is):
        count += 1
        if count <= MOST_KEPT:
            kept.append(sentence)
    return Verification.objects.create(
        asked_by=asked_by,
        began_at=began,
        ended_at=timezone.now(),
        events=AuditEvent.objects.count(),
        seals=Seal.objects.count(),
        unsealed=sealing.unsealed(),
        fault_count=count,
        faults=kept,
    )
