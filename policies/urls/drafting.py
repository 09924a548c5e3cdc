from django.urls import path, register_converter

from policies.urls.converters import PieceConverter
from policies.views import (
    aligning,
    arranging,
    choosing,
    dividing,
    drafting,
    facts,
    histories,
    importing,
    moving,
    near,
    referring,
    removed,
    renumbering,
    starting,
    workspace,
)

app_name = "drafting"

register_converter(PieceConverter, "piece")

urlpatterns = [
    path("drafts/", workspace.workspace, name="workspace"),
    path("drafts/new/", starting.start_policy, name="start_policy"),
    path("drafts/import/", importing.import_text, name="import_text"),
    path("drafts/import/<slug:key>/", importing.look, name="import_look"),
    path("drafts/import/<slug:key>/correct/", importing.correct, name="import_correct"),
    path("drafts/import/<slug:key>/text/", importing.mend, name="import_mend"),
    path("drafts/import/<slug:key>/forget/", importing.forget, name="import_forget"),
    path("drafts/import/<slug:key>/choose/", choosing.choose, name="import_choose"),
    path("drafts/import/<slug:key>/<int:line>/clauses/", aligning.align, name="import_align"),
    path("drafts/import/<slug:key>/keep/", choosing.keep, name="import_keep"),
    path("drafts/<int:pk>/", drafting.draft, name="draft"),
    path("drafts/<int:pk>/cover/", drafting.cover, name="cover"),
    path("drafts/<int:pk>/reference/", referring.reference, name="reference"),
    path("drafts/<int:pk>/references/reword/", referring.reword, name="reword"),
    path("drafts/<int:pk>/renumber/", renumbering.renumber, name="renumber"),
    path("drafts/<int:pk>/clauses/add/", arranging.add_clause, name="add_clause"),
    path("drafts/<int:pk>/headings/add/", arranging.add_heading, name="add_heading"),
    path("drafts/<int:pk>/clause/<slug:anchor>/", drafting.clause, name="clause"),
    path("drafts/<int:pk>/heading/<slug:anchor>/", drafting.heading, name="heading"),
    path("drafts/<int:pk>/<piece:what>/<slug:anchor>/move/", moving.move, name="move"),
    path("drafts/<int:pk>/<piece:what>/<slug:anchor>/remove/", arranging.remove, name="remove"),
    path("drafts/<int:pk>/near/", near.near, name="near"),
    path("drafts/<int:pk>/near/<slug:anchor>/", near.near_clause, name="near_clause"),
    path("drafts/<int:pk>/<piece:what>/<slug:anchor>/again/", removed.add_again, name="add_again"),
    path("drafts/<int:pk>/cover/history/", histories.history, name="cover_history"),
    path("drafts/<int:pk>/cover/restore/", histories.restore, name="cover_restore"),
    path("drafts/<int:pk>/<piece:what>/<slug:anchor>/history/", histories.history, name="history"),
    path("drafts/<int:pk>/<piece:what>/<slug:anchor>/restore/", histories.restore, name="restore"),
    path("drafts/<int:pk>/removed/", histories.removed, name="removed"),
    path("drafts/<int:pk>/clause/<slug:anchor>/split/", dividing.split, name="split"),
    path("drafts/<int:pk>/clause/<slug:anchor>/merge/", dividing.merge, name="merge"),
    path("policies/<slug:code>/revise/", starting.start_revision, name="start_revision"),
    path("policies/<slug:code>/facts/", facts.facts, name="facts"),
]
