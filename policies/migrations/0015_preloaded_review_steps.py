"""The steps every text passes unless the company configures others."""

from django.db import migrations

STEPS = (
    {
        "slug": "legal_basis", "position": 1, "office": "legal_reviewer",
        "name": "法令依據審核", "name_hans": "法令依据审核", "name_en": "Legal basis",
        "meaning": "審核法令依據", "meaning_hans": "审核法令依据",
        "meaning_en": "Review of the legal basis",
    },
    {
        "slug": "fairness", "position": 1, "office": "fairness_reviewer",
        "name": "公平與不歧視審核", "name_hans": "公平与不歧视审核",
        "name_en": "Fairness and non-discrimination",
        "meaning": "審核公平與不歧視", "meaning_hans": "审核公平与不歧视",
        "meaning_en": "Review of fairness and non-discrimination",
    },
    {
        "slug": "final_approval", "position": 2, "office": "approver", "is_final": True,
        "name": "最終核定", "name_hans": "最终核定", "name_en": "Final approval",
        "meaning": "核定", "meaning_hans": "核定", "meaning_en": "Approval",
    },
)  # fmt: skip


def preload(apps, schema_editor):
    step = apps.get_model("policies", "ReviewStep")
    for values in STEPS:
        step.objects.get_or_create(slug=values["slug"], defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0014_review_steps"),
        ("people", "0004_fairness_reviewers"),
    ]
    operations = [migrations.RunPython(preload, migrations.RunPython.noop)]
