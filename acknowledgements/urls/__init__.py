"""Addresses of this app; each group of views brings its own namespace."""

from django.urls import include, path

urlpatterns = [
    path("", include("acknowledgements.urls.acknowledging")),
    path("", include("acknowledgements.urls.hr")),
]
