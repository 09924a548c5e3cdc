"""An event is hashed within the query that writes it.

Declared stable, as the conversion it calls is, the function is put in line by PostgreSQL; declared
immutable it was called like a query of its own.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_doors")]
    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION audit_sha256(text) STABLE;",
            "ALTER FUNCTION audit_sha256(text) IMMUTABLE;",
        )
    ]
