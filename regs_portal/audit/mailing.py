"""The newest seal, once a day to an address outside: whoever keeps it holds the trail up to it."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from regs_portal.audit import sealing
from regs_portal.audit.models import SealMailed


def mail_newest(at: dt.datetime | None = None) -> bool:
    """Sends it, unless it went today, no address is set, or nothing is sealed yet.

    The row and the letter go together: of two workers one finds the other's row.
    """
    at = at or timezone.now()
    seal = sealing.newest()
    if not settings.AUDIT_SEAL_ADDRESS or seal is None:
        return False
    with transaction.atomic():
        _row, is_ours = SealMailed.objects.get_or_create(
            day=timezone.localdate(at),
            defaults={"seal": seal, "address": settings.AUDIT_SEAL_ADDRESS, "at": at},
        )
        if is_ours:
            with translation.override(settings.LANGUAGE_CODE):
                words = render_to_string("letters/seal.txt", {"seal": seal})
            subject, _line_end, body = words.strip().partition("\n")
            send_mail(subject.strip(), body.strip() + "\n", None, [settings.AUDIT_SEAL_ADDRESS])
    return is_ours
