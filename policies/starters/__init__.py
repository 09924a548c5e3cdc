"""The seven usual subject areas (DOMAIN.md), each with an outline to begin a policy from."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def preloaded_categories() -> list[dict[str, Any]]:
    """Field values of the seven categories, starter text included, in the order they are shown."""
    index = tomllib.loads((FOLDER / "index.toml").read_text(encoding="utf-8"))
    return [
        {
            "slug": entry["slug"],
            "position": entry["order"],
            "name": entry["name"],
            "name_hans": entry["name_hans"],
            "name_en": entry["name_en"],
            "description": entry["description"],
            "starter": (FOLDER / f"{entry['slug']}.txt").read_text(encoding="utf-8"),
        }
        for entry in index["starters"]
    ]
