"""The translations: collected from the source with Babel, so that nobody needs system gettext.

Source strings are English. Traditional Chinese is written by hand; Simplified Chinese is made from
it by OpenCC where nobody has written better words. English needs no catalogue.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "regs_portal" / "locale"
LANGUAGES = ("zh_Hant", "zh_Hans")
SOURCES = ("regs_portal", "policies", "acknowledgements")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def collected() -> Catalog:
    """Every message of the source, without translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for code in _sources():
        messages = extract("python", BytesIO(code.encode()), KEYWORDS, ("Translators:",))  # type: ignore[arg-type]
        for _line, message, comments, context in messages:
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def _sources() -> Iterator[str]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html")):
        python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # The rest of the page has become rows of X; indented, they would not be Python.
        yield "\n".join(line.strip() for line in python.splitlines())


def stored(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> Catalog:
    """Takes new messages in and lets go of those no longer used; translations stay."""
    before, after = stored(language), _empty(language)
    for message in collected():
        if not message.id:
            continue
        known = before.get(_key(message), message.context)
        after.add(
            message.id,
            string=known.string if known else message.string,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return after


def save(catalog: Catalog, language: str) -> None:
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Babel's own header carries the time of day, which would change with every run.
        file.write(HEADER.format(language=language).encode())
        write_po(file, catalog, width=100, no_location=True, omit_header=True, sort_output=True)


def simplify(traditional: Catalog, simplified: Catalog) -> Catalog:
    """Fills what Simplified Chinese lacks from the Traditional words."""
    from opencc import OpenCC

    convert = OpenCC("tw2sp").convert
    for message in simplified:
        source = traditional.get(_key(message), message.context)
        if message.id and source and source.string and not _words(message):
            if isinstance(source.string, str):
                message.string = convert(source.string)
            else:
                message.string = tuple(convert(words) for words in source.string)
    return simplified


def untranslated(catalog: Catalog) -> list[str]:
    return [_key(message) for message in catalog if message.id and not _words(message)]


def not_stored(language: str) -> list[str]:
    """Messages of the source that the catalogue does not know."""
    known = stored(language)
    return [
        _key(message)
        for message in collected()
        if message.id and known.get(_key(message), message.context) is None
    ]


def broken_placeholders(catalog: Catalog) -> list[str]:
    """Messages whose translation does not take the same values as the source."""
    return [
        f"{_key(message)}: {error}"
        for message in catalog
        if message.id and _words(message)
        for error in message.check(catalog)
    ]


def _words(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(strings) and all(strings)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, charset="utf-8", fuzzy=False)


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"
