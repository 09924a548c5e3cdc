"""The harness bites: each bad habit is committed here once, and must fail."""

import socket
import warnings

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.http import HttpRequest, HttpResponse
from django.template import Context, engines
from django.test import Client
from django.urls import path
from zeal import NPlusOneError


@login_not_required
def writing(request: HttpRequest) -> HttpResponse:
    Group.objects.create(name="written by a GET")
    return HttpResponse()


@login_not_required
def repeating(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth.models import Permission

    names = [permission.content_type.model for permission in Permission.objects.order_by("pk")[:9]]
    return HttpResponse(", ".join(names))


def failed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


handler500 = failed
urlpatterns = [path("writing/", writing), path("repeating/", repeating)]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_get_that_writes_fails(client: Client) -> None:
    with pytest.raises(AssertionError, match="A GET request wrote to auth_group"):
        client.get("/writing/")


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_post_may_write(client: Client) -> None:
    assert client.post("/writing/").status_code == 200


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_query_per_row_fails(client: Client) -> None:
    ContentType.objects.clear_cache()
    with pytest.raises(NPlusOneError):
        client.get("/repeating/")


def test_an_undefined_template_variable_fails() -> None:
    template = engines["django"].engine.from_string("{{ nothing_of_that_name }}")  # type: ignore[attr-defined]
    with pytest.raises(pytest.fail.Exception, match="nothing_of_that_name"):
        template.render(Context())


def test_a_page_of_unordered_rows_fails() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(ContentType.objects.all(), 5).page(1)


def test_a_warning_fails() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("soon", DeprecationWarning, stacklevel=1)


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as way_out, pytest.raises(AssertionError, match="tried to reach"):
        way_out.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="tried to look up"):
        socket.getaddrinfo("example.com", 80)
