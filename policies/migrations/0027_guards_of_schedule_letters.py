"""A letter about a day that moved is evidence of who was told."""

from django.db import migrations

GUARD = "SELECT guard_evidence('policies_scheduleletter')"


class Migration(migrations.Migration):
    dependencies = [("policies", "0026_letters_of_the_schedule")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
