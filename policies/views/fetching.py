"""Answers for programs that ask the same again and again."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language


def fetched(request: HttpRequest, words: bytes, media_type: str, name: str = "") -> HttpResponse:
    """The bytes with their digest as ETag; 304 without them where the asker has the same."""
    response = HttpResponse(words, content_type=media_type)
    etag = quote_etag(hashlib.sha256(words).hexdigest())
    response.headers["ETag"] = etag
    response.headers["Content-Language"] = get_language() or ""
    if name:
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)  # noqa: S101  (nothing here is streamed)
    return answer
