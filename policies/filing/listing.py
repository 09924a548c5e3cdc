"""Filings as the office finds them: which, in what order, and what is to be done next."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.filing import access, moving, posting
from policies.models import Filing, FilingMove, FilingStatus, Posting, Revision
from policies.models.filing import FilingQuerySet
from regs_portal.people.models import Employee, Site


@dataclass(frozen=True, slots=True)
class ToDo:
    """What comes next, in words; ``address`` is where it is done, for those who may."""

    sentence: str
    address: str = ""
    is_urgent: bool = False


def listed(
    employee: Employee, status: str = "", site: str = "", *, open_only: bool = False
) -> FilingQuerySet:
    """Those the employee may see: what waits for the company first, the most overdue before all
    others, then what waits for the authority, then the rest, the newest first."""
    filings = Filing.objects.of(employee).with_next_due().annotate(is_posted=_is_posted())
    if open_only:
        filings = filings.filter(
            models.Q(status__in=moving.TRANSITIONS["drop"].sources)
            | models.Q(status=FilingStatus.APPROVED, is_posted=False)
        )
    if status:
        filings = filings.filter(status=status)
    if site:
        filings = filings.filter(models.Q(site__code=site) | models.Q(site__isnull=True))
    turn = models.Case(
        models.When(status__in=moving.TRANSITIONS["send"].sources, then=0),
        models.When(status=FilingStatus.APPROVED, is_posted=False, then=1),
        models.When(status=FilingStatus.SENT, then=2),
        default=3,
    )
    return (
        filings.select_related("site")
        .prefetch_related(models.Prefetch("revisions", _by_code()))
        .order_by(turn, models.F("next_due").asc(nulls_last=True), "-pk")
    )


def to_do_of(employee: Employee, on: dt.date) -> FilingQuerySet:
    """What the employee has to send, correct or post, the most overdue first."""
    if not (employee.is_hr or employee.is_editor):
        return Filing.objects.none()
    mine = listed(employee, open_only=True)
    return mine.exclude(status=FilingStatus.SENT)


def next_of(filing: Filing, employee: Employee, on: dt.date) -> list[ToDo]:
    """What is to be done about one filing; its ``next_due`` is needed."""
    may = access.keeps(employee, moving.policies_of(filing))

    def where(verb: str) -> str:
        return reverse("filing:move", args=[filing.pk, verb]) if may else ""

    overdue = filing.is_overdue(on)
    day = {"date": filing.next_due.isoformat()} if filing.next_due else {}
    match filing.status:
        case FilingStatus.TO_SEND:
            words = (
                _("Send it to the authority: it was due on %(date)s.")
                if overdue
                else _("Send it to the authority by %(date)s.")
            )
            return [ToDo(words % day, where("send"), overdue)]
        case FilingStatus.TO_CORRECT:
            words = (
                _("Correct it and send it again: it was due on %(date)s.")
                if overdue
                else _("Correct it and send it again by %(date)s.")
            )
            return [ToDo(words % day, where("send"), overdue)]
        case FilingStatus.RETURNED:
            words = _("The authority returned it. Mend what it says, then send it again.")
            return [ToDo(words, where("send"), True)]
        case FilingStatus.SENT:
            return [ToDo(_("The authority has it. Record its answer here when it comes."))]
        case FilingStatus.APPROVED:
            return _to_post(filing, may, on)
    return []


def _to_post(filing: Filing, may: bool, on: dt.date) -> list[ToDo]:
    posted = set(filing.postings.values_list("site", flat=True))
    page = reverse("filing:post", args=[filing.pk])
    return [
        ToDo(
            _("Post it at %(site)s at once, and give each worker a copy.") % {"site": site},
            f"{page}?site={site.code}" if may else "",
            True,
        )
        for site in posting.sites_of(filing, on)
        if site.pk not in posted
    ]


@dataclass(frozen=True, slots=True)
class Approval:
    """What employees read of a revision that an authority approved."""

    where: str
    authority: str
    number: str
    on: dt.date
    postings: tuple[Posting, ...]


def approvals_of(revision: Revision) -> list[Approval]:
    """The authorities' approvals of a revision and where it hangs, by site; three queries."""
    filings = (
        Filing.objects.approved()
        .filter(filed__revision=revision)
        .select_related("site")
        .prefetch_related(
            models.Prefetch("moves", FilingMove.objects.order_by("pk")),
            models.Prefetch("postings", Posting.objects.select_related("site").order_by("since")),
        )
        .order_by("site__code")
    )
    return [_approval(filing) for filing in filings]


def _approval(filing: Filing) -> Approval:
    approved = [row for row in filing.moves.all() if row.to_status == FilingStatus.APPROVED][-1]
    where = filing.site.name if filing.site else _("All sites")
    return Approval(
        where, filing.authority, approved.number, approved.on, tuple(filing.postings.all())
    )


def filed_sites(employee: Employee) -> "models.QuerySet[Site]":
    """The sites that the filings the employee may see speak of."""
    return Site.objects.filter(
        pk__in=Filing.objects.of(employee).exclude(site=None).values("site")
    ).order_by("code")


def _is_posted() -> models.Exists:
    return models.Exists(Posting.objects.filter(filing=models.OuterRef("pk")))


def _by_code() -> "models.QuerySet[Revision]":
    return Revision.objects.select_related("policy").order_by("policy__code", "sequence")
