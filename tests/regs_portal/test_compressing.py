"""Pages go out compressed to whoever takes them so, and are the same pages."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from regs_portal.compressing import SHORTEST, CompressedPagesMiddleware, compressed
from tests.cast import Cast
from tests.fixtures import SignIn

PAGE = "<p>員工應於七日前提出申請。</p>" * 200


def answered(response: HttpResponse, method: str = "GET", takes: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().generic(method, "/", headers={"Accept-Encoding": takes})

    def get_response(request: HttpRequest) -> HttpResponse:
        return response

    return CompressedPagesMiddleware(get_response)(request)


def test_a_page_is_small_and_the_same() -> None:
    answer = answered(HttpResponse(PAGE, headers={"ETag": '"a"'}))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.content) < len(PAGE) / 10
    assert gzip.decompress(answer.content).decode() == PAGE
    assert answer.headers["ETag"] == 'W/"a"'
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_whoever_does_not_take_it_gets_the_page_as_it_is() -> None:
    answer = answered(HttpResponse(PAGE), takes="identity")
    assert answer.content.decode() == PAGE
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("response", "method"),
    [
        (HttpResponse(PAGE), "POST"),
        (HttpResponse("x" * (SHORTEST - 1)), "GET"),
        (HttpResponse(PAGE, content_type="application/pdf"), "GET"),
        (HttpResponse(PAGE, headers={"Content-Encoding": "br"}), "GET"),
        (StreamingHttpResponse([PAGE]), "GET"),
    ],
)
def test_what_is_left_alone(response: HttpResponse, method: str) -> None:
    before = response.headers.get("Content-Encoding")
    assert answered(response, method).headers.get("Content-Encoding") == before


def test_its_size_does_not_tell_how_well_it_was_compressed() -> None:
    assert len({len(compressed(PAGE.encode())) for _ in range(50)}) > 10


def test_the_portal_does_it(cast: Cast, as_: SignIn) -> None:
    page = as_(cast.employee).get("/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "</html>" in gzip.decompress(page.content).decode()
