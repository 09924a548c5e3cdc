"""An assignment in 48 bytes: keys of four, its ground for the moment it was made, a day for that
it was settled on. Nothing is lost: the moments stand in the grounds and the acknowledgements."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import acknowledgements.models.keys

# One ground for all who were asked at the same moment; which rule named them nobody kept.
MOMENTS = f"""
INSERT INTO acknowledgements_assignmentground
    (revision_id, occasion, at, rule_key, rule, audience)
SELECT DISTINCT revision_id, 'publication', assigned_at, 0, '{{}}'::jsonb, '[]'::jsonb
FROM acknowledgements_assignment ORDER BY assigned_at, revision_id;
UPDATE acknowledgements_assignment AS owed SET ground_id = ground.id,
    settled_on = (owed.settled_at AT TIME ZONE '{settings.TIME_ZONE}')::date
FROM acknowledgements_assignmentground AS ground
WHERE ground.revision_id = owed.revision_id AND ground.at = owed.assigned_at;
SET CONSTRAINTS ALL IMMEDIATE;
"""  # noqa: S608  (a setting, no input)
REST = "ALTER TABLE acknowledgements_assignment DISABLE TRIGGER assignment_guard"
WATCH = "ALTER TABLE acknowledgements_assignment ENABLE TRIGGER assignment_guard"


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0004_grounds_and_exemptions")]
    operations = [
        migrations.RunSQL(REST, WATCH),
        migrations.AddField(
            model_name="assignment",
            name="ground",
            field=acknowledgements.models.keys.NarrowKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assignments",
                to="acknowledgements.assignmentground",
            ),
        ),
        migrations.AddField(
            model_name="assignment", name="settled_on", field=models.DateField(null=True)
        ),
        migrations.RunSQL(MOMENTS, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="assignment",
            name="assignment_open_by_employee",
        ),
        migrations.RemoveIndex(
            model_name="assignment",
            name="assignment_open_by_department",
        ),
        migrations.RemoveField(
            model_name="assignment",
            name="assigned_at",
        ),
        migrations.RemoveField(
            model_name="assignment",
            name="settled_at",
        ),
        migrations.AlterField(
            model_name="assignment",
            name="department",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="people.department",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="due_on",
            field=models.DateField(null=True, verbose_name="due"),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="employee",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="employee",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="revision",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assignments",
                to="policies.revision",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="ground",
            field=acknowledgements.models.keys.NarrowKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assignments",
                to="acknowledgements.assignmentground",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False), ("settled_on__isnull", True)),
                fields=["employee", "due_on"],
                include=("revision",),
                name="assignment_open_by_employee",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False), ("settled_on__isnull", True)),
                fields=["revision", "department", "due_on"],
                include=("employee",),
                name="assignment_open_by_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_on__isnull", True), ("due_on__isnull", False), _connector="OR"
                ),
                name="assignment_settled_was_owed",
            ),
        ),
        migrations.RunSQL(WATCH, REST),
    ]
