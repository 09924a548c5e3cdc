import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0003_categories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CrossReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("anchor", models.CharField(max_length=12)),
                ("label", models.CharField(blank=True, max_length=40)),
                ("cited_anchor", models.CharField(blank=True, max_length=12)),
                (
                    "cited_policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="cited_by",
                        to="policies.policy",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="cross_references",
                        to="policies.revision",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["cited_policy"], name="cross_reference_cited")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "anchor", "cited_policy", "cited_anchor"),
                        name="cross_reference_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("anchor", models.CharField(max_length=12)),
                ("words", models.CharField(max_length=200, verbose_name="reference")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="reference_waivers",
                        to="policies.revision",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "digest", "anchor", "words"), name="waiver_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")), name="waiver_has_a_reason"
                    ),
                ],
            },
        ),
    ]
