import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0005_reference_guards")]
    operations = [
        migrations.CreateModel(
            name="ClauseMark",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "mark",
                        "entry_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("mark", models.IntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="policies.searchentry",
                    ),
                ),
            ],
        ),
    ]
