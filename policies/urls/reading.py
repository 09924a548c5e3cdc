"""Addresses for readers. The site adds the front page, which knows more than policies do, and
gives them all the namespace ``reading``."""

from django.urls import path, register_converter

from policies.urls.converters import DayConverter, NumberConverter
from policies.views import (
    clauses,
    enclosing,
    exporting,
    notices,
    printing,
    questions,
    reading,
    searching,
    sought,
)

register_converter(NumberConverter, "number")
register_converter(DayConverter, "day")

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggestions, name="suggestions"),
    path("search/asked/", searching.asked, name="search_asked"),
    path("search/words/", sought.synonyms, name="synonyms"),
    path("search/words/<int:pk>/", sought.change_synonyms, name="change_synonyms"),
    path("search/sought/", sought.sought, name="sought"),
    path("my-post/", reading.my_post, name="my_post"),
    path("handbook/", printing.handbook, name="handbook"),
    path("prints/<int:pk>/", printing.order, name="print_order"),
    path("prints/<int:pk>/pdf/", printing.pdf, name="print_pdf"),
    path("policies/", reading.catalogue, name="catalogue"),
    path("policies/<slug:code>/", reading.policy, name="policy"),
    path("policies/<slug:code>/on/<day:day>/", reading.policy, name="policy_on"),
    path("policies/<slug:code>/c/<str:which>/", clauses.clause, name="clause"),
    path("policies/<slug:code>/related/", reading.related, name="related"),
    path("policies/<slug:code>/questions/", questions.listed, name="questions"),
    path(
        "policies/<slug:code>/questions/<int:pk>/answer/",
        questions.answer,
        name="answer_question",
    ),
    path("policies/<slug:code>/<number:number>/ask/", questions.ask, name="ask_whole"),
    path("policies/<slug:code>/<number:number>/c/<slug:which>/ask/", questions.ask, name="ask"),
    path("policies/<slug:code>/c/<slug:which>/part/", clauses.part, name="part"),
    path("policies/<slug:code>/on/<day:day>/c/<str:which>/", clauses.clause, name="clause_on"),
    path(
        "policies/<slug:code>/<number:number>/c/<str:which>/",
        clauses.clause,
        name="clause_of_revision",
    ),
    path("policies/<slug:code>/<number:number>/", reading.revision, name="revision"),
    path("policies/<slug:code>/<number:number>/print/", reading.printed, name="print"),
    path("policies/<slug:code>/<number:number>/notice/", notices.notice, name="notice"),
    path(
        "policies/<slug:code>/<number:number>/attachments/<slug:anchor>/",
        enclosing.attachment,
        name="attachment",
    ),
    path("policies/<slug:code>/<number:number>/pdf/", exporting.pdf, name="pdf"),
    path("policies/<slug:code>/<number:number>/as/<slug:form>/", exporting.file, name="file"),
    path("formats/regulation-1.schema.json", exporting.schema, name="schema"),
]
