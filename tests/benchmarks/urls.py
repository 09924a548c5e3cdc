"""The portal's addresses and an empty view, to have something to compare the others with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from regs_portal.urls import urlpatterns as portal


def hello(request: HttpRequest) -> HttpResponse:
    """Does nothing, behind the same sign-in and middleware as every page."""
    return HttpResponse("hello")


urlpatterns = [path("benchmarks/hello/", hello), *portal]
