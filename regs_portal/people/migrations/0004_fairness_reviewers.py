from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="fairness_reviewer")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_guards")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
