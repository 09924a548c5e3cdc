"""Steps of review by configuration, delegations, and what a decision says as a signature."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What the rounds before this asked is written into the new columns as they are made: no row of
# evidence is updated.
ASKED_SO_FAR = """
ALTER TABLE policies_review
    ALTER COLUMN office TYPE varchar(30)
        USING CASE step WHEN 'final_approval' THEN 'approver' ELSE 'legal_reviewer' END,
    ALTER COLUMN is_final TYPE boolean USING step = 'final_approval',
    ALTER COLUMN name TYPE varchar(60)
        USING CASE step WHEN 'final_approval' THEN '最終核定' ELSE '法令依據審核' END,
    ALTER COLUMN name_hans TYPE varchar(60)
        USING CASE step WHEN 'final_approval' THEN '最终核定' ELSE '法令依据审核' END,
    ALTER COLUMN name_en TYPE varchar(60)
        USING CASE step WHEN 'final_approval' THEN 'Final approval' ELSE 'Legal basis' END,
    ALTER COLUMN meaning TYPE varchar(100)
        USING CASE step WHEN 'final_approval' THEN '核定' ELSE '審核法令依據' END,
    ALTER COLUMN meaning_hans TYPE varchar(100)
        USING CASE step WHEN 'final_approval' THEN '核定' ELSE '审核法令依据' END,
    ALTER COLUMN meaning_en TYPE varchar(100)
        USING CASE step WHEN 'final_approval' THEN 'Approval' ELSE 'Review of the legal basis' END;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0013_descent_of_clauses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-first_day", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DelegationEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=60, verbose_name="name (Traditional Chinese)"),
                ),
                (
                    "name_hans",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="name (Simplified Chinese)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=60, verbose_name="name (English)"),
                ),
                (
                    "meaning",
                    models.CharField(
                        max_length=100,
                        verbose_name="meaning of the signature (Traditional Chinese)",
                    ),
                ),
                (
                    "meaning_hans",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        verbose_name="meaning of the signature (Simplified Chinese)",
                    ),
                ),
                (
                    "meaning_en",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        verbose_name="meaning of the signature (English)",
                    ),
                ),
                ("slug", models.SlugField(max_length=20, unique=True, verbose_name="address")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        help_text="Steps of the same position run side by side, lower ones first.",
                        verbose_name="position",
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("legal_reviewer", "Legal reviewer"),
                            ("fairness_reviewer", "Fairness reviewer"),
                            ("approver", "Approver"),
                        ],
                        max_length=30,
                        verbose_name="decided by",
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="last step")),
                ("is_active", models.BooleanField(default=True, verbose_name="asked for")),
            ],
            options={
                "verbose_name": "review step",
                "verbose_name_plural": "review steps",
                "ordering": ("position", "slug"),
            },
        ),
        migrations.AlterModelOptions(
            name="review",
            options={"ordering": ("round", "position", "step")},
        ),
        migrations.RemoveConstraint(
            model_name="review",
            name="review_step_known",
        ),
        migrations.AddField(
            model_name="decision",
            name="authenticated_by",
            field=models.CharField(
                blank=True,
                choices=[("password", "password"), ("reauthentication", "signed in anew")],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="is_material",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="on_behalf_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="on_behalf_of_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="review",
            name="is_final",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="review",
            name="meaning",
            field=models.CharField(
                default="",
                max_length=100,
                verbose_name="meaning of the signature (Traditional Chinese)",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="review",
            name="meaning_en",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="meaning of the signature (English)"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="meaning_hans",
            field=models.CharField(
                blank=True,
                max_length=100,
                verbose_name="meaning of the signature (Simplified Chinese)",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="name",
            field=models.CharField(
                default="", max_length=60, verbose_name="name (Traditional Chinese)"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="review",
            name="name_en",
            field=models.CharField(blank=True, max_length=60, verbose_name="name (English)"),
        ),
        migrations.AddField(
            model_name="review",
            name="name_hans",
            field=models.CharField(
                blank=True, max_length=60, verbose_name="name (Simplified Chinese)"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="office",
            field=models.CharField(
                choices=[
                    ("legal_reviewer", "Legal reviewer"),
                    ("fairness_reviewer", "Fairness reviewer"),
                    ("approver", "Approver"),
                ],
                default="",
                max_length=30,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="review",
            name="step",
            field=models.CharField(max_length=20, verbose_name="step"),
        ),
        migrations.RunSQL(ASKED_SO_FAR, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("authenticated_by__in", ["", "password", "reauthentication"])),
                name="decision_proof_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("office__in", ["legal_reviewer", "fairness_reviewer", "approver"])
                ),
                name="review_office_known",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="delegate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="delegated",
                to=settings.AUTH_USER_MODEL,
                verbose_name="delegate",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="principal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="delegations",
                to=settings.AUTH_USER_MODEL,
                verbose_name="principal",
            ),
        ),
        migrations.AddField(
            model_name="delegationend",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delegationend",
            name="delegation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="ending",
                to="policies.delegation",
            ),
        ),
        migrations.AddField(
            model_name="reviewstep",
            name="categories",
            field=models.ManyToManyField(
                blank=True,
                help_text="None chosen: every category.",
                related_name="+",
                to="policies.category",
                verbose_name="categories",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("principal", models.F("delegate")), _negated=True),
                name="delegation_to_somebody_else",
                violation_error_message="Choose somebody else: nobody stands in for themselves.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("delegate")), _negated=True),
                name="delegation_not_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="delegation_ends_after_it_starts",
                violation_error_message="The last day cannot be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("office__in", ["legal_reviewer", "fairness_reviewer", "approver"])
                ),
                name="review_step_office_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_final", True)),
                fields=("is_final",),
                name="review_step_one_final",
                violation_error_message="There is a last step already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_final", False),
                    models.Q(("is_active", True), ("office", "approver")),
                    _connector="OR",
                ),
                name="review_step_final_by_an_approver",
                violation_error_message="The last step is always asked for, and decided by an approver.",
            ),
        ),
    ]
