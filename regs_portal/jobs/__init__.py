"""Work done later, by `manage.py work`. The one place that knows django-tasks.

A job is a module-level function taking JSON values (ids, never objects)::

    @job
    def render_pdf(revision_id: int) -> None: ...

    enqueue_on_commit(render_pdf, revision.pk)

    @every(seconds=300)
    @job
    def render_missing_pdfs() -> None: ...

A job may run more than once: a killed worker's job is run again. So it must look at the domain
rows first and do only what is still missing. The queue makes things prompt, the periodic sweep
makes them certain. A sweep leaves alone what is ``unfinished``. Of the jobs that are due, those of
the higher ``Priority`` are taken first; one that runs longer than it may is stopped.
"""

from regs_portal.jobs.queue import (
    Job,
    Priority,
    enqueue_on_commit,
    every,
    given_up,
    job,
    unfinished,
)

__all__ = ["Job", "Priority", "enqueue_on_commit", "every", "given_up", "job", "unfinished"]
