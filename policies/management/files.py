"""Files named on the command line, read with a sentence for whatever is wrong with them."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from policies.importing.sentences import why_unreadable
from policies.text.decoding import Reason, Unreadable
from policies.text.opening import LARGEST_OPENED, open_file, understand, with_warnings
from policies.text.parsing import Parsed


def parsed_file(path: Path) -> Parsed:
    """The regulations in a file, nothing saved."""
    try:
        opened = open_file(content_of(path))
        parsed = understand(opened.text)
    except Unreadable as unreadable:
        raise CommandError(f"{path}: {why_unreadable(unreadable.code)}") from unreadable
    return with_warnings(parsed, opened.warnings)


def content_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_OPENED:
            raise CommandError(f"{path}: {why_unreadable(Reason.OFFICE_TOO_LARGE)}")
        return path.read_bytes()
    except FileNotFoundError:
        raise CommandError(_("There is no file %(path)s.") % {"path": path}) from None
    except IsADirectoryError:
        raise CommandError(_("%(path)s is a folder, not a file.") % {"path": path}) from None
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}
        ) from error
