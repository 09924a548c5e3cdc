"""Addresses for readers. The site adds the front page, which knows more than policies do, and
gives them all the namespace ``reading``."""

from django.urls import path, register_converter

from policies.urls.converters import NumberConverter
from policies.views import enclosing, exporting, reading, searching

register_converter(NumberConverter, "number")

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("my-post/", reading.my_post, name="my_post"),
    path("policies/", reading.catalogue, name="catalogue"),
    path("policies/<slug:code>/", reading.policy, name="policy"),
    path("policies/<slug:code>/<number:number>/", reading.revision, name="revision"),
    path("policies/<slug:code>/<number:number>/print/", reading.printed, name="print"),
    path(
        "policies/<slug:code>/<number:number>/attachments/<slug:anchor>/",
        enclosing.attachment,
        name="attachment",
    ),
    path("policies/<slug:code>/<number:number>/pdf/", exporting.pdf, name="pdf"),
]
