"""What was shown, under which terms and on which sheet is evidence as well."""

from django.db import migrations

GUARDS = """
SELECT guard_evidence('acknowledgements_showntext');
SELECT guard_evidence('acknowledgements_terms');
SELECT guard_evidence('acknowledgements_papersheet');
"""


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0007_what_was_accepted")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
