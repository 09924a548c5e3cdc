"""Pages for whoever reads: a policy's words, its versions, print, PDF, catalogue, my post."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import access, cataloguing, clocks, enclosed
from policies.citing.showing import citing_links, citing_policies
from policies.filing import listing
from policies.forms.catalogue import CatalogueForm
from policies.models import Revision, Status
from policies.reading import Reading
from policies.related import related_to
from policies.rendering import Page, page_of
from policies.text import script
from policies.views import framing, freshness
from policies.views.requests import as_employee
from regs_portal.people.models import Role

PER_PAGE = 20

# What stands below a text for its reader. Apps above this one register here when they are ready:
# a function of the request and the revision that returns a template's context, or None.
Panel = Callable[[HttpRequest, Revision], dict[str, Any] | None]
panels: list[Panel] = []
PANEL_TEMPLATE = "acknowledgements/_bar.html"


@require_safe
def policy(request: HttpRequest, code: str, day: dt.date | None = None) -> HttpResponseBase:
    """The words in force today, or on the day of the address, or that ``?on=2026-04-01`` names;
    of those who may look back, as the portal knew it on the day ``?known=`` names."""
    asked = day.isoformat() if day else request.GET.get("on", "").strip()
    day = _date(asked) if asked else None
    if known := request.GET.get("known", "").strip():
        return _as_known(request, code, asked, known)
    by = as_employee(request)
    found = access.words_to_read(by, code, day or access.today(), script=_script(request))
    if found.revision is None:
        context = {
            "code": code,
            "day": day,
            "versions": _standing(found),
            "repealed": found.repealed(day or access.today()),
            "may_edit": found.policy.is_editable_by(by),
            "unfinished": found.unfinished,
        }
        return render(request, "reading/no_words.html", context, status=404)
    problem = ""
    if asked and day is None:
        problem = _("“%(date)s” is not a date. Write it as 2026-04-01. These are today's words.")
        problem %= {"date": asked[:40]}
    return _page(request, found, found.revision, day, problem)


def _as_known(request: HttpRequest, code: str, asked: str, known: str) -> HttpResponseBase:
    """The words in force on a day as the portal knew it on another, for whoever may look back;
    where no text answers that can be read today, the page of the two clocks does."""
    by = as_employee(request)
    policy = access.policy_on_the_road(by, code)
    day, known_on = _date(asked) if asked else access.today(), _date(known)
    answer = None
    if day and known_on:
        answer = clocks.answer(clocks.known_by(clocks.rows_of(policy), known_on), day)
    if answer is None or answer.revision.is_repeal or answer.revision.status != Status.PUBLISHED:
        query = {"on": day.isoformat() if day else asked, "known": known}
        return redirect(reverse("deciding:clocks", args=[code], query=query))
    found = access.words_to_read(by, code, access.today(), answer.revision.number)
    assert found.revision is not None  # noqa: S101  (a published number can be read)
    notice = _("Known on %(known)s to be in force from %(date)s on.") % {
        "known": known_on, "date": answer.effective_from,
    }  # fmt: skip
    return _page(request, found, found.revision, day, notice=notice)


@require_safe
def revision(request: HttpRequest, code: str, number: str) -> HttpResponseBase:
    """The words of one revision, whether in force, coming or superseded."""
    by = as_employee(request)
    found = access.words_to_read(by, code, access.today(), number, _script(request))
    assert found.revision is not None  # noqa: S101  (a number that is not there is a 404)
    return _page(request, found, found.revision)


def _page(
    request: HttpRequest,
    found: Reading,
    shown: Revision,
    asked_day: dt.date | None = None,
    problem: str = "",
    notice: str = "",
) -> HttpResponseBase:
    today = access.today()
    state = _state(shown, today)
    words, is_converted = _words(found, shown, _script(request))
    facts = framing.facts_of(found, shown)
    if is_converted:
        facts = replace(facts, title=script.converted(facts.title, words.language))
    frame = framing.frame(
        get_language() or "",
        facts,
        _standing(found),
        state,
        found.in_force(today),
        found.coming(today),
        found.repealed(today),
        found.replaces,
        asked_day,
    )
    citing = found.citing if state == "in-force" else ()
    by = as_employee(request)
    # One acknowledges the words that were decided, and those are not before the reader here.
    asked = () if is_converted else panels
    bars = [bar for panel in asked if (bar := panel(request, shown)) is not None]
    approvals = tuple(listing.approvals_of(shown)) if shown.policy.is_work_rule else ()
    tag = freshness.tag_of(
        request, get_language(), today, by, sorted(by.group_names), words.html, words.contents,
        found.role_codes, citing, found.bases, found.attachments, frame.head, frame.margin,
        found.unfinished, approvals, found.follows, bars, problem, notice,
    )  # fmt: skip
    if fresh := freshness.still_fresh(request, tag):
        return fresh
    page = words.for_reader(found.role_codes, citing_links(citing), by)
    context = {
        "revision": shown,
        "facts": facts,
        "page": page,
        "is_converted": is_converted,
        "other_script": script.OTHER.get(words.language, ""),
        "minutes": words.minutes,
        "bases": found.bases,
        "attachments": [
            (each, enclosed.address_of(shown, each.anchor)) for each in found.attachments
        ],
        "citing": citing_policies(citing),
        "frame": frame,
        "clause_links": _clause_links(shown),
        "problem": problem,
        "notice": notice,
        "unfinished": found.unfinished,
        "follows": found.follows,
        "may_edit": (edits := shown.policy.is_editable_by(by)),
        "may_look_back": edits or access.sees_the_office(by),
        "approvals": approvals,
        "bars": [render_to_string(PANEL_TEMPLATE, bar, request) for bar in bars],
    }
    response = render(request, "reading/policy.html", context)
    if tag:
        response["ETag"] = tag
    return response


@require_safe
def related(request: HttpRequest, code: str) -> HttpResponse:
    """What the policy is based on, what is based on it, what it replaces, and what else to see."""
    by, today = as_employee(request), access.today()
    found = access.words_to_read(by, code, today)
    newest = found.revision or found.versions[0]
    context = {
        "policy": found.policy,
        "title": newest.title,
        "relations": related_to(found.policy, by, today),
    }
    return render(request, "reading/related.html", context)


@require_safe
def printed(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The same words laid out for paper: cover, contents, text."""
    found = access.words_to_read(as_employee(request), code, access.today(), number)
    shown = found.revision
    assert shown is not None  # noqa: S101  (a number that is not there is a 404)
    context = {
        "revision": shown,
        "facts": framing.facts_of(found, shown),
        "page": _stored_page(found, shown).for_reader(),
        "bases": found.bases,
        "attachments": [
            (each, enclosed.address_of(shown, each.anchor)) for each in found.attachments
        ],
        "state": _state(shown, access.today()),
    }
    return render(request, "reading/print.html", context)


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


def _clause_links(shown: Revision) -> list[tuple[str, str]]:
    """What else one can do with a clause: addresses with ANCHOR for its anchor, and their words."""
    code = shown.policy.code
    return [
        (reverse("reading:clause_history", args=(code, "ANCHOR")), _("Its history")),
        (reverse("reading:ask", args=(code, shown.number, "ANCHOR")), _("Ask about it")),
    ]


def _script(request: HttpRequest) -> str:
    """The script asked for, where it is one."""
    asked = request.GET.get("script", "")
    return asked if asked in script.OTHER else ""


def _words(found: Reading, shown: Revision, wanted: str) -> tuple[Page, bool]:
    """The page in the script wanted, and whether that is a conversion."""
    if not wanted:
        return _stored_page(found, shown), False
    if found.html:
        return Page(found.html, found.contents), True
    page = page_of(shown)
    if page.language != script.OTHER[wanted]:
        return page, False
    return page.converted(wanted), True  # not kept yet


def _stored_page(found: Reading, shown: Revision) -> Page:
    return Page(found.html, found.contents) if found.html else page_of(shown)


def _standing(found: Reading) -> tuple[framing.Listed, ...]:
    """The versions, newest first, each with its state today and the number of the
    words before it."""
    today = access.today()
    listed, older = [], ""
    for version in reversed(found.versions):
        listed.append((version, version.standing(today), older))
        older = older if version.is_repeal else version.number
    return tuple(reversed(listed))


def _state(shown: Revision, today: dt.date) -> str:
    if shown.is_scheduled(today):
        return "coming"
    if shown.is_superseded(today):
        return "superseded"
    return "repealed" if shown.is_repeal else "in-force"


def _date(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None
