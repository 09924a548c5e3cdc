"""Addresses for readers who look at more than one revision: comparisons, histories. The site puts
them among those of ``reading``."""

from django.urls import path, register_converter

from policies.urls.converters import NumberConverter
from policies.views import amendments, comparing, lives

register_converter(NumberConverter, "version")

_PAIR = "policies/<slug:code>/<version:one>/compare/<version:other>/"

urlpatterns = [
    path("policies/<slug:code>/history/", lives.policy, name="history"),
    path("policies/<slug:code>/c/<str:which>/history/", lives.clause, name="clause_history"),
    path("policies/<slug:code>/compare/", comparing.choose, name="choose_comparison"),
    path("policies/<slug:code>/compare/since/", comparing.since, name="compare_since"),
    path(_PAIR, comparing.revisions, name="compare"),
    path(f"{_PAIR}table/", comparing.revisions_table, name="compare_table"),
    path(f"{_PAIR}table/word/", amendments.word, name="compare_word"),
    path(f"{_PAIR}table/pdf/", amendments.pdf, name="compare_pdf"),
    # What is no number is answered with a sentence.
    path("policies/<slug:code>/<str:one>/compare/<str:other>/", comparing.revisions),
]
