"""The newest seal, once a day, to an address outside."""

import datetime as dt

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from regs_portal.audit import jobs, mailing, sealing
from regs_portal.audit.models import SealMailed
from tests.cast import Cast
from tests.regs_portal.audit.trail import say

pytestmark = pytest.mark.django_db
OUTSIDE = override_settings(AUDIT_SEAL_ADDRESS="notary@example.org")


@OUTSIDE
def test_it_goes_once_a_day(cast: Cast) -> None:
    say(cast, "一")
    sealing.seal()
    jobs.mail_newest_seal.func()
    jobs.mail_newest_seal.func()
    (letter,) = mail.outbox
    assert letter.to == ["notary@example.org"]
    assert str(sealing.newest()) in letter.body
    assert mailing.mail_newest(timezone.now() + dt.timedelta(days=1))
    assert SealMailed.objects.count() == len(mail.outbox) == 2


@OUTSIDE
def test_nothing_sealed_nothing_sent(cast: Cast) -> None:
    say(cast, "一")
    assert not mailing.mail_newest()
    assert mail.outbox == []


def test_without_an_address_nothing_is_sent(cast: Cast) -> None:
    say(cast, "一")
    sealing.seal()
    assert not mailing.mail_newest()


@OUTSIDE
def test_a_letter_that_fails_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast, "一")
    sealing.seal()

    def fail(*told: object) -> None:
        raise OSError("the mail server is away")

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send_mail", fail)
        with pytest.raises(OSError, match="away"):
            mailing.mail_newest()
    assert mailing.mail_newest()
