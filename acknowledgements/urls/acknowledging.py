from django.urls import path

from acknowledgements.views import reader

app_name = "acknowledging"

urlpatterns = [
    path("acknowledgements/", reader.mine, name="mine"),
    path(
        "policies/<slug:code>/<number:number>/acknowledge/", reader.acknowledge, name="acknowledge"
    ),
    path("acknowledgements/<int:revision>/receipt/", reader.receipt, name="receipt"),
]
