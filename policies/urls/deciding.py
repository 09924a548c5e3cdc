from django.urls import path

from policies.views import (
    amendments,
    clocks,
    comparing,
    deciding,
    delegating,
    publishing,
    reviewing,
)

app_name = "deciding"

urlpatterns = [
    path("drafts/<int:pk>/road/", deciding.road, name="road"),
    path("drafts/<int:pk>/changes/", comparing.draft, name="changes"),
    path("drafts/<int:pk>/changes/table/", comparing.draft_table, name="changes_table"),
    path("drafts/<int:pk>/changes/table/word/", amendments.draft_word, name="changes_word"),
    path("drafts/<int:pk>/changes/table/pdf/", amendments.draft_pdf, name="changes_pdf"),
    path("drafts/<int:pk>/road/submit/", deciding.submit, name="submit"),
    path("drafts/<int:pk>/road/decide/", deciding.decide, name="decide"),
    path("drafts/<int:pk>/road/return/", deciding.return_approved, name="return"),
    path("drafts/<int:pk>/road/waive/", deciding.waive, name="waive"),
    path("drafts/<int:pk>/road/withdraw/", deciding.withdraw, name="withdraw"),
    path("drafts/<int:pk>/road/publish/", publishing.publish, name="publish"),
    path("drafts/<int:pk>/road/postpone/", publishing.postpone, name="postpone"),
    path("drafts/<int:pk>/road/cancel/", publishing.cancel, name="cancel"),
    path("policies/<slug:code>/clocks/", clocks.clocks, name="clocks"),
    path("drafts/<int:pk>/review/", reviewing.review, name="review"),
    path("drafts/<int:pk>/review/comment/", reviewing.comment, name="comment"),
    path("drafts/<int:pk>/review/<int:key>/reply/", reviewing.reply, name="reply"),
    path("drafts/<int:pk>/review/<int:key>/resolve/", reviewing.resolve, name="resolve"),
    path("drafts/<int:pk>/review/advice/", reviewing.answer, name="answer_advice"),
    path("delegations/", delegating.delegations, name="delegations"),
    path("delegations/<int:pk>/end/", delegating.end, name="end_delegation"),
]
