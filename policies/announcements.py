"""What the policies app tells the rest: once, after the fact, and only to set work going."""

from django.dispatch import Signal

# Sent inside the publishing transaction with ``revision`` (a Revision). Listeners only enqueue;
# the truth is in the rows, so a lost announcement is made up for by the next sweep.
revision_published = Signal()
# The same of a scheduled revision whose day was moved, or that was cancelled.
revision_rescheduled = Signal()
