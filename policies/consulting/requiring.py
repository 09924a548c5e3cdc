"""What a policy that touches vital interests of the staff needs before its text is submitted.

劳动合同法 art. 4: discussion by all staff or the workers' congress with opinions, then settlement
with the union or staff representatives. Elsewhere a concluded consultation is what is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from policies import comparing
from policies.models import Consultation, Meeting, Revision, RevisionKind, Settlement
from policies.models.meeting import DISCUSSIONS, Agreement
from policies.refusals import Refused
from policies.text import canonical, outline
from policies.text.diff import compare
from regs_portal.people.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is asked for; ``address`` is where it is done."""

    sentence: str
    is_done: bool = False
    is_warning: bool = False
    address: str = ""


def is_required(revision: Revision) -> bool:
    """A correction changes no rule, so nobody need be asked about it."""
    return bool(revision.policy.vital_interests) and revision.kind != RevisionKind.CORRECTION


def refuse_unconsulted(revision: Revision) -> None:
    """Raises Refused with the first thing that is missing; nothing when nothing is."""
    missing = next((need for need in _needs(revision) if not need.is_done), None)
    if missing and not missing.is_warning:
        raise Refused("vital_interests_consulted", missing.sentence)


def needs(revision: Revision, text: outline.Outline) -> Iterator[Need]:
    """For the list before the next step; ``text`` is the draft as it stands."""
    yield from _needs(revision)
    yield from _changed_since(revision, text)


def newest_concluded(revision: Revision) -> Consultation | None:
    found = Consultation.objects.filter(revision=revision).counting().order_by("-pk")
    return found.select_related("revision__policy", "conclusion__by").first()


def _needs(revision: Revision) -> Iterator[Need]:
    if not is_required(revision):
        return
    consultations = Consultation.objects.filter(revision=revision).counting().order_by("pk")
    known = list(consultations)
    if not known:
        yield Need(
            _(
                "This policy touches vital interests of the staff: hold a consultation on this "
                "text, and conclude it with every opinion answered."
            ),
            address=reverse("consulting:open", args=[revision.pk]),
        )
        return
    yield Need(_("The staff was consulted on this text."), is_done=True)
    if revision.policy.jurisdiction == Jurisdiction.PRC:
        yield from _needs_of_the_mainland(known)


def _needs_of_the_mainland(consultations: list[Consultation]) -> Iterator[Need]:
    """Both of one and the same consultation, as the guard asks."""
    discussed, settled = _discussed(consultations), _settled(consultations)
    best = next(
        (each for each in consultations if each.pk in discussed and each.pk in settled), None
    )
    page = best or consultations[-1]
    address = reverse("consulting:lead", args=[page.pk])
    if page.pk in discussed:
        yield Need(_("Its discussion by all staff or their congress is recorded."), is_done=True)
    else:
        yield Need(
            _("Record the meeting of all staff, or of their congress, that discussed this text."),
            address=f"{address}#meetings",
        )
    if page.pk in settled:
        yield Need(_("The settlement with the union or the staff is recorded."), is_done=True)
    else:
        yield Need(
            _("Record the settlement with the union or the staff representatives."),
            address=f"{address}#settlements",
        )
    if Agreement.NONE in settled.get(page.pk, ()):
        yield Need(
            _("The union or the staff representatives did not agree. Settle it if you can."),
            is_warning=True,
            address=f"{address}#settlements",
        )


def _discussed(consultations: list[Consultation]) -> set[int]:
    meetings = Meeting.objects.filter(consultation__in=consultations, kind__in=DISCUSSIONS)
    return set(meetings.current().values_list("consultation", flat=True))


def _settled(consultations: list[Consultation]) -> dict[int, list[str]]:
    settled: dict[int, list[str]] = {}
    rows = Settlement.objects.filter(consultation__in=consultations).current()
    for pk, outcome in rows.values_list("consultation", "outcome"):
        settled.setdefault(pk, []).append(outcome)
    return settled


def _changed_since(revision: Revision, text: outline.Outline) -> Iterator[Need]:
    """Changing the text by what was adopted is what a consultation is for; more is worth a look."""
    consultation = newest_concluded(revision)
    if consultation is None or consultation.digest == outline.digest(text):
        return
    changes = comparing.summary(compare(canonical.read(consultation.text), text))
    yield Need(
        _("Changed since the staff was asked: %(changes)s Is all of it what was adopted?")
        % {"changes": changes},
        is_warning=True,
        address=reverse("consulting:since", args=[consultation.pk]),
    )
