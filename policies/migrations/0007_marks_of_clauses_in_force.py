"""The clauses that were in force before get their marks."""

from django.db import migrations, models

from policies.text.likeness import Phrasing, marks

ROWS = 1_000  # entries whose marks go in together


def mark(apps, schema_editor):
    entry, clause, kept = (
        apps.get_model("policies", name) for name in ("SearchEntry", "Clause", "ClauseMark")
    )
    same = clause.objects.filter(
        revision=models.OuterRef("revision"), anchor=models.OuterRef("anchor"), is_deleted=False
    )
    rows = entry.objects.filter(models.Exists(same)).values_list("pk", "text")
    waiting = []
    for pk, text in rows.iterator(chunk_size=ROWS):
        waiting += [kept(mark=each, entry_id=pk) for each in marks(Phrasing.of(text))]
        if len(waiting) > ROWS:
            kept.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting.clear()
    kept.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("policies", "0006_clause_marks")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
