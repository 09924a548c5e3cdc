"""Addresses for readers. The site adds the front page, which knows more than policies do, and
gives them all the namespace ``reading``."""

from django.urls import path, register_converter

from policies.urls.converters import NumberConverter
from policies.views import comparing, enclosing, exporting, reading, searching, sought

register_converter(NumberConverter, "number")

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggestions, name="suggestions"),
    path("search/asked/", searching.asked, name="search_asked"),
    path("search/words/", sought.synonyms, name="synonyms"),
    path("search/words/<int:pk>/", sought.change_synonyms, name="change_synonyms"),
    path("search/sought/", sought.sought, name="sought"),
    path("my-post/", reading.my_post, name="my_post"),
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
