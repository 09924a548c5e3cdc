"""Sheets signed by hand: HR records who signed, when, before whom, with the scan."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.acknowledging import Given, acknowledge, official_sentence
from acknowledgements.models import PaperSheet
from acknowledgements.showing import shown_of
from policies import papers
from policies.models import Revision
from policies.refusals import Refused, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

LARGEST = papers.LARGEST


def record_sheet(
    revision: Revision,
    people: Sequence[Employee],
    scan: bytes,
    name: str,
    witness: str,
    signed_on: dt.date,
    by: Employee,
) -> PaperSheet:
    """Everybody on the sheet has acknowledged the revision on that day, or nobody.

    The file is written first: one without a row is thrown away by nobody and proves nothing, a
    row without its file would be a defect.
    """
    if not by.is_hr or any(each.pk == by.pk for each in people):
        raise PermissionDenied
    if not people:
        raise Refused("nobody_signed", _("Say who signed the sheet."))
    if signed_on > timezone.localdate():
        raise Refused("signed_later", _("A sheet cannot have been signed on a day to come."))
    _check_scan(scan)
    digest = papers.store(scan, PaperSheet.FOLDER)
    with transaction.atomic():
        sheet = PaperSheet.objects.create(
            revision=revision, name=name[:200], digest=digest,
            witness=needed(witness, "witness", _("Say before whom it was signed.")),
            signed_on=signed_on, by=by, at=timezone.now(),
        )  # fmt: skip
        record(
            "acknowledgements.record_sheet", revision, by, digest=digest, witness=sheet.witness,
            signed_on=signed_on, people=sorted(each.employee_number for each in people),
        )  # fmt: skip
        shown, sentence, at = shown_of(revision), official_sentence(revision), _noon(signed_on)
        for employee in people:
            acknowledge(
                revision, employee, revision.digest, sentence, len(shown.clauses), None, at,
                Given(shown=shown, sheet=sheet),
            )  # fmt: skip
    return sheet


def _check_scan(scan: bytes) -> None:
    if len(scan) > LARGEST:
        raise Refused("scan_too_large", _("The scan is larger than 20 MB. Scan it in grey."))
    if papers.sniffed(scan) not in papers.SHOWN:
        raise Refused("no_scan", _("The scan has to be a PDF, PNG or JPEG file."))


def _noon(day: dt.date) -> dt.datetime:
    """A moment of that day in the company's time, but never one to come."""
    noon = dt.datetime.combine(day, dt.time(12), timezone.get_default_timezone())
    return min(noon, timezone.now())
