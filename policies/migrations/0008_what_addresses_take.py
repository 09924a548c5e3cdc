"""Numbers, codes and anchors are made of what their addresses take; numbers only go up."""

import django.core.validators
from django.db import migrations, models

RISING = """
CREATE FUNCTION revision_number_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM policies_revision AS earlier
        WHERE earlier.policy_id = NEW.policy_id AND earlier.status = 'published'
        AND string_to_array(earlier.number, '.')::int[] >= string_to_array(NEW.number, '.')::int[]
    ) THEN
        PERFORM revision_refuse('a number published goes up', 'revision_number_rises');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_number_rises BEFORE UPDATE ON policies_revision
    FOR EACH ROW WHEN (NEW.status = 'published' AND OLD.status <> 'published')
    EXECUTE FUNCTION revision_number_rises();
"""


def written(model: str, field: str, pattern: str, name: str) -> migrations.AddConstraint:
    condition = models.Q((f"{field}__regex", pattern))
    return migrations.AddConstraint(
        model_name=model, constraint=models.CheckConstraint(condition=condition, name=name)
    )


class Migration(migrations.Migration):
    dependencies = [("policies", "0007_marks_of_clauses_in_force")]
    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name="number",
                field=models.CharField(
                    max_length=12,
                    validators=[
                        django.core.validators.RegexValidator(
                            r"^[0-9]{1,4}\.[0-9]{1,4}\Z", "Write the number as 2.1."
                        )
                    ],
                    verbose_name="revision",
                ),
            )
            for model in ("revision", "historicalrevision")
        ),
        written("revision", "number", r"^[0-9]{1,4}\.[0-9]{1,4}$", "revision_number_written"),
        written("policy", "code", r"^[A-Z0-9]+(?:-[A-Z0-9]+)*$", "policy_code_written"),
        written("chapter", "anchor", "^[-a-zA-Z0-9_]{1,12}$", "chapter_anchor_written"),
        written("clause", "anchor", "^[-a-zA-Z0-9_]{1,12}$", "clause_anchor_written"),
        migrations.RunSQL(RISING, migrations.RunSQL.noop),
    ]
