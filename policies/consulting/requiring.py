"""What a policy that touches vital interests of the staff needs before its text is submitted.

劳动合同法 art. 4: discussion by all staff or the workers' congress with opinions, then settlement
with the union or staff representatives. Elsewhere a concluded consultation is what is asked. It
counts when it was real: it asked everybody whom the policy bound when it was opened, or all staff
or their congress met during it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies import audience, comparing
from policies.models import (
    Consultation,
    Invitation,
    Meeting,
    Policy,
    Revision,
    RevisionKind,
    Settlement,
)
from policies.models.meeting import DISCUSSIONS, Agreement
from policies.refusals import Refused
from policies.text import canonical, outline
from policies.text.diff import compare
from regs_portal.people.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is asked for; ``address`` is where it is done, a page for those who write
    or, ``is_for_all``, for whoever sees the road."""

    sentence: str
    is_done: bool = False
    is_warning: bool = False
    address: str = ""
    is_for_all: bool = False


def is_required(revision: Revision) -> bool:
    """A correction changes no rule, so nobody need be asked about it."""
    return bool(revision.policy.vital_interests) and revision.kind != RevisionKind.CORRECTION


def refuse_unconsulted(revision: Revision) -> None:
    """Raises Refused with the first thing that is missing; nothing when nothing is."""
    needs = _needs(revision)
    if missing := next((each for each in needs if not each.is_done and not each.is_warning), None):
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
    rounds = _rounds(revision)
    if not rounds:
        yield Need(
            _(
                "This policy touches vital interests of the staff: hold a consultation on this "
                "text, and conclude it with every opinion answered."
            ),
            address=reverse("consulting:open", args=[revision.pk]),
        )
        return
    yield Need(_("The staff was consulted on this text."), is_done=True)
    is_mainland = revision.policy.jurisdiction == Jurisdiction.PRC
    best = max(rounds, key=lambda each: each.rank(is_mainland=is_mainland))
    yield _of_whom_was_asked(best)
    if is_mainland:
        yield from _needs_of_the_mainland(best)
    yield from _bound_since(best, revision.policy)


@dataclass(frozen=True, slots=True)
class _Round:
    """A concluded consultation with what is recorded of it; the guard in SQL judges the same.

    ``discussed_on`` are the days on which all staff or their congress met since it was opened,
    ``settled`` the days and outcomes of what was settled.
    """

    consultation: Consultation
    discussed_on: list[dt.date]
    settled: list[tuple[dt.date, str]]

    @property
    def asked_all(self) -> bool:
        """Everybody whom the policy bound that day; what was opened before that was counted is
        judged as it was then."""
        population = self.consultation.population
        return population.unasked is None or (population.unasked == 0 and bool(population.bound))

    @property
    def met_during_it(self) -> bool:
        ended_on = timezone.localdate(self.consultation.conclusion.at)
        return any(day <= ended_on for day in self.discussed_on)

    @property
    def settled_after(self) -> list[str]:
        """The outcomes of what was settled no earlier than it was discussed: 讨论, then 协商."""
        first = min(self.discussed_on, default=None)
        return [outcome for day, outcome in self.settled if first is None or day >= first]

    def address(self, part: str) -> str:
        return f"{reverse('consulting:lead', args=[self.consultation.pk])}#{part}"

    def rank(self, *, is_mainland: bool) -> tuple[int, int]:
        """All is asked of one and the same consultation: the one that has most, then the newest."""
        has = [self.asked_all or self.met_during_it]
        if is_mainland:
            has += [bool(self.discussed_on), bool(self.settled_after)]
        return sum(has), self.consultation.pk


def _rounds(revision: Revision) -> list[_Round]:
    consultations = list(
        Consultation.objects.filter(revision=revision)
        .counting()
        .select_related("conclusion", "population")
        .defer("text", "audience")
    )
    discussed: dict[int, list[dt.date]] = {}
    meetings = Meeting.objects.filter(consultation__in=consultations, kind__in=DISCUSSIONS)
    for pk, day in meetings.current().values_list("consultation", "held_on"):
        discussed.setdefault(pk, []).append(day)
    settled: dict[int, list[tuple[dt.date, str]]] = {}
    rows = Settlement.objects.filter(consultation__in=consultations).current()
    for pk, day, outcome in rows.values_list("consultation", "held_on", "outcome"):
        settled.setdefault(pk, []).append((day, outcome))
    return [
        _Round(
            each,
            [day for day in discussed.get(each.pk, ()) if day >= each.opened_on],
            settled.get(each.pk, []),
        )
        for each in consultations
    ]


def _of_whom_was_asked(held: _Round) -> Need:
    population = held.consultation.population
    if held.asked_all:
        if population.unasked is None:
            words = _("It is not on record whether everybody was asked whom the policy bound.")
            return Need(words, is_warning=True, address=held.address("asked"), is_for_all=True)
        return Need(_("Everybody whom the policy bound that day was asked."), is_done=True)
    if held.met_during_it:
        return Need(_("All staff or their congress met while it was under way."), is_done=True)
    words = _(
        "Of the %(bound)d people whom the policy bound that day, %(unasked)d were not asked. Ask "
        "all of them in another consultation; or, if all staff or their congress met while this "
        "one was under way, record that meeting with it."
    )
    return Need(
        words % {"bound": population.bound, "unasked": population.unasked},
        address=reverse("consulting:open", args=[held.consultation.revision_id]),
    )


def _needs_of_the_mainland(held: _Round) -> Iterator[Need]:
    if held.discussed_on:
        yield Need(_("Its discussion by all staff or their congress is recorded."), is_done=True)
    else:
        yield Need(
            _("Record the meeting of all staff, or of their congress, that discussed this text."),
            address=held.address("meetings"),
            is_for_all=True,
        )
    if held.settled_after:
        yield Need(_("The settlement with the union or the staff is recorded."), is_done=True)
    elif held.settled:
        yield Need(
            _(
                "What is recorded was settled before all staff or their congress discussed it. "
                "Settle it with the union or the staff representatives after that, and record it."
            ),
            address=held.address("settlements"),
            is_for_all=True,
        )
    else:
        yield Need(
            _("Record the settlement with the union or the staff representatives."),
            address=held.address("settlements"),
            is_for_all=True,
        )
    if Agreement.NONE in held.settled_after:
        yield Need(
            _("The union or the staff representatives did not agree. Settle it if you can."),
            is_warning=True,
            address=held.address("settlements"),
            is_for_all=True,
        )


def _bound_since(held: _Round, policy: Policy) -> Iterator[Need]:
    """Whom a wider audience, or another post, has brought under the policy since."""
    opened_on = held.consultation.opened_on
    asked = Invitation.objects.filter(
        consultation=held.consultation, employee=models.OuterRef("pk")
    )
    bound = audience.bound_employees(policy, timezone.localdate())
    count = bound.filter(~models.Exists(asked), hired_on__lte=opened_on).count()
    if count > (held.consultation.population.unasked or 0):
        sentence = ngettext(
            "%(count)d employee of that time whom the policy binds now was not asked.",
            "%(count)d employees of that time whom the policy binds now were not asked.",
            count,
        )
        yield Need(
            sentence % {"count": count},
            is_warning=True,
            address=held.address("asked"),
            is_for_all=True,
        )


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
        is_for_all=True,
    )
