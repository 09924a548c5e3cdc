"""No policy is to be looked at again every zero months, or acknowledged within zero days."""

import django.core.validators
from django.db import migrations, models


def at_least_one(field: str, default: int, name: str) -> migrations.AlterField:
    validators = [django.core.validators.MinValueValidator(1)]
    return migrations.AlterField(
        model_name="policy",
        name=field,
        field=models.PositiveSmallIntegerField(
            default=default, validators=validators, verbose_name=name
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("policies", "0008_what_addresses_take")]
    operations = [
        at_least_one("acknowledge_within_days", 14, "days to acknowledge"),
        at_least_one("review_interval_months", 12, "review interval in months"),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledge_within_days__gte", 1), ("review_interval_months__gte", 1)
                ),
                name="policy_counts_from_one",
            ),
        ),
    ]
