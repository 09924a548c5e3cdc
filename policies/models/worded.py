"""Names an administrator writes in three languages; each reader sees their own."""

from django.utils.translation import get_language


def in_readers_language(hant: str, hans: str, english: str) -> str:
    """The words in the language of the page; the Traditional ones stand in for missing ones."""
    words = {"zh-hans": hans, "en": english}
    return words.get(get_language() or "", "") or hant
