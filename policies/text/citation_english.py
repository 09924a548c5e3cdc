"""Citations in English: Article 12, Sections 3.2 and 3.3, clause 4(b), paragraph 2 of Article 5."""

from .address import Address


def find(text: str) -> list[tuple[int, int, Address, bool]]:
    return []
