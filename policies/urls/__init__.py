"""Addresses of this app; each group of views brings its own namespace."""

from contextlib import suppress
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []

# TEMPORARY while the groups of views are being written side by side.
for group in ("drafting", "deciding"):
    with suppress(ImportError):
        import_module(f"policies.urls.{group}")
        urlpatterns.append(path("", include(f"policies.urls.{group}")))
