"""Addresses of this app for those who write and decide; readers' are in ``reading``, which the
site completes with its front page."""

from django.urls import include, path

urlpatterns = [
    path("", include("policies.urls.drafting")),
    path("", include("policies.urls.deciding")),
    path("", include("policies.urls.consulting")),
    path("", include("policies.urls.filing")),
    path("", include("policies.urls.browsing")),
]
