"""The engine is tried on examples without end."""

from hypothesis import settings

# A busy machine makes single examples slow; what must be fast has a test of its own.
settings.register_profile("text", deadline=None)
settings.load_profile("text")
