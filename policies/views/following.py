"""Following policies, and the private address where their news can be fetched."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from policies import access, diary, feed_addresses, following
from policies.exports import icalendar
from policies.models import FeedAddress
from policies.news_feed import news_feed
from policies.views.fetching import fetched
from policies.views.requests import as_employee
from regs_portal.letters import language_of
from regs_portal.people.models import Employee

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = f"{icalendar.MEDIA_TYPE}; charset=utf-8"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The policies one follows, each with its newest change."""
    employee, today = as_employee(request), access.today()
    context = {
        "followed": following.newest_of_followed(employee, today),
        "shut": following.shut(employee, today),
    }
    return render(request, "following/mine.html", context)


@require_POST
def follow(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    following.follow(access.readable_policy(by, code), by)
    messages.success(request, _("You follow %(code)s from now on.") % {"code": code})
    return _back(request, code)


@require_POST
def unfollow(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    following.unfollow(following.followed_policy(by, code), by)
    messages.success(request, _("You no longer follow %(code)s.") % {"code": code})
    return _back(request, code)


@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """Where the feed and the calendar are, and the private address for those who cannot sign in."""
    kept = FeedAddress.objects.filter(employee=as_employee(request)).first()
    key = feed_addresses.key_of(kept) if kept else ""
    private = [
        (name, request.build_absolute_uri(reverse(f"browsing:private_{kind}", args=[key])))
        for kind, name in (("feed", _("Feed (Atom)")), ("calendar", _("Calendar (iCalendar)")))
        if key
    ]
    context = {"kept": kept, "private": private}
    return render(request, "following/addresses.html", context)


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    feed_addresses.renew(as_employee(request))
    words = _("This is your private address. One made before it opens nothing any more.")
    messages.success(request, words)
    return redirect("browsing:addresses")


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    feed_addresses.revoke(as_employee(request))
    messages.success(request, _("Revoked. There is no private address now."))
    return redirect("browsing:addresses")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, as_employee(request))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(request, as_employee(request))


@login_not_required
@require_safe
def private_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The feed of whoever the key belongs to, in their language; 404 of any other key."""
    owner = _owner(key)
    with translation.override(language_of(owner)):
        return _feed(request, owner)


@login_not_required
@require_safe
def private_calendar(request: HttpRequest, key: str) -> HttpResponse:
    owner = _owner(key)
    with translation.override(language_of(owner)):
        return _calendar(request, owner)


def _owner(key: str) -> Employee:
    owner = feed_addresses.owner_of(key, access.today())
    if owner is None:
        raise Http404
    return owner


def _feed(request: HttpRequest, reader: Employee) -> HttpResponse:
    words = news_feed(reader, access.today(), request.build_absolute_uri, request.path)
    return fetched(request, words, ATOM)


def _calendar(request: HttpRequest, reader: Employee) -> HttpResponse:
    days = diary.events(reader, access.today(), request.build_absolute_uri)
    words = icalendar.written(_("Regulations"), days)
    return fetched(request, words, CALENDAR, "regulations.ics")


def _back(request: HttpRequest, code: str) -> HttpResponse:
    if request.POST.get("back") == "list":
        return redirect("browsing:following")
    return redirect("reading:policy", code)
