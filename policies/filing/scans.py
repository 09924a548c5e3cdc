"""Scanned papers and photographs of a filing: taken in by what their bytes are, stored by digest.

The name is only a name: nothing is decided by it, and it never becomes a path.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.filing import access
from policies.filing.moving import policies_of
from policies.models import Filing, FilingScan
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import one_line, without_noise
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

LARGEST = 20 * 1024 * 1024
# What the first bytes say, the type, and the ending its name gets. All are shown by a browser
# without running anything in our name.
KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
PHOTOGRAPHS = frozenset({"image/png", "image/jpeg"})


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
    media_type, ending = _checked(given, kinds)
    digest = hashlib.sha256(given.content).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(given.content))
    return FilingScan.objects.create(
        filing=filing,
        what=one_line(without_noise(what))[:100],
        name=_name(given.name, ending),
        media_type=media_type,
        size=len(given.content),
        digest=digest,
        by=by,
        at=at,
    )


def opened(scan: FilingScan) -> "File[bytes]":
    """The bytes; FileNotFoundError when the storage has lost them."""
    return default_storage.open(_path(scan.digest), "rb")


def _checked(given: Given, kinds: frozenset[str] | None) -> tuple[str, str]:
    if not given.content:
        raise Refused("unfit_file", _("The file is empty. Choose it again."))
    if len(given.content) > LARGEST:
        raise Refused(
            "unfit_file",
            _("The file is larger than %(most)d MB. Scan it more coarsely, or in parts.")
            % {"most": LARGEST // 1024 // 1024},
        )
    for beginning, media_type, ending in KINDS:
        if given.content.startswith(beginning) and (kinds is None or media_type in kinds):
            return media_type, ending
    if kinds is None:
        raise Refused("unfit_file", _("Choose a PDF, a PNG or a JPEG; the file is none of them."))
    raise Refused("unfit_file", _("Choose a photograph, as PNG or JPEG."))


def _name(name: str, ending: str) -> str:
    stem = PurePosixPath(one_line(name).replace("\\", "/")).stem
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " ._-()（）、，")
    return (kept.strip(" .")[:140] or "scan") + ending


def _path(digest: str) -> str:
    return f"filings/{digest[:2]}/{digest}"
