from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcknowledgementsConfig(AppConfig):
    name = "acknowledgements"
    verbose_name = _("Acknowledgements")

    def ready(self) -> None:
        from acknowledgements import proof
        from acknowledgements.access import asked_of, last_acknowledged
        from acknowledgements.announcements import enqueue_assigning, enqueue_following
        from acknowledgements.assigning import owing
        from acknowledgements.deeds import DEEDS
        from acknowledgements.diary import due_days
        from acknowledgements.views.reader import panel
        from policies import consequences, diary
        from policies.access import grounds
        from policies.announcements import revision_published, revision_rescheduled
        from policies.comparing import last_noted
        from policies.views.reading import panels
        from regs_portal.audit import searching, verifying

        revision_published.connect(enqueue_assigning, dispatch_uid="acknowledgements.assign")
        revision_rescheduled.connect(enqueue_following, dispatch_uid="acknowledgements.follow")
        consequences.owing.append(owing)
        verifying.checks.append(proof.wrong)
        searching.deeds.update(DEEDS)
        panels.append(panel)
        diary.sources.append(due_days)
        grounds.append(asked_of)
        last_noted.append(last_acknowledged)
