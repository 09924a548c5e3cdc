"""What is done to a filing: its steps, its scans, and posting what was approved."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.filing import moving, posting, scans
from policies.models import Filing, FilingStatus
from regs_portal.people.models import Site
from tests.cast import Cast
from tests.policies.doors.people import KEEPERS, People
from tests.policies.doors.table import Deed, Table, from_
from tests.policies.filing.filed import PDF, TOLD, filing_of
from tests.policies.standing import TODAY

STATES = tuple(FilingStatus.values)


def standing(cast: Cast, people: People, state: str) -> Filing:
    return filing_of(cast, FilingStatus(state))


def site_of(filing: Filing) -> Site:
    assert filing.site is not None
    return filing.site


def at(name: str) -> Callable[[Filing], str]:
    return lambda filing: reverse(f"filing:{name}", args=[filing.pk])


def step(verb: str) -> Deed:
    def typed(filing: Filing) -> dict[str, Any]:
        return {"on": TODAY().isoformat(), **TOLD[verb]}

    return Deed(
        f"filing_{verb}",
        lambda filing, by: moving.move(filing, verb, by, **TOLD[verb]),
        lambda filing: reverse("filing:move", args=[filing.pk, verb]),
        typed,
        from_(FROM[verb], KEEPERS),
    )


FROM: dict[str, tuple[str, ...]] = {
    "send": ("to_send", "to_correct", "returned"),
    "correct": ("sent",),
    "approve": ("sent",),
    "return": ("sent",),
    "amend": ("approved",),
    "drop": ("to_send", "sent", "to_correct", "returned"),
    "reopen": ("dropped",),
}

FILING: Table = {verb: step(verb) for verb in FROM} | {
    "keep a scan": Deed(
        "keep_scan",
        lambda filing, by: scans.keep(filing, scans.Given("函.pdf", PDF), "核備函", by),
        at("keep"),
        lambda filing: {"what": "核備函", "file": SimpleUploadedFile("函.pdf", PDF)},
        from_(STATES, KEEPERS),
    ),
    "post the rules": Deed(
        "post_rules",
        lambda filing, by: posting.post(filing, site_of(filing), "餐廳", TODAY(), by),
        at("post"),
        lambda filing: {
            "site": site_of(filing).code, "place": "餐廳", "since": TODAY().isoformat(),
        },
        from_(("approved",), KEEPERS),
    ),
}  # fmt: skip
