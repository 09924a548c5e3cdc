"""What the reading of a text has to say, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.importing.word_sentences import SERIOUS_WORD_WARNINGS, WORD_WARNINGS
from policies.text.decoding import LARGEST_FILE, Reason
from policies.text.opening import LARGEST_OPENED
from policies.text.warning import Warning, WarningCode
from policies.text.word.converting import LONGEST

LARGEST_MEGABYTES = LARGEST_FILE // (1024 * 1024)
LARGEST_OFFICE_MEGABYTES = LARGEST_OPENED // (1024 * 1024)

UNREADABLE: dict[Reason, Promise] = {
    Reason.EMPTY: gettext_lazy(
        "There is no text in it. Nothing was imported; choose another file or paste the text."
    ),
    Reason.TOO_LARGE: gettext_lazy(
        "It is larger than %(limit)s MB. Nothing was imported; split it into smaller files."
    ),
    Reason.BINARY: gettext_lazy(
        "It is not a text: it may be a picture, a PDF or a program. Nothing was imported; save "
        "the words as plain text and choose that file."
    ),
    Reason.UNDECODABLE: gettext_lazy(
        "Its characters could not be recognised. Nothing was imported; save it as UTF-8 and "
        "choose it again."
    ),
    Reason.OFFICE_TOO_LARGE: gettext_lazy(
        "It is larger than %(office_limit)s MB. Nothing was imported; take large pictures out of "
        "it, or split it into smaller files."
    ),
    Reason.OFFICE_FILE: gettext_lazy(
        "It is not a Word document but another kind of office file, such as a spreadsheet or a "
        "presentation. Nothing was imported; copy its words into a Word document."
    ),
    Reason.ARCHIVE: gettext_lazy(
        "It is an archive of files. Nothing was imported; unpack it and choose a document from it."
    ),
    Reason.WEB_PAGE: gettext_lazy(
        "It is a web page, even if its name says otherwise. Nothing was imported; open it in "
        "Word, save it as a Word document (.docx) and choose that file."
    ),
    Reason.ENCRYPTED: gettext_lazy(
        "It is protected by a password. Nothing was imported; open it in Word, remove the "
        "password, save it and choose it again."
    ),
    Reason.DAMAGED: gettext_lazy(
        "The file is damaged or was cut off. Nothing was imported; open it in Word, save it "
        "again, and choose the new file."
    ),
    Reason.SWOLLEN: gettext_lazy(
        "It unpacks to far more than a document holds, so the reading was stopped for safety. "
        "Nothing was imported; save it again in Word, or split it into smaller files."
    ),
    Reason.NESTED: gettext_lazy(
        "Its parts lie inside one another too deeply, so the reading was stopped for safety. "
        "Nothing was imported; copy its words into a new Word document."
    ),
    Reason.DECLARATIONS: gettext_lazy(
        "It holds XML declarations that no word processor writes and that can be used to attack "
        "a server. Nothing was imported; copy its words into a new Word document."
    ),
    Reason.NO_REGULATION: gettext_lazy(
        "It says it is a regulation as JSON or Akoma Ntoso, but it is damaged or written otherwise "
        "than the format lays down. Nothing was imported; take the file away again, or copy its "
        "words into a text."
    ),
    Reason.PART_TOO_LONG: gettext_lazy(
        "One of its clauses, or all of them together, are longer than a draft can hold. Nothing "
        "was imported; divide it."
    ),
    Reason.NO_CONVERTER: gettext_lazy(
        "This kind of office file (.doc, .odt, .rtf, .wps) cannot be read on this server. Nothing "
        "was imported; open it in a word processor, save it as .docx and choose that file."
    ),
    Reason.NOT_CONVERTED: gettext_lazy(
        "LibreOffice could not read it; it may be damaged or protected by a password. Nothing "
        "was imported; open it in a word processor, save it as .docx and choose that file."
    ),
    Reason.CONVERTED_TOO_SLOWLY: gettext_lazy(
        "Converting it took more than %(seconds)s seconds. Nothing was imported; try again "
        "later, or save it as .docx yourself and choose that file."
    ),
}

WARNINGS: dict[WarningCode, Promise] = {
    WarningCode.NO_TITLE: gettext_lazy(
        "No title was found. Say which line it is, or give it one before it is saved."
    ),
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
    WarningCode.DIGEST_DIFFERS: gettext_lazy(
        "These are not the words of the digest in the file: somebody changed them after it was "
        "taken away."
    ),
    WarningCode.MADE_SAFE: gettext_lazy(
        "Something of it could not be kept as it is, such as scripts, invisible characters or "
        "an identity that comes twice; it was left out."
    ),
    WarningCode.ROLE_UNKNOWN: gettext_lazy(
        "Clauses are addressed to roles that are not known here, and will be for everyone bound: "
        "%(words)s."
    ),
    WarningCode.TARGET_UNKNOWN: gettext_lazy(
        "Whom some clauses bind is not known here, and is left out: %(words)s."
    ),
    WarningCode.FILE_MISSING: gettext_lazy(
        "The file of this attachment is not here, or you may not read it; attach it to the draft: "
        "%(words)s."
    ),
}

# What a reader should look at before saving, apart from what is only told.
SERIOUS = frozenset(
    {
        WarningCode.NO_TITLE,
        WarningCode.NO_STRUCTURE,
        WarningCode.NUMBER_REPEATED,
        WarningCode.NUMBER_BACKWARDS,
        WarningCode.DIGEST_DIFFERS,
        WarningCode.MADE_SAFE,
        *SERIOUS_WORD_WARNINGS,
    }
)


class UnreadableError(Exception):
    """The text could not be read; the message is a sentence for the person."""


def sentence_of(warning: Warning) -> str:
    known = WARNINGS.get(warning.code) or WORD_WARNINGS.get(warning.code)
    if known is None:
        return warning.code.value
    data = dict(warning.message_data)
    if not data.get("authors", "-"):
        data["authors"] = _("unknown")
    return str(known) % data


def why_unreadable(reason: Reason) -> str:
    return str(UNREADABLE[reason]) % {
        "limit": LARGEST_MEGABYTES,
        "office_limit": LARGEST_OFFICE_MEGABYTES,
        "seconds": LONGEST,
    }


def near_sentence(share: float, title: str, where: str) -> str:
    """``where`` is a code and number, or how the other text of the same file is called."""
    return _("“%(title)s” (%(where)s) says the same in %(percent)s %% of its words.") % {
        "title": title,
        "where": where,
        "percent": round(share * 100),
    }
