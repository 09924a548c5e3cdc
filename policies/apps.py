from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        import policies.consulting.jobs  # noqa: F401  (what runs periodically is known to workers)
        from policies.announcements import revision_published
        from policies.jobs import enqueue_pdf

        revision_published.connect(enqueue_pdf, dispatch_uid="policies.enqueue_pdf")
