"""The demo's settings with one address more; see ``urls``."""

from regs_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
