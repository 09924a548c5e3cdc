from django.db import models


class Touched(models.Model):
    """Facts of this employee changed that decide what binds them. Triggers write it, whoever
    changed them and however; ``touching.take`` takes it away. One may stand here many times."""

    employee_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.employee_id)
