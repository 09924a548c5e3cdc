"""The one verb of the employee: accepting exactly the words they had before them."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from acknowledgements.models import (
    Acknowledgement,
    Assignment,
    Means,
    Outcome,
    PaperSheet,
    ShownText,
)
from acknowledgements.terms import check, terms_of
from policies.models import Revision, Status
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import without_noise
from regs_portal.audit.recording import record_and_run
from regs_portal.people.models import Employee

ALREADY = "acknowledgements_acknowledgement_pkey"
LONGEST_READING = 30 * 24 * 3600
LONGEST_DEVICE = 300
TALLY = """
UPDATE acknowledgements_departmenttally SET settled = settled + 1
WHERE revision_id = %s AND department_id = %s
"""


def official_sentence(revision: Revision) -> str:
    """What one accepts, in the language of the reader: names the exact title and revision."""
    return _(
        "I have read “%(title)s” (%(code)s), revision %(number)s, in force from %(date)s; "
        "I understand it and will follow it."
    ) % {
        "title": revision.title,
        "code": revision.policy.code,
        "number": revision.number,
        "date": revision.effective_from.isoformat() if revision.effective_from else "",
    }


def official_sentences(revision: Revision) -> set[str]:
    """The same sentence in every language the portal speaks."""
    sentences = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentences.add(official_sentence(revision))
    return sentences


@dataclass(frozen=True, slots=True)
class Given:
    """What else the person gave, and from where: an objection in their words, the anchors they
    ticked, how they proved again who they are, whether they reached the end of the text."""

    shown: ShownText | None = None
    objection: str = ""
    confirmed: tuple[str, ...] = ()
    proven: str = ""
    reached: bool = False
    language: str = ""
    address: str = ""
    device: str = ""
    sheet: PaperSheet | None = None


NOTHING_MORE = Given()


def acknowledge(
    revision: Revision,
    by: Employee,
    digest: str,
    sentence: str,
    clauses_shown: int,
    seconds_open: int | None,
    at: dt.datetime | None = None,
    given: Given = NOTHING_MORE,
) -> Acknowledgement:
    """Keeps the evidence that ``by`` accepted these words, and settles what they owed.

    ``digest`` and ``sentence`` are those the person had before them. The tally is updated last,
    because it makes others wait. ``at`` is given by the demo company, which has a past, and of a
    sheet signed by hand.
    """
    at = at or timezone.now()
    terms = None if given.sheet else terms_of(revision.policy_id)
    check(terms, revision, given.confirmed, proven=given.proven, reached=given.reached)
    objection = without_noise(given.objection).strip()
    with named_constraints(), transaction.atomic():
        _check_text(revision, digest, sentence, timezone.localdate(at))
        _check_person(by, timezone.localdate(at))
        assignment = _owed(revision, by)
        evidence = Acknowledgement.objects.create(
            revision=revision,
            employee=by,
            employee_number=by.employee_number,
            employee_name=by.name,
            department_name=by.department.name,
            digest=digest,
            sentence=sentence,
            clauses_shown=clauses_shown,
            at=at,
            seconds_open=seconds_open,
            means=Means.PAPER if given.sheet else Means.SCREEN,
            outcome=Outcome.OBJECTED if objection else Outcome.ACCEPTED,
            objection=objection,
            shown=given.shown,
            terms=terms,
            confirmed=list(given.confirmed),
            language=given.language,
            address=given.address,
            device=given.device[:LONGEST_DEVICE],
            proven=given.proven,
            sheet=given.sheet,
        )
        _settle(assignment, at)
        record_and_run(
            (TALLY, [assignment.revision_id, assignment.department_id]),
            "acknowledgements.acknowledge", revision, by, changes_it=False, digest=digest,
            sentence=sentence, seconds_open=seconds_open, outcome=evidence.outcome,
            objection=objection, shown=evidence.shown_id,
        )  # fmt: skip
    return evidence


def measured_seconds(words: str | None) -> int | None:
    """What the page's script measured; None for anything that cannot be a time of reading."""
    words = (words or "").strip()
    if not (words.isascii() and words.isdigit() and len(words) < 10):
        return None
    return int(words) if 0 < int(words) <= LONGEST_READING else None


def _check_text(revision: Revision, digest: str, sentence: str, on: dt.date) -> None:
    if revision.status != Status.PUBLISHED or revision.is_superseded(on):
        raise Refused("acknowledgement_names_the_text")
    if digest != revision.digest or sentence not in official_sentences(revision):
        raise Refused(
            "other_text",
            _(
                "What you sent does not name the words on this page, so nothing was acknowledged. "
                "Read the text below and tick its sentence again."
            ),
        )


def _check_person(by: Employee, on: dt.date) -> None:
    if not by.is_employed(on):
        raise Refused(
            "not_employed", _("Only somebody employed on that day can acknowledge a regulation.")
        )


def _owed(revision: Revision, by: Employee) -> Assignment:
    """What the person owes, locked, so that of two at once the second waits and is told."""
    owed = Assignment.objects.select_for_update().owed().filter(revision=revision, employee=by)
    assignment = owed.first()
    if assignment is None:
        raise Refused("acknowledgement_was_assigned")
    if assignment.settled_on:
        raise Refused(
            ALREADY,
            _("You have already acknowledged this revision on %(date)s. It is kept as it was.")
            % {"date": date_format(assignment.settled_on, "Y-m-d")},
        )
    return assignment


def _settle(assignment: Assignment, at: dt.datetime) -> None:
    Assignment.objects.filter(
        revision=assignment.revision_id, employee=assignment.employee_id
    ).update(settled_on=timezone.localdate(at))
