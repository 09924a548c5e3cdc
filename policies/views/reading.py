"""Pages for whoever reads: a policy's words, its versions, print, PDF, catalogue, my post."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import access, cataloguing
from policies.access import Reading
from policies.forms.catalogue import CatalogueForm
from policies.models import Revision
from policies.models.rendition import RenditionKind
from policies.rendering import Page, language_of, page_of
from policies.views.requests import as_employee
from regs_portal.people.models import Role

PER_PAGE = 20

# What stands below a text for its reader. Apps above this one register here when they are ready:
# a function of the request and the revision that returns a template's context, or None.
Panel = Callable[[HttpRequest, Revision], dict[str, Any] | None]
panels: list[Panel] = []
PANEL_TEMPLATE = "acknowledgements/_bar.html"


@require_safe
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """The words in force today, or on the day ``?on=2026-04-01`` names."""
    if code != code.upper():
        return redirect("reading:policy", code.upper(), permanent=True)
    asked = request.GET.get("on", "").strip()
    day = access.today()
    problem = ""
    if asked:
        try:
            day = dt.date.fromisoformat(asked)
        except ValueError:
            problem = _(
                "“%(date)s” is not a date. Write it as 2026-04-01. These are today's words."
            ) % {"date": asked[:40]}
    reading = access.reading(as_employee(request), code, day)
    if reading.revision is None:
        context = {"code": code, "day": day, "is_today": not asked, "versions": _dated(reading)}
        return render(request, "reading/no_words.html", context, status=404)
    context = {"asked_day": day if asked and not problem else None, "problem": problem}
    return _page(request, reading, reading.revision, **context)


@require_safe
def revision(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The words of one revision, whether in force, coming or superseded."""
    reading = access.reading(as_employee(request), code, access.today(), number)
    assert reading.revision is not None  # noqa: S101  (a number that is not there is a 404)
    return _page(request, reading, reading.revision)


def _page(request: HttpRequest, reading: Reading, shown: Revision, **context: Any) -> HttpResponse:
    employee = as_employee(request)
    today = access.today()
    page = _stored_page(shown).for_reader(shown.reader_roles)  # type: ignore[attr-defined]
    bars = [found for panel in panels if (found := panel(request, shown)) is not None]
    context |= {
        "revision": shown,
        "policy": shown.policy,
        "page": page,
        "state": _state(shown, today),
        "in_force": next((row for row in reading.versions if row.is_in_force(today)), None),
        "coming": next((row for row in reading.versions if row.is_scheduled(today)), None),
        "versions": _dated(reading),
        "open_revision": reading.open_revision,
        "may_edit": shown.policy.is_editable_by(employee),
        "review_due": _review_due(shown),
        "bars": [render_to_string(PANEL_TEMPLATE, bar, request) for bar in bars],
    }
    return render(request, "reading/policy.html", context)


@require_safe
def printed(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The same words laid out for paper: cover, contents, text."""
    reading = access.reading(as_employee(request), code, access.today(), number)
    shown = reading.revision
    assert shown is not None  # noqa: S101  (a number that is not there is a 404)
    context = {
        "revision": shown,
        "policy": shown.policy,
        "page": _stored_page(shown).for_reader(),
        "language": language_of(shown),
        "state": _state(shown, access.today()),
        "review_due": _review_due(shown),
    }
    return render(request, "reading/print.html", context)


@require_safe
def pdf(request: HttpRequest, code: str, number: str) -> HttpResponse | FileResponse:
    """The official PDF, made once by the worker; until then a page that says so."""
    shown = access.readable_revision(as_employee(request), code, number)
    made = shown.renditions.filter(kind=RenditionKind.PDF).first()
    if made is None:
        return render(request, "reading/pdf_later.html", {"revision": shown}, status=202)
    try:
        file = made.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file, filename=f"{code}-{number}.pdf", content_type="application/pdf", as_attachment=False
    )


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every policy in force that the reader may read, narrowed by the form above the list."""
    form = CatalogueForm(request.GET)
    narrowed = {name: value for name, value in _cleaned(form).items() if value}
    revisions = cataloguing.catalogue(as_employee(request), access.today(), **narrowed)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "is_narrowed": bool(narrowed),
        "page_obj": Paginator(revisions, PER_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
    }
    return render(request, "reading/catalogue.html", context)


@require_safe
def my_post(request: HttpRequest) -> HttpResponse:
    """The reader's roles, their duties, and what the rules in force say to them."""
    employee, today = as_employee(request), access.today()
    roles = Role.objects.filter(appointments__in=employee.appointments.current(today))
    posts = [(role, cataloguing.of_post(employee, role, today)) for role in roles.distinct()]
    return render(request, "reading/my_post.html", {"posts": posts})


def _cleaned(form: CatalogueForm) -> dict[str, Any]:
    """What is valid of the form; the rest is ignored, its sentence stands beside the field."""
    form.is_valid()
    return form.cleaned_data


def _stored_page(shown: Revision) -> Page:
    html, contents = shown.page_html, shown.page_contents  # type: ignore[attr-defined]
    return Page(html, contents) if html is not None else page_of(shown)


def _dated(reading: Reading) -> list[tuple[Revision, str]]:
    """The versions, newest first, each with its state."""
    today = access.today()
    return [(row, _state(row, today)) for row in reading.versions]


def _state(shown: Revision, today: dt.date) -> str:
    """The state as the chips name it."""
    if shown.is_scheduled(today):
        return "coming"
    return "superseded" if shown.is_superseded(today) else "in-force"


def _review_due(shown: Revision) -> dt.date | None:
    """When the policy is to be looked at again, counted from its effective date."""
    if shown.effective_from is None:
        return None
    months = shown.effective_from.month - 1 + shown.policy.review_interval_months
    year, month = shown.effective_from.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(shown.effective_from.day, 28))
