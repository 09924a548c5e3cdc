"""The seven usual subject areas, with their starter outlines."""

from django.db import migrations

from policies.starters import preloaded_categories


def preload(apps, schema_editor):
    category = apps.get_model("policies", "Category")
    for values in preloaded_categories():
        category.objects.get_or_create(slug=values["slug"], defaults=values)


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_guards")]
    operations = [migrations.RunPython(preload, migrations.RunPython.noop)]
