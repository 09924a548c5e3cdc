"""Which references say that a text rests on what it cites."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0048_more_levels_and_following"),
    ]

    operations = [
        migrations.AddField(
            model_name="crossreference",
            name="is_basis",
            field=models.BooleanField(null=True),
        ),
    ]
