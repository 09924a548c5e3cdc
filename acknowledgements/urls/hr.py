from django.urls import path, register_converter

from acknowledgements.urls.converters import ExportFormatConverter
from acknowledgements.views import hr, keeping

app_name = "hr"

register_converter(ExportFormatConverter, "export_format")

urlpatterns = [
    path("hr/", hr.dashboard, name="dashboard"),
    path("hr/exemptions/", keeping.exemptions, name="exemptions"),
    path("hr/exemptions/<int:pk>/end/", keeping.end_exemption, name="end_exemption"),
    path("hr/policies/<slug:code>/terms/", keeping.set_terms, name="terms"),
    path("hr/policies/<slug:code>/<number:number>/sheet/", keeping.sheet, name="sheet"),
    path("hr/policies/<slug:code>/", hr.policy_in_force, name="policy"),
    path("hr/policies/<slug:code>/<number:number>/", hr.policy, name="policy"),
    path("hr/policies/<slug:code>/<number:number>/names/", hr.names, name="names"),
    path(
        "hr/policies/<slug:code>/<number:number>/export.<export_format:form>",
        hr.export,
        name="export",
    ),
]
