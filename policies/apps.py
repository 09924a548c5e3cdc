from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        import policies.comparing.jobs
        import policies.consulting.jobs  # noqa: F401  (what runs periodically is known to workers)
        from policies import proof
        from policies.announcements import revision_published, revision_rescheduled
        from policies.deeds import DEEDS
        from policies.jobs import (
            enqueue_filings,
            enqueue_following,
            enqueue_letters,
            enqueue_pdf,
            enqueue_summary,
        )
        from policies.naming import NAMES
        from regs_portal.audit import recording, searching, verifying

        recording.states.update(proof.STATES)
        searching.deeds.update(DEEDS)
        searching.names.update(NAMES)
        verifying.checks.append(proof.wrong)
        searching.addresses["policies.revision"] = lambda key: reverse("deciding:road", args=[key])
        revision_published.connect(enqueue_pdf, dispatch_uid="policies.enqueue_pdf")
        revision_published.connect(enqueue_filings, dispatch_uid="policies.enqueue_filings")
        revision_published.connect(enqueue_summary, dispatch_uid="policies.enqueue_summary")
        revision_published.connect(enqueue_following, dispatch_uid="policies.enqueue_following")
        revision_rescheduled.connect(enqueue_letters, dispatch_uid="policies.enqueue_letters")
        revision_rescheduled.connect(enqueue_following, dispatch_uid="policies.enqueue_following")
