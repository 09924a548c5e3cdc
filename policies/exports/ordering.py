"""PDFs that one person asks for: a handbook of chosen policies, or a text that is not published.

Nothing here is evidence. A worker makes the file, only its asker gets it, and only while they may
read every text in it; after some days it is forgotten. Like those of revisions, the row is the
truth, and a file without one is swept away.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from policies import access, cataloguing
from policies.exports.handbook import Cover, make_handbook
from policies.exports.pdf import make_pdf
from policies.models import Clause, PrintedRevision, PrintKind, PrintOrder, Revision, Status
from policies.refusals import Refused
from policies.text.cleaning import one_line
from regs_portal.audit.recording import record_and_run
from regs_portal.jobs import Job, enqueue_on_commit
from regs_portal.people.models import Employee

FOLDER = "prints"
# About 650 pages, which take a worker a minute and less than a gigabyte.
MOST_CLAUSES = 5_000
MOST_WAITING = 3
# What is not made by then has failed, and keeps nobody from asking again.
WORTH_WAITING = dt.timedelta(minutes=30)
# A file whose row is not written yet is no older than this.
BEING_MADE = dt.timedelta(hours=2)
LONGEST_TITLE = PrintOrder._meta.get_field("title").max_length


def order_handbook(
    by: Employee, codes: Collection[str], title: str, job: Job, at: dt.datetime | None = None
) -> PrintOrder:
    """Has the words in force of the policies with those codes made into one PDF.

    ``job`` makes it. Refuses when no policy is chosen, one of them is not theirs to read or not in
    force, or the book would be too thick.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    if not codes:
        raise Refused("nothing_chosen", _("Choose at least one regulation."))
    chosen = list(cataloguing.for_handbook(by, today).filter(policy__code__in=codes))
    if lacking := sorted(set(codes) - {revision.policy.code for revision in chosen}):
        raise Refused(
            "not_to_be_had",
            _("%(codes)s is not in force, or not yours to read. Take it out and try again.")
            % {"codes": one_line("、".join(lacking))[:200]},
        )
    count = Clause.objects.filter(revision__in=chosen).count()
    if count > MOST_CLAUSES:
        raise Refused(
            "too_thick",
            ngettext(
                "These regulations have %(count)d clause; one PDF takes at most %(most)d. "
                "Choose fewer, and make several.",
                "These regulations have %(count)d clauses; one PDF takes at most %(most)d. "
                "Choose fewer, and make several.",
                count,
            )
            % {"count": count, "most": MOST_CLAUSES},
        )
    title = one_line(title)[:LONGEST_TITLE] or _("Handbook of regulations")
    return _order(PrintKind.HANDBOOK, by, chosen, title, job, at)


def order_draft(
    by: Employee, revision: Revision, job: Job, at: dt.datetime | None = None
) -> PrintOrder:
    """Has a text that is not published, which they may read, made into a PDF as it stands."""
    if revision.status == Status.PUBLISHED:
        raise Refused("is_published", _("This text is published; its PDF is there already."))
    at = at or timezone.now()
    title = f"{revision.policy.code} {revision.title} {revision.number}"[:LONGEST_TITLE]
    return _order(PrintKind.DRAFT, by, [revision], title, job, at)


def _order(
    kind: PrintKind,
    by: Employee,
    revisions: Sequence[Revision],
    title: str,
    job: Job,
    at: dt.datetime,
) -> PrintOrder:
    keys = [revision.pk for revision in revisions]
    with transaction.atomic():
        Employee.objects.select_for_update(no_key=True).get(pk=by.pk)
        recent = PrintOrder.objects.filter(by=by, asked_at__gt=at - WORTH_WAITING)
        waiting = list(recent.waiting().prefetch_related("printed"))
        for order in waiting:  # pressed twice
            same = [part.revision_id for part in order.printed.all()] == keys
            if same and order.title == title:
                return order
        if len(waiting) >= MOST_WAITING:
            raise Refused(
                "too_many_waiting",
                _("Your last PDFs are still being made. Try again when they are ready."),
            )
        order = PrintOrder.objects.create(
            kind=kind,
            by=by,
            asked_at=at,
            on=timezone.localdate(at),
            language=get_language() or "",
            title=title,
        )
        PrintedRevision.objects.bulk_create(
            PrintedRevision(order=order, revision_id=key, position=position)
            for position, key in enumerate(keys, start=1)
        )
        enqueue_on_commit(job, order.pk)
        # What was asked for, beside the person; of them nothing changes.
        record_and_run(
            ("", []), "policies.order_print", by, by, changes_it=False, kind=kind.value,
            revisions=keys,
        )  # fmt: skip
    return order


def is_readable(order: PrintOrder) -> bool:
    """Whether its asker may read every text in it, today."""
    keys = order.printed.values("revision")
    readable = access.visible_to(order.by).filter(pk__in=keys)
    return readable.count() == order.printed.count()


def make(order_id: int, now: dt.datetime | None = None) -> PrintOrder | None:
    """Makes and keeps the file, unless it is there already.

    Returns the order, or None when there is none of that key or it may not be read any more.
    """
    now = now or timezone.now()
    orders = PrintOrder.objects.select_related("by__department", "by__site")
    order = orders.filter(pk=order_id).first()
    if order is None or not is_readable(order):
        return None
    return order if order.made_at else _keep(order, _print(order, now), now)


def _print(order: PrintOrder, now: dt.datetime) -> bytes:
    revisions = [
        part.revision
        for part in order.printed.select_related(
            "revision__policy__category",
            "revision__policy__issuing_department",
            "revision__published_by",
        )
    ]
    if order.kind == PrintKind.DRAFT:
        (revision,) = revisions
        return make_pdf(revision, order.on, now)
    cover = Cover(
        order.title, order.language, order.on, f"{order.by.name} {order.by.employee_number}", now
    )
    return make_handbook(cover, revisions)


def _keep(order: PrintOrder, content: bytes, now: dt.datetime) -> PrintOrder | None:
    name = default_storage.save(f"{FOLDER}/{order.pk}.pdf", ContentFile(content))
    is_ours = PrintOrder.objects.filter(pk=order.pk, made_at__isnull=True).update(
        file=name,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        made_at=now,
    )
    if not is_ours:  # somebody was quicker, or it is forgotten
        default_storage.delete(name)
    return PrintOrder.objects.filter(pk=order.pk).first()


def forget_old(now: dt.datetime) -> int:
    """Throws away orders that were kept long enough, and files that belong to none."""
    old = list(PrintOrder.objects.old(now))
    PrintOrder.objects.filter(pk__in=[order.pk for order in old]).delete()
    for order in old:
        if order.file.name:
            default_storage.delete(order.file.name)
    return len(old) + _sweep_files(now)


def _sweep_files(now: dt.datetime) -> int:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    paths = {f"{FOLDER}/{name}" for name in names}
    kept = PrintOrder.objects.filter(file__in=paths).values_list("file", flat=True)
    stray = [
        path
        for path in paths - set(kept)
        if default_storage.get_modified_time(path) < now - BEING_MADE
    ]
    for path in stray:
        default_storage.delete(path)
    return len(stray)


def unmade(now: dt.datetime) -> "models.QuerySet[PrintOrder]":
    """Orders still to be made."""
    return PrintOrder.objects.waiting().exclude(pk__in=PrintOrder.objects.old(now))
