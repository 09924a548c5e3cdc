"""Titles that are indexed already are found by how they sound too."""

from typing import Any

from django.db import migrations, models

from policies.text import searchtext
from policies.text.sounds import sound_keys


def add_sounds(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("policies", "SearchEntry").objects
    titles = entries.filter(anchor="").annotate(code=models.F("policy__code"))
    for entry in titles.iterator(chunk_size=500):
        sounds = [(key, "D") for key in sound_keys(entry.text)]
        vector = searchtext.tsvector([(entry.code, "A"), (entry.text, "A"), *sounds])
        entries.filter(pk=entry.pk).update(vector=vector)


class Migration(migrations.Migration):
    dependencies = [("policies", "0040_search_terms")]

    operations = [migrations.RunPython(add_sounds, migrations.RunPython.noop, elidable=True)]
