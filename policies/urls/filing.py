from django.urls import path, register_converter

from policies.urls.converters import FilingVerbConverter
from policies.views.filing import adverse, filings, heads, moving, papers

app_name = "filing"

register_converter(FilingVerbConverter, "filing_verb")

urlpatterns = [
    path("filings/", filings.filings, name="filings"),
    path("filings/new/", moving.make, name="make"),
    path("filings/heads/", heads.company, name="company_heads"),
    path("filings/<int:pk>/", filings.filing, name="filing"),
    path("filings/<int:pk>/print/", filings.printed, name="print"),
    path("filings/<int:pk>/post/", papers.post, name="post"),
    path("filings/<int:pk>/scans/", papers.keep, name="keep"),
    path("filings/<int:pk>/scans/<int:scan>/", papers.scan, name="scan"),
    path("filings/<int:pk>/<filing_verb:verb>/", moving.move, name="move"),
    path("policies/<slug:code>/heads/", heads.heads, name="heads"),
    path("drafts/<int:pk>/adverse/", adverse.adverse, name="adverse"),
]
