"""Every text a person reads is collected and translated."""

import io
import re
import shutil
from pathlib import Path

import allauth
import django.contrib.auth
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

from regs_portal import borrowed, catalogues

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


def test_a_text_inside_an_f_string_is_collected() -> None:
    source = io.BytesIO(b"""f'<b>{escape(_("For you"))}</b>'; pgettext("seal", "Done"); _(name)""")
    found = catalogues.extract_source(source, catalogues.KEYWORDS, (), {})
    assert {text for _line, _name, text, _comments in found} == {
        "For you",
        ("seal", "Done"),
        None,
    }


def test_collecting_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the day nor the machine shows; the simplified texts follow from the others."""
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path / "locale")
    written = shutil.copytree(
        Path(settings.BASE_DIR) / "regs_portal" / "locale", catalogues.LOCALES
    )
    before = {file: file.read_text() for file in written.rglob("*.po")}
    catalogues.update()
    assert len(before) == 2
    assert {file: file.read_text() for file in written.rglob("*.po")} == before


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("「簽收」回執", "“签收”回执"),
        ("稽核紀錄", "审计记录"),
        ("審核紀錄", "审核记录"),
        ("執行此步驟前，請儲存檔案。", "执行此步骤前，请保存文件。"),
    ],
)
def test_simplified_texts_use_the_words_of_the_mainland(traditional: str, simplified: str) -> None:
    assert catalogues.simplified(traditional) == simplified


def test_borrowed_sentences_are_those_of_django_and_allauth() -> None:
    """Ours would stand in for nothing if theirs were worded otherwise."""
    folders = [
        Path(django.__path__[0]) / "conf",
        Path(django.contrib.auth.__path__[0]),
        Path(allauth.__path__[0]),
    ]
    theirs = {
        text
        for folder in folders
        for file in (folder / "locale" / "zh_Hant" / "LC_MESSAGES").glob("*.po")
        for message in read_po(io.BytesIO(file.read_bytes()))
        for text in catalogues._texts(message.id)
    }
    assert set(borrowed.SENTENCES) - theirs == set()
    counted = {
        text
        for message in catalogues.extracted()
        if isinstance(message.id, tuple) and ("regs_portal/borrowed.py", 0) in message.locations
        for text in message.id
    }
    assert len(counted) == 2 * len(borrowed.COUNTED)
    assert counted - theirs == set()
