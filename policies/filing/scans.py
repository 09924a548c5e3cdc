"""Scanned papers and photographs of a filing: taken in by what their bytes are, stored by digest.

The name is only a name: nothing is decided by it, and it never becomes a path.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import papers
from policies.filing import access
from policies.filing.moving import policies_of
from policies.models import Filing, FilingScan
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import one_line, without_noise
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

LARGEST = papers.LARGEST
FOLDER = "filings"
PHOTOGRAPHS = frozenset({papers.PNG, papers.JPEG})


@dataclass(frozen=True, slots=True)
class Given:
    """A file as somebody sent it."""

    name: str
    content: bytes


def keep(
    filing: Filing, given: Given, what: str, by: Employee, at: dt.datetime | None = None
) -> FilingScan:
    """Checks a scan, stores its bytes and notes it with the filing, in whatever state that is."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        access.check_keeps(by, policies_of(filing), timezone.localdate(at))
        scan = store(filing, given, what, by, at)
        record("policies.keep_scan", filing, by, digest=scan.digest, name=scan.name, what=scan.what)
    return scan


def store(
    filing: Filing,
    given: Given,
    what: str,
    by: Employee,
    at: dt.datetime,
    kinds: frozenset[str] | None = None,
) -> FilingScan:
    """Part of another verb's transaction: the row, and the bytes under their digest."""
    media_type = _checked(given, kinds)
    return FilingScan.objects.create(
        filing=filing,
        what=one_line(without_noise(what))[:100],
        name=_name(given.name, papers.ENDINGS[media_type]),
        media_type=media_type,
        size=len(given.content),
        digest=papers.store(given.content, FOLDER),
        by=by,
        at=at,
    )


def opened(scan: FilingScan) -> "File[bytes]":
    """The bytes; FileNotFoundError when the storage has lost them."""
    return default_storage.open(_path(scan.digest), "rb")


def _checked(given: Given, kinds: frozenset[str] | None) -> str:
    if not given.content:
        raise Refused("unfit_file", _("The file is empty. Choose it again."))
    if len(given.content) > LARGEST:
        raise Refused(
            "unfit_file",
            _("The file is larger than %(most)d MB. Scan it more coarsely, or in parts.")
            % {"most": LARGEST // 1024 // 1024},
        )
    media_type = papers.sniffed(given.content)
    if media_type in (papers.SHOWN if kinds is None else kinds):
        return media_type
    if kinds is None:
        raise Refused("unfit_file", _("Choose a PDF, a PNG or a JPEG; the file is none of them."))
    raise Refused("unfit_file", _("Choose a photograph, as PNG or JPEG."))


def _name(name: str, ending: str) -> str:
    stem = PurePosixPath(one_line(name).replace("\\", "/")).stem
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " ._-()（）、，")
    return (kept.strip(" .")[:140] or "scan") + ending


def _path(digest: str) -> str:
    return papers.path_of(digest, FOLDER)
