from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from policies import citing
from policies.models import Revision


class Command(BaseCommand):
    help = "Reads off the texts in force and to come which clauses of other policies they cite."

    def handle(self, *args: Any, **options: Any) -> None:
        over = Revision.objects.superseded(timezone.localdate())
        standing = Revision.objects.published().exclude(pk__in=over.values("pk"))
        count = 0
        for revision in standing.select_related("policy").order_by("pk"):
            with transaction.atomic():
                count += citing.rebuild(revision)
        self.stdout.write(f"{count} references to other policies.")
