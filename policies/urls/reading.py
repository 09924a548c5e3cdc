"""Addresses for readers. The site adds the front page, which knows more than policies do, and
gives them all the namespace ``reading``."""

from django.urls import path, register_converter

from policies.urls.converters import NumberConverter
from policies.views import comparing, enclosing, exporting, printing, reading, searching

register_converter(NumberConverter, "number")

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("my-post/", reading.my_post, name="my_post"),
    path("handbook/", printing.handbook, name="handbook"),
    path("prints/<int:pk>/", printing.order, name="print_order"),
    path("prints/<int:pk>/pdf/", printing.pdf, name="print_pdf"),
    path("policies/", reading.catalogue, name="catalogue"),
    path("policies/<slug:code>/", reading.policy, name="policy"),
    path("policies/<slug:code>/compare/", comparing.choose, name="choose_comparison"),
    path(
        "policies/<slug:code>/<number:before>/compare/<number:after>/",
        comparing.revisions,
        name="compare",
    ),
    path(
        "policies/<slug:code>/<number:before>/compare/<number:after>/table/",
        comparing.revisions_table,
        name="compare_table",
    ),
    path("policies/<slug:code>/<number:number>/", reading.revision, name="revision"),
    path("policies/<slug:code>/<number:number>/print/", reading.printed, name="print"),
    path(
        "policies/<slug:code>/<number:number>/attachments/<slug:anchor>/",
        enclosing.attachment,
        name="attachment",
    ),
    path("policies/<slug:code>/<number:number>/pdf/", exporting.pdf, name="pdf"),
]
