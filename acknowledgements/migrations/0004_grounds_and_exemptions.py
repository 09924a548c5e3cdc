"""Why and when somebody was asked, what changed since, who is excused."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import acknowledgements.models.keys


class Migration(migrations.Migration):
    dependencies = [
        ("acknowledgements", "0003_last_days_follow"),
        ("people", "0004_fairness_reviewers"),
        ("policies", "0054_guards_of_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="AssignmentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("left", "Left the company"),
                            ("moved_out", "No longer under any rule"),
                            ("came_back", "Under a rule again"),
                            ("exempted", "Exempted"),
                            ("transferred", "Moved to another department"),
                            ("postponed", "The text takes effect later"),
                            ("on_leave", "On leave"),
                        ],
                        max_length=12,
                    ),
                ),
                ("old_due_on", models.DateField(null=True)),
                ("new_due_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "change of an assignment",
                "verbose_name_plural": "changes of assignments",
            },
        ),
        migrations.CreateModel(
            name="AssignmentGround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("publication", "Published"),
                            ("joiner", "Joined the company"),
                            ("mover", "Came under the rule"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("rule_key", models.BigIntegerField(default=0)),
                ("rule", models.JSONField(default=dict)),
                ("audience", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "ground of assignments",
                "verbose_name_plural": "grounds of assignments",
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("granted_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "exemption",
                "verbose_name_plural": "exemptions",
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "revision_id",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="reconciliations",
                        to="policies.revision",
                    ),
                ),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "reconciliation",
                "verbose_name_plural": "reconciliations",
            },
        ),
        migrations.AddField(
            model_name="assignmentchange",
            name="employee",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="assignmentchange",
            name="new_department",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="people.department",
            ),
        ),
        migrations.AddField(
            model_name="assignmentchange",
            name="old_department",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="people.department",
            ),
        ),
        migrations.AddField(
            model_name="assignmentchange",
            name="revision",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="policies.revision",
            ),
        ),
        migrations.AddField(
            model_name="assignmentground",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assignment_grounds",
                to="policies.revision",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="exemptions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="granted_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="granted by",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="exemptions",
                to="policies.policy",
                verbose_name="policy",
            ),
        ),
        migrations.AddIndex(
            model_name="assignmentchange",
            index=models.Index(fields=["revision", "employee", "at"], name="assignment_change_of"),
        ),
        migrations.AddIndex(
            model_name="assignmentchange",
            index=models.Index(fields=["employee", "at"], name="assignment_change_by_employee"),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ends_on__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_on"), "-", models.Value(1)
                        ),
                    )
                ),
                name="exemption_ends_after_it_starts",
                violation_error_message="The last day cannot be before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="exemption_has_a_reason",
                violation_error_message="An exemption needs a reason.",
            ),
        ),
    ]
