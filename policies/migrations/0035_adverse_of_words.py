from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0034_guards_of_real_rounds")]
    operations = [
        migrations.AddField(
            model_name="adversechange",
            name="digest",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="digest"),
            preserve_default=False,
        ),
    ]
