from django.urls import path

from policies.views.consulting import asked, leading, opening, recording

app_name = "consulting"

urlpatterns = [
    path("drafts/<int:pk>/consult/", opening.open_, name="open"),
    path("consultations/", asked.mine, name="mine"),
    path("consultations/<int:pk>/", asked.read, name="read"),
    path("consultations/<int:pk>/whole/", asked.place, name="whole"),
    path("consultations/<int:pk>/clause/<slug:anchor>/", asked.place, name="clause"),
    path("consultations/<int:pk>/attachment/<slug:digest>/", asked.attachment, name="attachment"),
    path("consultations/<int:pk>/changes/", asked.changes, name="changes"),
    path("consultations/opinion/<int:pk>/take-back/", asked.take_back, name="take_back"),
    path("consultations/opinion/<int:pk>/support/", asked.support, name="support"),
    path("consultations/opinion/<int:pk>/answer/", leading.answer, name="answer"),
    path("consultations/<int:pk>/lead/", leading.lead, name="lead"),
    path("consultations/<int:pk>/opinions/", leading.opinions, name="opinions"),
    path("consultations/<int:pk>/extend/", leading.extend, name="extend"),
    path("consultations/<int:pk>/conclude/", leading.conclude, name="conclude"),
    path("consultations/<int:pk>/abort/", leading.abort, name="abort"),
    path("consultations/<int:pk>/since/", leading.since, name="since"),
    path("consultations/<int:pk>/meeting/", recording.meeting, name="meeting"),
    path("consultations/<int:pk>/settlement/", recording.settlement, name="settlement"),
    path("consultations/<int:pk>/record/", recording.record, name="record"),
    path("consultations/meeting/<int:pk>/papers/", recording.meeting_papers, name="meeting_papers"),
    path(
        "consultations/settlement/<int:pk>/papers/",
        recording.settlement_papers,
        name="settlement_papers",
    ),
    path("consultations/paper/<int:pk>/", recording.paper, name="paper"),
]
