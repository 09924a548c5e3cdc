"""Taking a regulation away."""

import logging

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from policies import access
from policies.exports.files import FORMATS, Source
from policies.exports.storing import stored_pdf
from policies.jobs import pdf_was_given_up
from policies.models import Revision
from policies.text.interchange.json_file import SCHEMA
from policies.views.requests import as_employee

logger = logging.getLogger(__name__)

RELOAD_SECONDS = 20


@require_safe
def pdf(request: HttpRequest, code: str, number: str) -> HttpResponseBase:
    """The stored PDF of a published revision; a worker makes it, this only hands it out.

    A superseded one says so on every page; ``?as=published`` asks for the print from before.
    """
    revision = access.readable_revision(as_employee(request), code, number)
    rendition = stored_pdf(revision, as_published=request.GET.get("as") == "published")
    if rendition is None:
        return _being_made(request, revision)
    try:
        return send(rendition.file, f"{code} {revision.title} {number}.pdf")
    except FileNotFoundError:
        logger.exception("The file of rendition %d is not in storage", rendition.pk)
        return _being_made(request, revision, is_lost=True)


@require_safe
def file(request: HttpRequest, code: str, number: str, form: str) -> HttpResponseBase:
    """A published revision as Word, Akoma Ntoso, JSON or Markdown (``exports.files.FORMATS``).

    Always saved, never shown: whatever its words hold, no browser runs them.
    """
    revision = access.readable_revision(as_employee(request), code, number)
    if form not in FORMATS:
        raise Http404
    source = Source(revision, access.today())
    etag = source.etag(form)
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return _for_one(known, etag)
    response = HttpResponse(FORMATS[form].make(source), content_type=FORMATS[form].media_type)
    response["Content-Disposition"] = content_disposition_header(True, source.name(form)) or ""
    return _for_one(response, etag)


@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    """What the JSON of a revision holds, as JSON Schema."""
    response = HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _for_one(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def send(file: FieldFile, name: str) -> HttpResponseBase:
    """A stored PDF under that name; FileNotFoundError when the storage has lost it."""
    response = FileResponse(file.open("rb"), content_type="application/pdf", filename=name)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    # The browser's own viewer draws the file; a policy made for our pages would only hinder it.
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def _being_made(request: HttpRequest, revision: Revision, is_lost: bool = False) -> HttpResponse:
    is_given_up = not is_lost and pdf_was_given_up(revision)
    context = {"revision": revision, "is_lost": is_lost, "is_given_up": is_given_up}
    response = render(request, "pdf/being_made.html", context, status=202)
    response["Cache-Control"] = "no-store"
    if not (is_lost or is_given_up):
        response["Refresh"] = str(RELOAD_SECONDS)
    return response
