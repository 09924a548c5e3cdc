"""Charters, operating procedures and forms; following a policy; what each revision changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_fairness_reviewers"),
        ("policies", "0047_amendment_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeSummary",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        primary_key=True,
                        related_name="change_summary",
                        serialize=False,
                        to="policies.revision",
                    ),
                ),
                ("figures", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "summary of changes",
                "verbose_name_plural": "summaries of changes",
            },
        ),
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                (
                    "employee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        primary_key=True,
                        related_name="feed_address",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seed", models.CharField(max_length=43)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "private address",
                "verbose_name_plural": "private addresses",
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "followed policy",
                "verbose_name_plural": "followed policies",
            },
        ),
        migrations.RemoveConstraint(
            model_name="policy",
            name="policy_level_known",
        ),
        migrations.AlterField(
            model_name="historicalpolicy",
            name="level",
            field=models.CharField(
                choices=[
                    ("charter", "Charter (章程)"),
                    ("regulation", "Regulation (制度)"),
                    ("code", "Code (守則)"),
                    ("measures", "Measures (辦法)"),
                    ("standard", "Standard (準則)"),
                    ("rules", "Detailed rules (細則)"),
                    ("procedure", "Procedure (規程)"),
                    ("sop", "Standard operating procedure (SOP)"),
                    ("guide", "Guide (指引)"),
                    ("form", "Form (表單)"),
                ],
                default="measures",
                max_length=20,
                verbose_name="level",
            ),
        ),
        migrations.AlterField(
            model_name="policy",
            name="level",
            field=models.CharField(
                choices=[
                    ("charter", "Charter (章程)"),
                    ("regulation", "Regulation (制度)"),
                    ("code", "Code (守則)"),
                    ("measures", "Measures (辦法)"),
                    ("standard", "Standard (準則)"),
                    ("rules", "Detailed rules (細則)"),
                    ("procedure", "Procedure (規程)"),
                    ("sop", "Standard operating procedure (SOP)"),
                    ("guide", "Guide (指引)"),
                    ("form", "Form (表單)"),
                ],
                default="measures",
                max_length=20,
                verbose_name="level",
            ),
        ),
        migrations.AddIndex(
            model_name="legalbasis",
            index=models.Index(fields=["law"], name="legal_basis_by_law"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["title"], name="revision_by_title"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["-effective_from", "-published_at", "-id"],
                name="revision_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["effective_until"],
                name="revision_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "level__in",
                        [
                            "charter",
                            "regulation",
                            "code",
                            "measures",
                            "standard",
                            "rules",
                            "procedure",
                            "sop",
                            "guide",
                            "form",
                        ],
                    )
                ),
                name="policy_level_known",
            ),
        ),
        migrations.AddField(
            model_name="changesummary",
            name="before",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="policies.revision",
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="employee",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="follows",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="follows",
                to="policies.policy",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("employee", "policy"), name="follow_once"),
        ),
    ]
