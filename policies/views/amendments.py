"""The table of amended clauses to take away: as a Word file, as a PDF."""

import logging
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from policies import comparing
from policies.comparing import jobs
from policies.comparing.amendments import sheet_of
from policies.exports.amendments_pdf import stored_table
from policies.models import Revision
from policies.views.comparing import draft_pair, readable_pair

logger = logging.getLogger(__name__)

RELOAD_SECONDS = 5


@require_safe
def word(request: HttpRequest, code: str, one: str, other: str) -> HttpResponse:
    return _word(*readable_pair(request, code, one, other))


@require_safe
def draft_word(request: HttpRequest, pk: int) -> HttpResponse:
    return _word(*draft_pair(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: HttpRequest, code: str, one: str, other: str) -> HttpResponseBase:
    """Asking for it, by POST, has a worker make it; then it is handed out here."""
    return _pdf(request, *readable_pair(request, code, one, other))


@require_http_methods(["GET", "HEAD", "POST"])
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same of a text on its way, while its words are frozen."""
    before, after = draft_pair(request, pk)
    if not after.digest:
        raise Http404
    return _pdf(request, before, after)


def _word(before: Revision, after: Revision) -> HttpResponse:
    from policies.exports.amendments_word import MEDIA_TYPE, written

    with sheet_of(before, after) as sheet:
        response = HttpResponse(written(sheet), content_type=MEDIA_TYPE)
        name = quote(f"{sheet.name}.docx")
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{name}"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _pdf(request: HttpRequest, before: Revision, after: Revision) -> HttpResponseBase:
    made = stored_table(before, after)
    if request.method == "POST":
        if made is None:
            jobs.ask_for_table(before, after)
        return redirect(request.path)
    if made is None:
        return _not_yet(request, before, after)
    try:
        file = made.file.open("rb")
    except FileNotFoundError:
        logger.exception("The file of table %d is not in storage", made.pk)
        return _not_yet(request, before, after, is_lost=True)
    name = f"{after.policy.code} {after.title} {before.number}-{after.number}.pdf"
    response = FileResponse(file, content_type="application/pdf", filename=name)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    # The browser's own viewer draws the file; a policy made for our pages would only hinder it.
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def _not_yet(
    request: HttpRequest, before: Revision, after: Revision, is_lost: bool = False
) -> HttpResponse:
    is_awaited = not is_lost and jobs.is_being_made(before, after)
    context = {
        "before": before,
        "after": after,
        "text_url": comparing.text_url(after),
        "is_lost": is_lost,
        "is_awaited": is_awaited,
        "is_given_up": not (is_lost or is_awaited) and jobs.was_given_up(before, after),
    }
    response = render(request, "comparing/table_not_yet.html", context, status=202)
    response["Cache-Control"] = "no-store"
    if is_awaited:
        response["Refresh"] = str(RELOAD_SECONDS)
    return response
