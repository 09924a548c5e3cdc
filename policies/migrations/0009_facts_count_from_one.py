"""No policy is to be looked at again every zero months."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0008_what_addresses_take")]
    operations = [
        migrations.AlterField(
            model_name="policy",
            name="review_interval_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="review interval in months",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_interval_months__gte", 1)),
                name="policy_counts_from_one",
            ),
        ),
    ]
