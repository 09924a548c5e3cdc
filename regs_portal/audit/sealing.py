"""Fixing what was recorded, in batches, apart from whoever records."""

from django.db import connection, transaction

from regs_portal.audit.models import Seal, UnsealedEvent

BATCH = 10_000


def seal(most: int = BATCH) -> int:
    """Seals every event that is there, a batch a transaction; how many events were sealed."""
    sealed = 0
    while count := _seal_next(most):
        sealed += count
    return sealed


def _seal_next(most: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_seal_next(%s)", [most])
        return int(cursor.fetchone()[0])


def newest() -> Seal | None:
    return Seal.objects.defer("events").order_by("-number").first()


def unsealed() -> int:
    return UnsealedEvent.objects.count()
