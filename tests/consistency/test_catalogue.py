"""Every text a person reads is collected and translated."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from regs_portal import catalogues

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def test_collecting_finds_every_text_of_the_templates() -> None:
    """Against a second, cruder reading of the same files."""
    seen = {
        text
        for file in TEMPLATES.rglob("*.html")
        for _quote, text in re.findall(
            r"""\{%\s*(?:translate|trans)\s+(["'])(.*?)\1""",
            re.sub(r"\{% comment.*?endcomment %\}", "", file.read_text(), flags=re.DOTALL),
        )
    }
    collected = {
        text
        for message in catalogues.extracted()
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    assert len(seen) > 20
    # A percent sign is doubled on the way into a catalogue.
    assert {text.replace("%", "%%") for text in seen} - collected == set()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert catalogues.problems(language) == []


def test_a_lost_value_is_noticed() -> None:
    message = Message("%(count)s people", "人")
    assert not catalogues._same_places(message)
    assert catalogues._same_places(Message("%(count)s people", "%(count)s 人"))
