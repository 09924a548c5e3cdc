"""What the reading of a text has to say, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.text.decoding import LARGEST_FILE, Reason
from policies.text.warning import Warning, WarningCode

LARGEST_MEGABYTES = LARGEST_FILE // (1024 * 1024)

UNREADABLE: dict[Reason, Promise] = {
    Reason.EMPTY: gettext_lazy(
        "There is no text in it. Nothing was imported; choose another file or paste the text."
    ),
    Reason.TOO_LARGE: gettext_lazy(
        "It is larger than %(limit)s MB. Nothing was imported; split it into smaller files."
    ),
    Reason.WORD_FILE: gettext_lazy(
        "It is a Word or other office file, which cannot be read yet. Nothing was imported; save "
        "it as plain text, or copy the words in Word and paste them here."
    ),
    Reason.BINARY: gettext_lazy(
        "It is not a text: it may be a picture, a PDF or a program. Nothing was imported; save "
        "the words as plain text and choose that file."
    ),
    Reason.UNDECODABLE: gettext_lazy(
        "Its characters could not be recognised. Nothing was imported; save it as UTF-8 and "
        "choose it again."
    ),
}

WARNINGS: dict[WarningCode, Promise] = {
    WarningCode.NO_TITLE: gettext_lazy("No title was found. Give it one below."),
    WarningCode.NO_STRUCTURE: gettext_lazy(
        "Neither headings nor numbers were found: each paragraph became a clause."
    ),
    WarningCode.UNNUMBERED_PARAGRAPH: gettext_lazy(
        "A paragraph without a number was added to clause “%(label)s”."
    ),
    WarningCode.NUMBER_SKIPPED: gettext_lazy(
        "“%(after)s” is followed by “%(label)s”; kept as written."
    ),
    WarningCode.NUMBER_REPEATED: gettext_lazy(
        "The number “%(label)s” comes twice; kept as written."
    ),
    WarningCode.NUMBER_BACKWARDS: gettext_lazy(
        "“%(label)s” comes after “%(after)s”: the numbers run backwards; kept as written."
    ),
    WarningCode.NUMBERS_BEGIN_LATE: gettext_lazy(
        "The first number is “%(label)s”: is something missing before it?"
    ),
    WarningCode.HEADING_OUT_OF_ORDER: gettext_lazy(
        "The heading “%(after)s” is followed by “%(label)s”; kept as written."
    ),
    WarningCode.RUN_TOGETHER: gettext_lazy(
        "%(count)s numbered clauses, “%(label)s” to “%(last)s”, stood on one line and were parted."
    ),
    WarningCode.LINES_JOINED: gettext_lazy(
        "The text was cut at a fixed width: %(count)s lines were joined to the line before."
    ),
    WarningCode.PINYIN_REMOVED: gettext_lazy(
        "%(count)s readings in brackets, such as 規(guī), were taken out."
    ),
    WarningCode.INVISIBLE_REMOVED: gettext_lazy(
        "Invisible characters were taken out in %(count)s places."
    ),
    WarningCode.DUPLICATE_TITLE: gettext_lazy(
        "The regulation that begins in line %(other_line)s has the same title, “%(title)s”."
    ),
}

# What a reader should look at before saving, apart from what is only told.
SERIOUS = frozenset(
    {
        WarningCode.NO_TITLE,
        WarningCode.NO_STRUCTURE,
        WarningCode.NUMBER_REPEATED,
        WarningCode.NUMBER_BACKWARDS,
    }
)


class UnreadableError(Exception):
    """The text could not be read; the message is a sentence for the person."""


def sentence_of(warning: Warning) -> str:
    known = WARNINGS.get(warning.code)
    return str(known) % warning.message_data if known else warning.code.value


def why_unreadable(reason: Reason) -> str:
    return str(UNREADABLE[reason]) % {"limit": LARGEST_MEGABYTES}


def near_sentence(share: float, title: str, where: str) -> str:
    """``where`` is a code and number, or how the other text of the same file is called."""
    return _("“%(title)s” (%(where)s) says the same in %(percent)s %% of its words.") % {
        "title": title,
        "where": where,
        "percent": round(share * 100),
    }
