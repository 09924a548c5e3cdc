from django.db import migrations

from regs_portal.people.groups import PortalGroup


def create(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in PortalGroup:
        group.objects.get_or_create(name=name.value)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
