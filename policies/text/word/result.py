"""What comes of reading a Word file."""

from dataclasses import dataclass

from policies.text.warning import Warning


@dataclass(frozen=True, slots=True)
class WordText:
    """The text, one line a paragraph, and what of the file is not in it or not as it was.

    Lines of warnings count from 1 in the text.
    """

    text: str
    warnings: tuple[Warning, ...]
