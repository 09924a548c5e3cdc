from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcknowledgementsConfig(AppConfig):
    name = "acknowledgements"
    verbose_name = _("Acknowledgements")

    def ready(self) -> None:
        from acknowledgements.access import asked_of
        from acknowledgements.announcements import enqueue_assigning
        from acknowledgements.views.reader import panel
        from policies.access import grounds
        from policies.announcements import revision_published
        from policies.views.reading import panels

        revision_published.connect(enqueue_assigning, dispatch_uid="acknowledgements.assign")
        panels.append(panel)
        grounds.append(asked_of)
